"""The coach without a model: it reads an answer by rules, on this machine, and fetches nothing.

It says how complete an answer is — was the question answered, is it one occasion, one's own part
with its reason, a change, something learned — and never how good. It cannot judge whether what is
said is right, or well said. The same brief always gets the same draft.

`questions` asks, `signals` reads sentences, `marking` turns what they show into marks, `weighing`
holds these against what readers saw in other answers, and `review`, `feedback` and `summary` put it
into words; every sentence a person may see stands in the tables (`*.toml`) beside them.
"""

from __future__ import annotations

from interview import lexis, sentences
from interview.coach import AskBrief, ReviewBrief, SummaryBrief
from interview.coach.drafts import FeedbackDraft, QuestionDraft, ReviewDraft, SummaryDraft
from interview.coach.rules import feedback, questions, review, summary
from interview.coach.rules.lexicon import lemma
from interview.coach.rules.roles import weights
from interview.coach.rules.wording import table
from interview.rubric import PLUS_MINUS

__all__ = ["RulesCoach", "warm_up"]

_TABLES = (
    *("advice", "assessing", "coaching", "findings"),
    *("lifting", "probes", "questions", "summary"),
)


def warm_up() -> None:
    """Loads the dictionary, the tables and the weights now, not at an answer."""
    sentences.warm_up()
    lexis.warm_up()
    lemma("answers")
    weights()
    for name in _TABLES:
        table(name)


class RulesCoach:
    """The free default. Objections change nothing: its drafts follow from the brief alone."""

    engine = "rules v1"
    prompt_version = ""
    label = "rules coach, stays on this server"
    plus_minus = PLUS_MINUS
    two_breaths = False

    async def ask(self, brief: AskBrief, objections: tuple[str, ...] = ()) -> QuestionDraft:
        return questions.ask(brief)

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        return review.review(brief)

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft:
        return feedback.give_feedback(brief)

    async def summarise(
        self, brief: SummaryBrief, objections: tuple[str, ...] = ()
    ) -> SummaryDraft:
        return summary.summarise(brief)
