"""Whether the lines bear everything a sentence tells: no outcome, purpose or person added.

It compares words, clause by clause, and knows nothing of figures, titles or denials. A clause in
which nothing comes from the lines is an addition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interview.grounding.clauses import Clause, clauses, is_deed
from interview.grounding.phrasal import in_one_word
from interview.grounding.strangers import is_known, strangers
from interview.grounding.units import listed
from interview.grounding.words import bears, is_general, is_telling, spoken
from interview.lexis import Part, base, kinds, share
from interview.model import Line

# Up and down are `deeds`' business; what was said and how is a coach's remark on it.
_CHANGES = frozenset(
    listed(
        "increase raise grow rise boost double triple expand gain climb reduce cut decrease drop "
        "lower shrink fall decline halve shorten slash improve fix ease speed slow jump move"
    )
)
_OF_THE_TELLING = ("noun.communication", "noun.cognition", "noun.motive", "noun.attribute")


def added(sentence: str, lines: Iterable[Line], job: Iterable[str] = ()) -> Iterator[str]:
    """Each clause, and each person, of a sentence that no line tells of, as a reason."""
    lines, job = tuple(lines), tuple(job)
    held = frozenset(
        word for text in (*(line.text for line in lines), *job) for word in spoken(text)
    ) | in_one_word(line.text for line in lines)
    unquoted = sentence.replace("…", " ")
    quotes = unquoted != sentence
    for person in strangers(unquoted, held, lines):
        yield f"no cited line speaks of “{person}”"
    for word in spoken(unquoted):
        if base(word, Part.VERB) in _REWARDS and word != "thanks" and not bears(held, word):
            yield f"no cited line tells of “{word}”"
    found = clauses(unquoted)
    for at, clause in enumerate(found):
        if quotes and (len(found) == 1 or _is_remark(clause)):
            continue
        strange, borne = _told(clause, held, another=at > 0 and _is_of_another(clause))
        tail = next(_tails(clause, held), "")
        if tail:
            yield f"no cited line tells of “{tail}”"
            continue
        if not strange:
            continue
        if job and _OF_THE_JOB.search(clause.text) and not _OWN.search(clause.text):
            continue
        if _adds(clause, strange, borne, first=at == 0):
            yield f"no cited line tells of “{' '.join(strange)}”"


_AWARE = frozenset(listed("aware convinced sure certain worried suspicious clear concerned"))
# How others thank for a deed is told by the lines or by nobody.
_REWARDS = frozenset(
    listed(
        "thank praise congratulate promote reward commend compliment apologise apologize honour "
        "honor appreciate celebrate applaud admire delight impress"
    )
)


_BECAME = re.compile(r"\b(?:became|become|turned into|is now|are now|remains?)\b(?P<what>.+)", re.I)


def _adds(clause: Clause, strange: list[str], borne: list[str], *, first: bool) -> bool:
    """Whether a clause is more than the lines in other words, by what of it they bear."""
    reason = clause.link in ("because", "since", "so", "so that", "after")
    if len(strange) == 1 and not reason and _says_it_otherwise(strange[0]):
        return False
    follows = bool(_ING.match(clause.text))
    own = not follows and (bool(_OWN.search(clause.text)) or not (clause.link or first))
    alone = not borne and (len(strange) > 1 or not own or _is_deed(strange[0]))
    outweighed = len(strange) > len(borne) + own and len(strange) > 1
    deed = any(_is_deed(w) and base(w, Part.VERB) not in _PLAIN_VERBS for w in strange)
    deed = deed and clause.link not in ("while", "when", "once", "because", "since", "after")
    another = not first and _is_of_another(clause) and (deed or len(strange) >= len(borne))
    became = _BECAME.search(clause.text)
    made = (
        bool(became)
        and _AWARE.isdisjoint(strange)
        and set(spoken(became["what"] if became else "")) >= set(strange)
    )
    return alone or outweighed or another or made


_OTHERWISE = [(f"verb.{it}",) for it in listed("communication perception stative motion contact")]
_CONSENT = frozenset(
    listed(
        "agree approve accept adopt praise thank promise sign notice follow recommend endorse "
        "confirm renew stop end return join leave pass order request credit cite name invite talk"
    )
)


def _says_it_otherwise(word: str) -> bool:
    """Whether a word is a plain deed (noting, waiting, showing) that most lines tell in others.

    That somebody consented, or that something stopped, is never only another wording.
    """
    verb = base(word, Part.VERB)
    plain = kinds(word, Part.VERB)[:1] in _OTHERWISE and share(verb, Part.VERB) > 0.5
    return plain and verb not in _CONSENT and verb not in _CHANGES


def _is_of_another(clause: Clause) -> bool:
    """Whether a clause says what somebody or something else did, or what followed."""
    spoken_of = clause.link and _ANOTHER.match(clause.text)
    return bool(spoken_of) or clause.link in ("which", "who")


_ING = re.compile(r"^\s*(?:thus |thereby |so )?[a-z]+ing\b")
_TAIL = re.compile(
    r"(?:\b(?P<sure>despite|in spite of|thanks to|because of|due to|amid|to(?= [a-z]+ [a-z]))|"
    r"\b(?:with|under|across|through|throughout|via|for|on)) (?P<what>(?:[\w'’-]+ ?){1,6})$",
    re.I,
)


_RELIED = re.compile(
    r"\bthat (?:everyone|everybody|all|they|others|people|still|now|has|is|are)\b(?P<what>[^,;.]+)",
    re.I,
)


def _tails(clause: Clause, held: frozenset[str]) -> Iterator[str]:
    """Circumstances and purposes at the end of a part of a clause of which the lines have nothing.

    A purpose (“to improve …”) and a reason (“thanks to …”) need one strange word, others two.
    """
    for relied in _RELIED.finditer(clause.text):
        words = [w for w in spoken(relied["what"]) if is_telling(w) and not is_general(w)]
        if words and not any(bears(held, word) for word in words):
            yield relied[0].strip()
    for part in clause.text.split(","):
        found = _TAIL.search(part.strip())
        words = [w for w in spoken(found["what"]) if is_telling(w)] if found else []
        if not found or not words or any(bears(held, w) for w in words):
            continue
        strange = [w for w in words if not is_general(w)]
        if len(strange) >= (1 if found["sure"] and len(words) > 1 else 2):
            yield found[0].strip()


def _is_change(word: str) -> bool:
    """Whether a word of the lines may tell of what changed."""
    verb = base(word, Part.VERB)
    changes = kinds(word, Part.VERB)[:1] == ("verb.change",) and share(word, Part.VERB) > 0.5
    return verb in _CHANGES or changes or word in _UP_AND_DOWN


_UP_AND_DOWN = frozenset(listed("up down from more less fewer better now"))


def _is_deed(word: str) -> bool:
    return is_deed(word, "you") and word.endswith("ed")


_OF_THE_JOB = re.compile(r"\b(?:job|role|posting|position|advert|description|opening)s?\b", re.I)
_OWN = re.compile(r"\b(?:I|you|we)\b", re.I)
_ANOTHER = re.compile(
    r"^(?:[^,]{0,30}, )?(?:he|she|they|it|this|that|both|all|"
    r"(?:the|my|your|our|his|her|their|every|each) \w+)\b",
    re.I,
)


_OPAQUE = re.compile(
    r"\b(?P<verb>[a-z]+)(?: (?:it|him|her|them|up|you|me))? (?:up|over|down|off|out|in|on|together|"
    r"away|aside|round|around|back|through)\b"
)
_PLAIN_VERBS = frozenset(
    listed("turn pull put break pick set bring draw hand hang carry look pass run stand sit step")
)
_TURNED_OUT = frozenset(listed("work use help keep stay stick last hold"))


def _told(clause: Clause, held: frozenset[str], *, another: bool) -> tuple[list[str], list[str]]:
    """The words of a clause that the lines do not bear, and those that they do.

    Of another's clause a general verb tells how something turned out: “and it worked”.
    """
    strange: list[str] = []
    borne: list[str] = []
    opaque = {found["verb"] for found in _OPAQUE.finditer(clause.text.lower())}
    changed = not any(_is_change(word) for word in held)
    for word in clause.words:
        verb = base(word, Part.VERB)
        if not is_telling(word) or (word in opaque and verb in _PLAIN_VERBS):
            continue
        if verb in _CHANGES:
            if another and changed:
                strange.append(word)
            continue
        if is_general(word):
            if word in held and share(word, Part.NOUN) > 0.5:
                borne.append(word)
            elif another and base(word, Part.VERB) in _TURNED_OUT and not bears(held, word):
                strange.append(word)
        elif bears(held, word):
            borne.append(word)
        elif not (kinds(word, Part.NOUN)[:1] == ("noun.person",) and is_known(word, held)):
            strange.append(word)
    return strange, borne


def _is_remark(clause: Clause) -> bool:
    """Whether a clause beside a quotation speaks of how it was told: “your reason is clear”."""
    return all(
        not is_telling(word)
        or is_general(word)
        or kinds(word, Part.NOUN)[:1] in [(kind,) for kind in _OF_THE_TELLING]
        or share(word, Part.ADJECTIVE) > 0.5
        for word in clause.words
    )
