"""The truth check: whether a sentence says no more than the lines it rests on; it mends nothing.

Numbers, names and quotations have to stand in the cited lines themselves; who did it, how much of
it, in which rank and direction and whether at all may not be widened, turned or denied; nothing may
be added, and each fact has to stand in one line. What it cannot see is what words alone do not
tell: a false connection within one line, or a paraphrase that no lexicon knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from interview.grounding import figures, names
from interview.grounding.abroad import beyond
from interview.grounding.attached import swapped
from interview.grounding.coverage import added
from interview.grounding.credit import misplaced
from interview.grounding.deeds import further
from interview.grounding.denial import turned_round
from interview.grounding.implied import months_of_years
from interview.grounding.merging import merged
from interview.grounding.order import reversed_in_time
from interview.grounding.praise import without_verdicts
from interview.grounding.quantities import quantities
from interview.grounding.ranks import raised
from interview.grounding.remarks import is_retold, where_it_asks, without_remarks
from interview.grounding.short_forms import in_their_words
from interview.grounding.tongues import Tongue, folded, in_english, is_english, tongue_of
from interview.grounding.worded import Quantity
from interview.grounding.words import spoken_of
from interview.model import Line
from interview.reading import plain
from interview.remembered import remembered

SLOT = re.compile(r"‹add:[^‹›]*›")
"""A place for the candidate to fill in; never a claim."""

_OTHER_QUOTES = re.compile(r"„([^„“”\"]+)[“”\"]|«\s?([^«»]+?)\s?»")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_CLAUSE = re.compile(r"[,;:.!?—]|\b(?:and|which|so|because|but|while|that)\b", re.I)
_OF_THE_JOB = re.compile(
    r"\b(?:jobs?|role|posting|position|advert|description|opening|next step|"
    r"(?:need|ask|require|want|expect|list|mention|name)(?:s|ed)?|look(?:s|ing)? for)\b",
    re.I,
)
_MODAL = (
    r"(?:would|will|could|can|might|may|should|want|wants|wish|hope|need|like|see|think|apply|"
    r"applied|join|know|do|did|are|be|plan|expect|prefer|bring)"
)
# A question may name what only the job names where it does not take it for done.
_OPEN = re.compile(
    r"\b(?:closest|nearest|close|like|similar|ever|prepares?d?|would|will|want|apply|applied|"
    r"learn(?:ed|ing)?|compares?d?|experience|know|matters?|draws?|drew|interests?|role|posting|"
    r"job|never|yet|instead)\b",
    re.I,
)
_ABSENT = re.compile(r"(?:n['’]t|\bnot|\bno) (?:yet )?(?:see|find|mention|name|show|list)\b", re.I)
_EMPLOYERS = r"(?:posting|role|job|team|company|advert|stack|product|opening|description)"
_SPEAKS = re.compile(r"\b(?:I|we|my|our)\b", re.I)
_FIRST = re.compile(rf"\b(?:I|we)(?:['’]ve)?\s+(?!{_MODAL}\b)\w+|\b(?:my|our)\b", re.I)
_SECOND = re.compile(
    rf"\byou(?:['’]ve)?\s+(?!{_MODAL}\b)\w+|\byour\b(?! (?:own )?{_EMPLOYERS}\b)", re.I
)


def unsupported(
    sentence: str, cited_lines: Iterable[Line], *, job_lines: Iterable[Line] = ()
) -> tuple[str, ...]:
    """Why a sentence about the candidate may not be said; empty where its lines support it.

    What only the job's lines hold may be named as the job's, in a clause that claims nothing for
    the candidate. A sentence that rests on no line at all is never supported.
    """
    return _unsupported(sentence, tuple(cited_lines), tuple(job_lines))


@remembered(1024)  # what landed is claimed again in the feedback, and line by line in its answer
def _unsupported(sentence: str, lines: tuple[Line, ...], job: tuple[Line, ...]) -> tuple[str, ...]:
    sentence = _in_plain_quotes(sentence)
    said = _without_the_jobs_words(SLOT.sub("…", sentence), [line.text for line in job])
    if not any(sign.isalnum() for sign in said):
        return ()
    texts = [line.text for line in lines]
    tongue = tongue_of(said, tuple(texts))
    if not lines and (not job or tongue or _claims(said)):
        return ("rests on no line of the resume or the answers",)
    if is_retold(said, texts):
        return ()
    if tongue:
        told = untraced(said, texts, [line.text for line in job])
        claim = _QUOTED.sub(" … ", said)
        return told or tuple(
            dict.fromkeys(beyond(claim, lines, tongue, [line.text for line in job]))
        )
    every = [*texts, *(line.text for line in job)]
    said = in_their_words(said, every)
    claim = without_verdicts(without_remarks(said[: where_it_asks(said)], every), every)
    met = spoken_of(claim, lines)
    reasons = (
        *untraced(said, texts, [line.text for line in job]),
        *further(claim, met),
        *misplaced(claim, met),
        *raised(claim, met),
        *turned_round(claim, lines),
    )
    # What is wrong in a word explains itself; only where nothing is, the whole is looked at.
    return tuple(dict.fromkeys(reasons)) or (
        *added(claim, lines, [line.text for line in job]),
        *merged(claim, lines),
        *swapped(claim, lines),
        *reversed_in_time(claim, lines),
    )


def untraced(
    sentence: str,
    sources: Iterable[str],
    job: Iterable[str] = (),
    *,
    advice: bool = False,
) -> tuple[str, ...]:
    """The numbers, names and quotations of a sentence that no source holds, as reasons.

    Advice may count on its fingers (“name two options”) and put words into a mouth; it may not
    bring in a figure or a name.
    """
    sources, job = tuple(sources), tuple(job)
    said = _without_the_jobs_words(SLOT.sub("…", _in_plain_quotes(sentence)), job)
    if _names_nothing(said):
        return ()
    every = (*sources, *job)
    tongue = tongue_of(said, sources)
    if tongue:
        abroad = _untraced_abroad(said, sources, job, tongue, advice=advice)
        return (*abroad, *_misquoted(said, every, advice=advice))
    reasons = []
    asks = where_it_asks(said)
    for quantity in figures.lacking(said, sources):
        if (advice or quantity.start >= asks) and _is_on_fingers(quantity):
            continue
        if _quotes(said) and figures.counts_the_telling(quantity, said):
            continue
        if quantity in figures.lacking(said, every) or _claims_there(said, quantity.text):
            reasons.append(f"the number “{quantity.text}” is not in the cited lines")
    for name in names.lacking(said, sources):
        if name in names.lacking(said, every) or _claims_there(said, name):
            reasons.append(f"the name “{name}” is not in the cited lines")
    reasons += [
        f"the cited lines date “{date}” otherwise" for date in figures.crossed_dates(said, every)
    ]
    reasons += _misquoted(said, every, advice=advice)
    return tuple(dict.fromkeys(reasons))


@remembered(2048)  # many of a coach's sentences are the same for all
def _names_nothing(said: str) -> bool:
    """Whether a sentence in English has nothing that would have to stand in a source."""
    if not any(sign.isalnum() for sign in said):
        return True
    return is_english(said) and not (
        _quotes(said)
        or names.names(said)
        or any(quantity.strict for quantity in quantities(said))
        or any(months_of_years(said))
    )


def _misquoted(said: str, sources: tuple[str, ...], *, advice: bool) -> list[str]:
    quotes = () if advice else _quotes(said)
    return [f"nobody said “{quote}”" for quote in quotes if not _is_said(quote, sources)]


def _untraced_abroad(
    said: str, sources: tuple[str, ...], job: tuple[str, ...], tongue: Tongue, *, advice: bool
) -> tuple[str, ...]:
    """The same in another language; the job's own may stand beside a word for the job."""
    if any(tongue.job.match(word) for word in folded(said)):
        sources = (*sources, *job)
    english = in_english(said, tongue)
    held = [in_english(source, tongue_of(source) or tongue) for source in sources]
    numbers = [
        f"the number “{quantity.text}” is not in the cited lines"
        for quantity in figures.lacking(english, held)
        if not (advice and _is_on_fingers(quantity))
        if not (_quotes(said) and figures.counts_the_telling(quantity, english))
    ]
    dates = set(names.dated(english)) - {date for text in held for date in names.dated(text)}
    unknown = [*names.lacking(said, (*sources, *held), tongue), *sorted(dates)]
    return tuple(
        dict.fromkeys([*numbers, *(f"the name “{n}” is not in the cited lines" for n in unknown)])
    )


def _in_plain_quotes(text: str) -> str:
    """The text with „…“ and «…» as “…”."""
    return _OTHER_QUOTES.sub(lambda found: f"“{found[1] or found[2]}”", text)


def _without_the_jobs_words(said: str, job: Iterable[str]) -> str:
    """What the posting is quoted as saying claims nothing for the candidate."""
    job = tuple(job)

    def blank(quoted: re.Match[str]) -> str:
        return "“…”" if _is_said(quoted[1] or quoted[2], job) else quoted[0]

    return _QUOTED.sub(blank, said)


def is_said(quote: str, line: Line) -> bool:
    """Whether a line holds these words on end, whatever their case and punctuation."""
    return _is_said(quote, (line.text,))


def _is_said(quote: str, sources: Iterable[str]) -> bool:
    parts = [plain(part) for part in re.split(r"…|\.\.\.", quote) if plain(part)]
    return any(all(f" {part} " in f" {plain(text)} " for part in parts) for text in sources)


def _quotes(said: str) -> list[str]:
    found = [one or other for one, other in _QUOTED.findall(said)]
    return [quote for quote in found if len(plain(quote).split()) > 1]


def _is_on_fingers(quantity: Quantity) -> bool:
    counts = quantity.unit in ("", "second", "ordinal") or quantity.unit == "month"
    return counts and quantity.text[:1].isalpha() and quantity.bare <= 10


def _claims(clause: str) -> bool:
    """Whether a clause says what the candidate is or did, rather than what a job is.

    In the candidate's own mouth “you” is the employer.
    """
    return bool((_FIRST if _SPEAKS.search(clause) else _SECOND).search(clause))


def _claims_there(said: str, token: str) -> bool:
    """Whether the clause around a token claims it for the candidate, or names nobody."""
    at = said.find(token)
    marks = [match for match in _CLAUSE.finditer(said) if not _inside(match, at, token)]
    start = max((match.end() for match in marks if match.end() <= at), default=0)
    end = min((m.end() for m in marks if m.start() >= at + len(token)), default=len(said))
    clause = said[start:end]
    if _ABSENT.search(clause):
        return False
    if said.rstrip(" ”\"')").endswith("?"):
        return not _OPEN.search(clause)
    voice = _FIRST if _SPEAKS.search(said) else _SECOND
    return bool(voice.search(clause)) or not _OF_THE_JOB.search(clause)


def _inside(match: re.Match[str], at: int, token: str) -> bool:
    return match.start() < at + len(token) and match.end() > at
