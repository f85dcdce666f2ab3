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
from interview.coach.rules.lexicon import content, tokens
from interview.coach.rules.resume import Deed, Resume, job_terms, read_resume
from interview.coach.rules.vacancy import can_be_read_out
from interview.coach.rules.wording import table, turned
from interview.grounding import untraced
from interview.model import Difficulty, Line

MOST_WORDS = 45


@dataclass(frozen=True, slots=True)
class _Opening:
    """What stands before the question, what it cites, and whether the question may lean on it.

    `widens` where the question, if it cannot lean, has to say that other work will do as well.
    """

    text: str
    cites: tuple[str, ...] = ()
    key: str = ""
    leans: bool = True
    widens: bool = False


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
        draft = _best(template, openings, asked, brief.number - 1)
        if not tail_used:
            return draft
        used.append(draft)
    return min(used, key=lambda draft: _last_asked(draft.question.text, asked))


def _best(
    template: dict[str, str], openings: Sequence[_Opening], asked: Sequence[str], this: int
) -> QuestionDraft:
    """The template on a line that suits it, one never used if there is any; alone where this

    interview has built on every line.
    """
    begun = max(0, len(asked) - this)
    used = [(not it.leans, _last_used(it, asked), it) for it in openings if it.key]
    fresh = sorted((one for one in used if one[1] < begun), key=lambda one: one[:2])
    for _, _, opening in fresh:
        text = _on(template, opening)
        if text and _plain(text) not in asked:
            break
    else:
        opening, text = _NONE, template["bare"]
    return QuestionDraft(
        question=Claim(text=text, cites=opening.cites),
        in_other_words=template["again"],
        easier=template["easier"],
    )


def _on(template: dict[str, str], opening: _Opening) -> str:
    """The template behind a line; "" where it would be too long or has its own beginning."""
    if opening.widens and template["bare"].startswith(("Take ", "Pick ")):
        return ""
    tail = template["ask"] if opening.leans else _set_apart(template["bare"], opening)
    text = f"{opening.text} {tail}".strip()
    return text if len(text.split()) <= MOST_WORDS else ""


def possible_questions(
    brief: AskBrief, template: dict[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every question that a template can make of these papers, with what it cites."""
    resume = read_resume(brief.papers.resume)
    words = table("questions")[brief.competency.value]
    for opening in (*_openings(brief, resume, words, _seed(brief)), _NONE):
        text = _on(template, opening)
        if text:
            yield text, opening.cites


def _last_used(opening: _Opening, asked: Sequence[str]) -> int:
    """Where a line was built on last: −1 for never."""
    return max((place for place, text in enumerate(asked) if opening.key in text), default=-1)


def _set_apart(tail: str, opening: _Opening) -> str:
    """The question behind a line that is only where to begin: any other work will do as well."""
    if not opening.text or not opening.widens:
        return tail
    first = tail if tail.startswith(("I ", "I'")) else tail[0].lower() + tail[1:]
    return f"{table('questions')['openings']['or_elsewhere']} {first}"


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
        yield from _from_posting(brief.papers.job, seed, terms=bool(words.get("facts")))
        return
    topic = content([word.lower() for word in tokens(words["topic"])])
    prefers = tuple(words.get("prefers", "").split())
    ongoing = bool(words.get("ongoing"))
    turn = seed % max(1, len(resume.deeds))
    deeds = [*resume.deeds[turn:], *resume.deeds[:turn]]
    for deed in sorted(deeds, key=lambda deed: -_worth(deed, prefers, topic)):
        yield _from_deed(deed, brief.number, leans=_leans(deed, prefers, ongoing))
    if not resume.deeds:
        for held in resume.positions:
            where = f" at {held.organisation}" if held.organisation else ""
            text = f"Think of your time as {spoken_role(held.role)}{where}."
            yield _Opening(text, (held.line.id,), _plain(text), leans=False)


def _leans(deed: Deed, prefers: Sequence[str], ongoing: bool) -> bool:
    """Whether a question may take the line as its own story: of the right kind, and over,

    unless work that goes on will do.
    """
    liked = not prefers or any(getattr(deed, kind) for kind in prefers)
    return liked and (ongoing or deed.finished)


def _worth(deed: Deed, prefers: Sequence[str], topic: frozenset[str]) -> int:
    said = content([word.lower() for word in tokens(deed.line.text)])
    liked = next((4 - at for at, kind in enumerate(prefers) if getattr(deed, kind)), 0)
    return liked + 2 * bool(deed.clause) + deed.metric + min(2, len(said & topic))


def _from_deed(deed: Deed, number: int, *, leans: bool) -> _Opening:
    """The deed said to its owner's face, or read out where that could go wrong."""
    read_out: list[str] = table("questions")["openings"]["read_out"]
    if not deed.clause:
        text = f"{read_out[number % len(read_out)]}: “{deed.quote}.”"
        text = text.replace("… .”", "…”").replace("….”", "…”")
        return _Opening(text, (deed.line.id,), _plain(deed.quote), leans, widens=not leans)
    said: list[str] = table("questions")["openings"]["said"]
    at = said[number % len(said)].replace("{where}", deed.organisation)
    where = at if deed.organisation else "You"
    cites = deed.cites if deed.organisation else (deed.line.id,)
    return _Opening(f"{where} {deed.clause}.", cites, _plain(deed.clause), leans, widens=not leans)


def _from_posting(job: Sequence[Line], seed: int, *, terms: bool) -> Iterator[_Opening]:
    """Lines of the posting short enough to be read out: its duties, or when and where to work."""
    fitting = [
        (sentence.strip().rstrip(".;, "), line)
        for line in job
        for sentence in re.split(r"(?<=[a-z0-9)])[.!]\s+", line.text)
        if can_be_read_out(sentence, terms=terms)
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
