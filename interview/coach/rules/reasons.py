"""Why a deed was done, as its sentence or the one beside it says; if it was right it cannot see.

People give reasons in many turns of speech and few of them by “because”. Each turn is a weak sign
with a weight; two weak ones, or a strong one, make a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview.coach.rules.lexicon import concrete, words_of
from interview.coach.rules.manner import Kind, Move, moves_of
from interview.coach.rules.signals import Sentence
from interview.coach.rules.spoken import About, When, is_past
from interview.lexis import Part, base, kinds, share
from interview.phrases import Phrase
from interview.remembered import remembered

ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a reason: its weight, where it stands, and what turn of speech it is."""

    weight: int
    at: int
    turn: str


_CAUSE = Phrase(r"\b(?:because|'?cause|cos|cuz|bc|due to|given that|seeing (?:as|that))\b")
_SINCE = Phrase(
    r"\b(?:since|as)\s+(?!then\b|soon\b|well\b|if\b|far\b|long\b|much\b|many\b|\d|usual\b|a\b|an\b|"
    r"(?:i|we) (?:said|say|remember|joined|started|was|were|recall)\b)"
)
_SOMEONE = (
    r"(?:i|we|he|she|it|they|you|nobody|no one|everyone|people|neither|both|(?:the|my|our|his|her|"
    r"their|each|every) [\w-]+)"
)
_FOR_PURPOSE = Phrase(
    rf"(?<!^)\bso (?:that |as )?{_SOMEONE}(?:'d|'ll|(?: both| all| always| still)? (?:could|can|"
    r"would|"
    r"will|wouldn't|won't|don't|never|see|sees|know|knows))\b|\bso (?:that|as to)\b|"
    r"\bso (?:nobody|no one|neither|none|nothing)\b|\bin order (?:to|that)\b|"
    r"\b(?:to make|make|making|made) sure\b|\bfor (?:to|save|not to)\b"
)
_CONTRAST = Phrase(
    r"\b(?:rather than|instead of|as opposed to|over the other|not just|in place of)\b|"
    r",? (?:and )?not (?:the|a|an|my|our|on|in|at|by|for|to)\b"
)
_FEAR = Phrase(
    r"\b(?:in case|otherwise|or else|worr(?:y|ied)|afraid|scared|fear(?:ed)?|nervous|risk\w*|"
    r"danger\w*|(?:didn't|did not|don't) want|couldn't (?:risk|afford)|wanted \w+ to|"
    r"the (?:point|idea|aim|thinking|reason|trick) (?:was|is|being)|that(?:'s| is) (?:why|how)|"
    r"why:|which is why|that was why|the reason|my (?:thinking|worry|reasoning|guess|bet))\b"
)
_WEIGHED = Phrase(
    r"\b(?:rul(?:ed|e|ing) (?:\w+ )?out|too (?!much\b|many\b)\w+|enough to|"
    r"the only (?:one|way|thing|place|part)|would(?:n't)? have|would only|might have|could have|"
    r"so not|either way|wasn't (?:the|that|a)|not worth|(?:better|worse) than|"
    r"\w+est (?:thing|way|one|place)|"
    r"(?:quick|cheap|saf|fast|simpl|eas)(?:er|ier) (?:than|to))\b"
)
_PUT_ASIDE = Phrase(r"\b(?:could|would|might)(?:'ve| have|n't have|nt have)\b.*\b(?:but|so|and)\b")
"""“We could have bought more, but …”: another way, and why it was not taken."""
_MEANT = Phrase(
    r"\bwhich (?:meant|means|would|could|saved|saves|took|gave|made|left|let|was the)\b"
)
_OPENING = Phrase(
    r"^\W*(?:and |so |then )?(?:knowing|being|seeing|having|given|considering|"
    r"not (?:wanting|knowing|having|being)|remembering|fearing|hoping|wanting)\b(?=.*\b(?:i|we)\b)"
)
"""“Knowing that he hated meetings, I …”: a cause without a word for it."""
_LACK = Phrase(r"\bwith (?:no|so (?:few|little|many|much)|only)\b|\bshort of\b")
_UNABLE = Phrase(r"\bso (?:i|we) (?:couldn't|could not|can't|cannot)\b")
_CONDITION = Phrase(r"\bif\b")
_JUDGED = words_of(
    "know think suspect reckon figure guess notice see realise realize assume believe feel hear "
    "find understand learn judge expect remember"
)
_TAKES_TO = words_of(
    "want need have try start begin decide agree manage ask tell get go use like plan offer refuse "
    "help learn promise choose able supposed happy going seem tend allow invite persuade convince "
    "say teach remind let come up down due ready used hard easy likely about how what where when "
    "nothing one thing someone somebody attempt chance way time right love afford hope expect "
    "ought "
    "continue intend mean wait propose suggest proceed"
)
_SO = Phrase(r"(?:^|[\s,])(?:so|therefore|hence),? (?:then )?(?:i|we)\b")


@remembered(1024)  # what was said before is held against every answer
def signs_in(text: str) -> tuple[Sign, ...]:
    """Every sign of a reason in a sentence, taken by itself."""
    return tuple(_signs(text, moves_of(text)))


def _signs(text: str, moves: Sequence[Move]) -> Iterator[Sign]:
    for turn, weight, pattern in (
        ("cause", 2, _CAUSE),
        ("purpose", 2, _FOR_PURPOSE),
        ("fear", 2, _FEAR),
        ("contrast", 1, _CONTRAST),
        ("weighed", 1, _WEIGHED),
        ("meant", 1, _MEANT),
        ("condition", 1, _CONDITION),
        ("weighed", 2, _PUT_ASIDE),
        ("consequence", 1, _UNABLE),
        ("cause", 2, _OPENING),
        ("cause", 1, _LACK),
    ):
        found = pattern.search(text)
        if found and (found.end() == len(text) or len(text[found.end() :].split()) >= 2):
            yield Sign(weight, found.start(), turn)
    since = _SINCE.search(text)
    if since and _tells(moves, text, since):
        yield Sign(2, since.start(), "cause")
    for so in _SO.finditer(text):
        if any(m.kind in _LED_TO and abs(m.at - so.end()) < 12 for m in moves):
            yield Sign(2, so.start(), "consequence")
    judged = next((m for m in moves if _judges(m)), None)
    if judged:
        yield Sign(1, judged.at, "judged")
    purpose = _purpose(text)
    if purpose is not None:
        yield Sign(1, purpose, "purpose")
    for before, move in pairwise((None, *moves)):
        if move and _timeless(move, text):
            after_deed = before is not None and before.kind in _DONE
            spliced = after_deed and text[move.at - 2] in ",:–—-"
            yield Sign(2 if spliced else 1, move.at, "fact")
            break


_DONE = (Kind.DEED, Kind.SHARED)
_LED_TO = (*_DONE, Kind.USE)
_SUBJECTS = words_of(
    "i we it he she they the this that there my our his her their nobody people some most you "
    "these those both neither each every no everyone half one two"
)
_LATELY = Phrase(r"\b(?:now|still|since|today|yet|these days|ever|again|nowadays)\b")


def _timeless(move: Move, text: str) -> bool:
    """A fact told in the present amid a story: “people cook in basements”."""
    clause = move.clause
    if clause.when is not When.PRESENT or clause.about in (About.ME, About.US, About.UNSAID):
        return False
    if _LATELY.search(clause.plain) or _RELATIVE.match(text[move.at :]):
        return False
    return bool(concrete([clause.verb, *clause.rest]))


_RELATIVE = Phrase(r"\W*(?:and )?(?:who|which|that|where)\b")


def _tells(moves: Sequence[Move], text: str, found: re.Match[str]) -> bool:
    """Whether a finite clause begins there: “since nobody knew”, not “since March”."""
    at = found.start()
    follows = text[found.end() :].split()[:1]
    first = follows[0].lower().split("'")[0] if follows else ""
    for move in moves:
        if move.clause.when is not When.UNSAID and at - 1 <= move.at <= at + 8:
            return first in _SUBJECTS or move.clause.about not in (About.ME, About.US)
    follows = text[found.end() :].lower().split()[:3]
    return at > 0 and any(_plainly_does(word) for word in follows[1:])


def _plainly_does(word: str) -> bool:
    return is_past(word) or (share(word, Part.VERB) > _MOSTLY and not word.endswith("ing"))


_MOSTLY = 0.8


def _judges(move: Move) -> bool:
    """“I knew that …”, “I saw …”: what the candidate went by."""
    if not move.mine or not move.past:
        return False
    return base(move.clause.verb, Part.VERB) in _JUDGED and bool(concrete(move.clause.rest))


def _purpose(text: str) -> int | None:
    """Where “to” and a verb with an object say what a deed was for; None where none does."""
    words = [(m.group().lower(), m.start()) for m in re.finditer(r"[A-Za-z']+", text)]
    for place in range(2, len(words) - 2):
        if words[place][0] != "to":
            continue
        verb, before = words[place + 1][0], words[place - 1][0]
        if base(before, Part.VERB) in _TAKES_TO or before in _TAKES_TO:
            continue
        led = {base(word, Part.VERB) for word, _ in words[max(0, place - 5) : place]}
        if led & _LEADING or not kinds(verb, Part.VERB) or base(verb, Part.VERB) != verb:
            continue
        if kinds(verb, Part.NOUN) and verb not in _PURPOSES:
            continue
        return words[place][1]
    return None


_LEADING = words_of("ask tell get want need invite persuade convince allow teach remind let help")
_PURPOSES = words_of("stop check show test cut help spare see find keep save free prove let make")


_SHOWN = Phrase(
    r"\d|:|n't\b|\b(?:still|same|only|nearly|all|none|not|no|never|nothing|nobody|every|always|most|"
    r"half|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundred|thousand)\b"
)
_BESIDE = 1
_CARRIED_OVER = ("fear", "purpose", "weighed", "consequence")


def reason_for(counted: Sequence[Sentence], doing: Sequence[Sentence]) -> list[Sentence]:
    """The deed whose reason is told best, with the sentences that tell it; empty where none is.

    What a deed brought to light counts as a sign where another deed follows it: that is how a
    cause is found, and people who found one say no “because”.
    """
    led = evidence(counted)
    best: tuple[int, list[Sentence]] = (0, [])
    for place, sentence in enumerate(counted):
        if sentence not in doing:
            continue
        weight, told = sum(sign.weight for sign in signs_in(sentence.text)), [sentence]
        for beside in (*counted[max(0, place - 1) : place], *counted[place + 1 : place + 2]):
            sign = _from_beside(beside)
            weight += sign
            told += [beside] if sign else []
        if weight > best[0]:
            best = weight, told
    if best[0] + len(led) >= ENOUGH:
        return best[1] or led[:2]
    return []


def _from_beside(sentence: Sentence) -> int:
    """The weight that a sentence lends the deed beside it: less, where it is about others."""
    mine = any(move.mine for move in sentence.moves)
    weights = [
        sign.weight if mine or sign.turn in _CARRIED_OVER else min(sign.weight, _BESIDE)
        for sign in signs_in(sentence.text)
    ]
    return max(weights, default=0)


def evidence(counted: Sequence[Sentence]) -> list[Sentence]:
    """Sentences with a deed that brought something to light before the next deed."""
    told = [(sentence, move) for sentence in counted for move in sentence.moves]
    mine = any(move.kind is Kind.DEED for _, move in told)
    doing = Kind.DEED if mine else Kind.SHARED
    deeds = [place for place, (_, move) in enumerate(told) if move.kind is doing]
    found = []
    for place, follows in pairwise(deeds):
        sentence = told[place][0]
        between = [move.clause for _, move in told[place + 1 : follows]]
        shown = any(
            clause.about is not About.ME and _SHOWN.search(clause.text) for clause in between
        )
        if shown or ":" in sentence.text:
            found.append(sentence)
    for sentence in counted:
        asked = any(move.kind is doing and _inquires(move) for move in sentence.moves)
        if asked and _FIGURE.search(sentence.text):
            found.append(sentence)
    return list(dict.fromkeys(found))


def _inquires(move: Move) -> bool:
    """A deed of finding out: measured, counted, compared, showed."""
    return not _INQUIRY.isdisjoint(kinds(move.clause.verb, Part.VERB)[:2])


_INQUIRY = frozenset({"verb.cognition", "verb.perception"})
_FIGURE = Phrase(
    r"\d|\b(?:nearly all|none|half|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|"
    r"hundred)\b"
)


def gives_reason(sentence: Sentence) -> bool:
    """Whether a sentence tells a reason by itself."""
    return sum(sign.weight for sign in signs_in(sentence.text)) >= ENOUGH


def says_why(sentence: Sentence) -> bool:
    """Whether a sentence says why in so many words, not only by several turns that hint at it."""
    return any(sign.weight >= ENOUGH for sign in signs_in(sentence.text))
