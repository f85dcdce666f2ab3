"""A question may only presume what the resume says and name what the posting names."""

from __future__ import annotations

import re

from interview.anchors import ANCHORS
from interview.coach import AskBrief
from interview.coach.drafts import QuestionDraft
from interview.evidence import cited
from interview.grounding.clipping import QUESTION_WORDS
from interview.grounding.objections import Objections, posting, unaskable
from interview.grounding.truth import is_said, unsupported, untraced
from interview.model import Line, PreparedQuestion
from interview.reading import plain
from interview.sentences import sentences

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_ASKING = frozenset(
    [
        *("tell", "describe", "walk", "give", "think", "pick", "take", "imagine", "suppose"),
        *("name", "share", "talk", "show", "explain", "choose", "recall", "consider"),
    ]
)


def ground_question(
    draft: QuestionDraft, brief: AskBrief
) -> tuple[PreparedQuestion, tuple[str, ...]]:
    """The question if its premise is true of the resume; else one that presumes nothing."""
    objections, papers = Objections(), brief.papers
    lines = cited((*papers.resume, *papers.job), draft.question.cites)
    own = tuple(line for line in lines if line.id.startswith("R"))
    job = (*(line for line in lines if line.id.startswith("J")), posting(papers))
    anchor = ANCHORS[brief.competency]
    plainly = PreparedQuestion(
        competency=brief.competency,
        text=anchor.ask,
        in_other_words=anchor.easier,
        easier=anchor.easier,
    )
    text = " ".join(draft.question.text.split())
    wrong = [*unaskable(text, brief.asked, QUESTION_WORDS), *_premise(text, own, job)]
    if objections.add("question", wrong):
        return plainly, objections.told
    others = {}
    for name, words in (("in_other_words", draft.in_other_words), ("easier", draft.easier)):
        words = " ".join(words.split())
        short = unaskable(words, (), QUESTION_WORDS)
        failed = objections.add(name, [*short, *_premise(words, own, job)])
        others[name] = anchor.easier if failed else words
    ids = tuple(line.id for line in lines)
    return (
        PreparedQuestion(competency=brief.competency, text=text, cites=ids, **others),
        objections.told,
    )


def _premise(text: str, own: tuple[Line, ...], job: tuple[Line, ...]) -> list[str]:
    """What a question takes for granted: a statement has to be true, a request only to trace."""
    reasons: list[str] = []
    for sentence in sentences(_without_the_postings_words(text, job)):
        first = plain(sentence).partition(" ")[0]
        asks = sentence.rstrip(" ”\"')").endswith("?") or first in _ASKING
        if not asks and (own or job) and "you" in plain(sentence).split():
            reasons += unsupported(sentence, own, job_lines=job)
        else:
            # Where “you” is asked and not told, the job's names may stand beside it.
            sources = [line.text for line in own]
            reasons += untraced(sentence, sources, [line.text for line in job])
    return reasons


def _without_the_postings_words(text: str, job: tuple[Line, ...]) -> str:
    """The text with what it reads out of the posting blanked before it is cut into sentences.

    Whatever figures, names and “our” stand there, they are the posting's own and claim nothing.
    """

    def blank(quoted: re.Match[str]) -> str:
        words = quoted[1] or quoted[2]
        if not any(is_said(words, line) for line in job):
            return quoted[0]
        end = words.rstrip()[-1]
        return f"“…{end if end in '.!?' else ''}”"

    return _QUOTED.sub(blank, text)
