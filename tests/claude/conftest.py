"""Where the tests of Claude find what both coaches are held to, which lies with the interview's."""

import sys
from pathlib import Path

# The folders of the tests are no packages, and this one is collected before its neighbour.
sys.path.insert(1, str(Path(__file__).parents[1] / "interview"))
