"""Where the tests of an evaluation find the labelled set, which lies with those who tune by it."""

import sys
from pathlib import Path

# The folders of the tests are no packages, and this one is collected before its neighbour.
sys.path.insert(1, str(Path(__file__).parents[1] / "interview"))
