"""A coach's draft and the numbered lines in, what may be said of a candidate out; it asks nobody.

Each `ground_…` returns the grounded value, with whatever failed already cut, and the objections:
sentences that tell a coach what was wrong, so that it can be asked once more. In the product only
these functions make a `PreparedQuestion`, `Review`, `Feedback` or `Summary` of a coach's words;
`unsupported` is the check that all of them rest on.
"""

from interview.grounding.feedback import ground_feedback
from interview.grounding.question import ground_question
from interview.grounding.review import ground_review
from interview.grounding.summary import bare_summary, ground_summary, question_lines
from interview.grounding.truth import unsupported, untraced

__all__ = [
    "bare_summary",
    "ground_feedback",
    "ground_question",
    "ground_review",
    "ground_summary",
    "question_lines",
    "unsupported",
    "untraced",
]
