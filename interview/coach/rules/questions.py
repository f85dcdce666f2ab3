"""The rules coach's questions: a line of the candidate's own resume, then one question about it.

Nothing is presumed: where the resume has no line for a competency the question stands alone and
asks for the nearest thing the person did. The same brief always gives the same question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from interview.coach import AskBrief
from interview.coach.drafts import Claim, QuestionDraft
from interview.coach.rules.lexicon import BASE_ACTIONS, content, lemma, tokens
from interview.coach.rules.resume import Deed, Resume, job_terms, read_resume
from interview.coach.rules.wording import table, turned
from interview.grounding import untraced
from interview.model import Difficulty, Line

MOST_WORDS = 45

_DUTY = re.compile(r"^(?:you(?:'ll| will)|[a-z]+ing\b|[a-z]+e?\b)", re.IGNORECASE)
_TERMS_OF_WORK = re.compile(
    r"\b(?:(?<!each )(?<!every )(?<!per )(?<!the )(?<!whole )(?<!an )"
    r"shifts?(?! lead| report| plan)|"
    r"(?<!an )(?<!per )(?<!opening )hours?|hybrid|on-?site|remote|travel|weekends?|rota|"
    r"part[- ]time|full[- ]time|nights?|evenings?|relocat\w+|days a week|"
    r"start(?:ing)? date|permanent|fixed[- ]term)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(?:\d[\d.]*[- ](?:hours?|days?)|nights?|weekends?|evenings?|part[- ]time|full[- ]time|"
    r"hybrid|remote|on-?site|rota|days a week)\b",
    re.IGNORECASE,
)
_REQUIREMENT = re.compile(
    r"\b(?:years|degree|required|must|experience|knowledge|salary|benefits?|apply|equal)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What stands before the question, what it cites, and whether the question may lean on it."""

    text: str
    cites: tuple[str, ...] = ()
    key: str = ""
    leans: bool = True


_NONE = _Opening("", leans=False)


def ask(brief: AskBrief) -> QuestionDraft:
    """A question that was not asked before, on a line not used before, while there are any."""
    resume = read_resume(brief.papers.resume)
    seed = _seed(brief)
    words = table("questions")[brief.competency.value]
    openings = [*_openings(brief, resume, words, seed), _NONE]
    asked = [_plain(text) for text in brief.asked]
    used: list[QuestionDraft] = []
    gap = _gap(brief, resume, words, seed, asked, first=len(openings) == 1)
    if gap:
        return gap
    for template in _templates(words, brief.papers.setting.difficulty, seed):
        tail_used = any(
            _plain(template[form]) in text for text in asked for form in ("ask", "bare")
        )
        draft = _best(template, openings, asked)
        if not tail_used:
            return draft
        used.append(draft)
    return min(used, key=lambda draft: _last_asked(draft.question.text, asked))


def _best(
    template: dict[str, str], openings: Sequence[_Opening], asked: Sequence[str]
) -> QuestionDraft:
    """The template on the first line not used yet; alone where every line has been."""
    fresh = [o for o in openings if not o.key or not any(o.key in text for text in asked)]
    for opening in fresh:
        tail = template["ask"] if opening.leans else template["bare"]
        text = f"{opening.text} {tail}".strip()
        if len(text.split()) <= MOST_WORDS:
            break
    else:
        opening, text = _NONE, template["bare"]
    return QuestionDraft(
        question=Claim(text=text, cites=opening.cites),
        in_other_words=template["again"],
        easier=template["easier"],
    )


def _last_asked(text: str, asked: Sequence[str]) -> int:
    """Where a question was asked last; the longest ago is the best to ask again."""
    plain = _plain(text)
    return max((place for place, old in enumerate(asked) if plain == old), default=-1)


def _templates(
    words: dict[str, Any], difficulty: Difficulty, seed: int
) -> Iterator[dict[str, str]]:
    """Those of the difficulty in a seeded order, then its neighbours' rather than a repetition."""
    order = {
        Difficulty.EASY: ("easy", "medium", "hard"),
        Difficulty.MEDIUM: ("medium", "easy", "hard"),
        Difficulty.HARD: ("hard", "medium", "easy"),
    }[difficulty]
    for name in order:
        group: list[dict[str, str]] = words[name]
        first = seed % len(group)
        yield from [*group[first:], *group[:first]]


def _openings(
    brief: AskBrief, resume: Resume, words: dict[str, Any], seed: int
) -> Iterator[_Opening]:
    if words.get("posting") or words.get("facts"):
        pattern = _TERMS_OF_WORK if words.get("facts") else None
        yield from _from_posting(brief.papers.job, pattern, seed)
        return
    topic = content([word.lower() for word in tokens(words["topic"])])
    prefers = words.get("prefers", "")
    turn = seed % max(1, len(resume.deeds))
    deeds = [*resume.deeds[turn:], *resume.deeds[:turn]]
    for deed in sorted(deeds, key=lambda deed: -_worth(deed, prefers, topic)):
        yield _from_deed(deed, leans=_leans(deed, prefers))
    if not resume.deeds:
        for held in resume.positions:
            where = f" at {held.organisation}" if held.organisation else ""
            text = f"Think of your time as {spoken_role(held.role)}{where}."
            yield _Opening(text, (held.line.id,), _plain(text), leans=False)


def _leans(deed: Deed, prefers: str) -> bool:
    """Whether a question may take the line as its own story: it is over, and of the right kind."""
    return deed.finished and (not prefers or bool(getattr(deed, prefers)))


def _worth(deed: Deed, prefers: str, topic: frozenset[str]) -> int:
    said = content([word.lower() for word in tokens(deed.line.text)])
    liked = 3 if prefers and getattr(deed, prefers) else 0
    return liked + 2 * bool(deed.clause) + deed.metric + min(2, len(said & topic))


def _from_deed(deed: Deed, *, leans: bool) -> _Opening:
    if not deed.clause:
        text = f"Your resume says: “{deed.quote}.”".replace("… .”", "…”").replace("….”", "…”")
        return _Opening(text, (deed.line.id,), _plain(deed.quote), leans)
    where = f"At {deed.organisation} you" if deed.organisation else "You"
    cites = deed.cites if deed.organisation else (deed.line.id,)
    return _Opening(f"{where} {deed.clause}.", cites, _plain(deed.clause), leans)


def _from_posting(
    job: Sequence[Line], pattern: re.Pattern[str] | None, seed: int
) -> Iterator[_Opening]:
    """Lines of the posting short enough to be read out: its duties, or when and where to work."""
    fitting = [
        (sentence.strip().rstrip(".;, "), line)
        for line in job
        for sentence in re.split(r"(?<=[a-z0-9)])[.!]\s+", line.text)
        if _readable(sentence, pattern)
    ]
    for said, line in turned(fitting, seed):
        text = f"The posting says: “{said}.”"
        # A line that the truth check would not let stand is not read out.
        if not untraced(text, (), [line.text]):
            yield _Opening(text, (line.id,), _plain(said), leans=True)


def spoken_role(role: str) -> str:
    """A role as one says it: “a senior engineer”, “an RN”."""
    words = [word.lower() if word.istitle() else word for word in role.split()]
    article = "an" if words[0][0].lower() in "aeiou" else "a"
    return " ".join([article, *words])


def _readable(text: str, pattern: re.Pattern[str] | None) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 16 or "http" in text or text.rstrip().endswith(":"):
        return False
    if pattern is not None:
        return bool(pattern.search(text)) and not _is_duty(text)
    if _TERMS_OF_WORK.search(text) and not text.lower().startswith(("you", "lead")):
        return False
    return bool(_DUTY.match(text)) and not _REQUIREMENT.search(text) and len(words) >= 5


def _is_duty(text: str) -> bool:
    """Whether a line tells what is to be done: “Lead 4 nurses on all shifts” names no hours."""
    first = tokens(text)[0].lower()
    doing = first in BASE_ACTIONS - {"work", "start"} or lemma(first) in BASE_ACTIONS - {"work"}
    return doing and not _HOURS.search(text)


def _gap(
    brief: AskBrief,
    resume: Resume,
    words: dict[str, Any],
    seed: int,
    asked: Sequence[str],
    *,
    first: bool,
) -> QuestionDraft | None:
    """A question on something the posting names and the resume does not: one time in three,

    and always where the resume offers nothing to ask about.
    """
    if not words.get("gap") or not (first or seed % 3 == 0):
        return None
    templates: list[dict[str, str]] = table("questions")["gap"]["ask"]
    for term, line in job_terms(brief.papers.job, resume):
        template = templates[(seed // 3) % len(templates)]
        text = template["ask"].replace("{term}", term)
        if any(_plain(term) in old for old in asked) or len(text.split()) > MOST_WORDS:
            continue
        return QuestionDraft(
            question=Claim(text=text, cites=(line.id,)),
            in_other_words=template["again"].replace("{term}", term),
            easier=template["easier"].replace("{term}", term),
        )
    return None


def _plain(text: str) -> str:
    return " ".join(token.lower() for token in tokens(text))


def _seed(brief: AskBrief) -> int:
    """A number from what the interview is about, so that two people get two interviews."""
    papers = brief.papers
    parts = [line.text for line in (*papers.resume, *papers.job)]
    parts += [papers.setting.stage, brief.competency, papers.setting.difficulty]
    parts += [str(brief.number), *brief.asked[-1:]]
    digest = hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=4)
    return int.from_bytes(digest.digest(), "big")
