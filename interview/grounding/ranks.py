"""Titles and ranks: whether a sentence gives somebody a higher one than its lines do.

A rank has to stand in the lines as such; what is near to it is another (“manager” and
“supervisor”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interview.grounding.units import listed
from interview.grounding.words import spoken
from interview.lexis import Part, base, kinds
from interview.model import Line

_RANKS = listed(
    "manager supervisor director executive chief president vice head principal senior junior "
    "lead leader captain partner founder owner deputy assistant associate trainee apprentice "
    "intern consultant specialist coordinator administrator officer superintendent foreman chair "
    "chairman chairwoman commander chartered certified qualified registered licensed accredited "
    "mid-level entry-level graduate expert master architect strategist "
    "commis sous superuser expert advisor adviser"
)
_ADDED = "|".join(
    w
    for w in _RANKS
    if w not in ("lead", "head", "chair", "partner", "owner", "master", "officer", "expert")
)
_RANK = re.compile(
    rf"\b(?P<rank>{_ADDED})s?\b"
    r"|\b(?<!to )(?<!\bI )(?<!you )(?<!we )(?P<before>lead|head|master|expert)"
    r"(?= (?!to\b|with\b|by\b|at\b|on\b|time\b)[a-z]+)"
    r"|(?<= )(?<!to )(?<!\bI )(?<!you )(?<!we )(?P<after>lead|head|owner|chair|expert|"
    r"(?<!her )(?<!his )(?<!my )(?<!your )(?<!their )partner)\b"
    r"(?! (?:to|the|a|an|by|with|of)\b)"
    r"|\b(?P<level>(?:mid|middle|entry|top|director|executive|senior|junior)[- ]level"
    r"|(?:mid|middle|entry|senior|junior|higher|top) level)\b",
    re.I,
)
_LESSER = listed(
    "junior assistant deputy acting trainee apprentice intern associate graduate co "
    "student volunteer interim part semi newly pre under vice sub second joint shared former ex "
    "relief temporary temp casual standby stand-in commis supply locum improver"
)
_MATES = r"(?:mate|assistant|apprentice|helper|labourer|aide|trainee|student|intern)"
_MATE = re.compile(_MATES, re.I)
_CLIPPED = frozenset(listed("exec admin coord supt dir reg cert qual lic assoc dep super pres sec"))
_LESSENED = re.compile(
    rf"\b(?:{'|'.join(_LESSER)})[- ](?=(?P<title>(?:[a-z]+ ){{0,2}}[a-z]+))", re.I
)
_TITLED = re.compile(
    r"(?:\b(?:you|I)(?:['’](?:re|m|ve)| (?:are|am|were|was|have|had|became|worked as|work as))"
    r"(?: (?:been|now|then|currently|once|made|promoted to))*|"
    r"\b(?:being|as|am|are|were|was) one of|"
    r"\b(?:appointed|promoted to|named|hired as|serving as|served as)|"
    r"(?:^|, |(?:work|works|worked|acted|acting|role|job|post|time) )[Aa]s|\byou[’']ve been) "
    r"(?:an? |the |our )?(?P<title>(?:[\w&'’/-]+ ){0,4}?[\w-]+?)"
    r"(?= (?:at|in|on|for|of|with|since|from|until|before|when|who|and|you|I|between|reporting)\b"
    r"|[.,;:!?]|$)"
    r"|^\W*(?P<first>[A-Z][a-z]+(?: [a-z]+){0,3}) (?:at|for|with) [A-Z][^,]{2,40}, (?:you|I)\b",
    re.I,
)
_OF_OTHERS = re.compile(
    r"\b(?:reporting to|reports? to|reported to|under|my|our|his|her|their|alongside|with|by|told|"
    r"asked|for|the)\s+(?:the |a |an |our )?(?:[\w-]+ ){0,2}$",
    re.I,
)
_OWN_TITLE = re.compile(
    r"(?:\b(?:I|you)(?:['’](?:m|re)| (?:was|am|were|are|became))|\bas) (?:an? |the )?"
    r"(?:[\w-]+ ){0,2}$",
    re.I,
)
# Words that make a deed grander than the lines may have it.
_GRAND = re.compile(
    r"\b(?:single-?handed(?:ly)?|solely|own initiative|own bat|unprompted|"
    r"permanent|award(?:s|ed|-winning)?|prizes?|promoted|promotion|"
    r"(?:company|organi[sz]ation|nation|world|industry|firm|group)-?wide|global(?:ly)?|"
    r"(?:whole|entire) (?:company|organi[sz]ation|group|hospital|department|business|firm|school|"
    r"division|industry)|record-breaking|first-ever)\b",
    re.I,
)

_BOSSES = frozenset(listed("boss manager supervisor"))
_WHOSE = re.compile(r"\b(?:my|your|our|his|her|their|the|a) $", re.I)


def _is_whose(before: str) -> bool:
    """Whether the title behind these words is somebody's the candidate works for."""
    return bool(_WHOSE.search(before)) and not _OWN_TITLE.search(before)


_UNFINISHED = re.compile(
    r"\b(?:studying|working (?:towards|for|on) (?:my|the|an?)|towards|part[- ]qualified|"
    r"training (?:for|as|to)|"
    r"in training|enrolled|applied for|stage one|learning|starting|trainee|apprentice|not yet|"
    r"half(?:way)? through|of \d+ (?:papers|modules|exams))\b",
    re.I,
)
_FINISHED = re.compile(
    r"\b(?:(?:hold|holds|held|have|has|earned|gained|got|obtained) (?:an?|the|your|my) [\w ]{0,24}?"
    r"(?:degree|qualification|certificate|certification|licen[cs]e|diploma)|fully|qualified|"
    r"certified|licen[cs]ed|chartered|accredited|registered|graduated|completed|passed|"
    r"finished (?:the|your|my))\b",
    re.I,
)


def _is_finished(sentence: str) -> bool:
    return bool(_FINISHED.search(sentence)) and not _UNFINISHED.search(sentence)


def made_grand(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Each word of a sentence that makes a deed grander than its lines do, as a reason."""
    held = " ".join(line.text for line in lines).lower()
    for grand in _GRAND.finditer(sentence):
        words = grand[0].lower().split()
        firsts = ("whole", "entire") if words[0] in ("whole", "entire") else words[:1]
        if words[-1] not in held or not any(first in held for first in firsts):
            yield f"no cited line says “{grand[0]}”"


def raised(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Each rank and title of a sentence that its lines do not bear, as a reason."""
    texts = [line.text for line in lines]
    held = " ".join(texts).lower()
    for rank in _RANK.finditer(sentence):
        word = rank[0].lower().removesuffix("s").replace("-", " ")
        if word in _BOSSES and _is_whose(sentence[: rank.start()]) and _BOSSES & set(spoken(held)):
            continue
        clipped = any(word.startswith(short) for short in _CLIPPED & set(re.findall(r"\w+", held)))
        if not clipped and not re.search(rf"\b{re.escape(word)}s?\b", held.replace("-", " ")):
            yield f"no cited line says “{rank[0]}”"
    yield from _taken_titles(sentence, texts)
    if _is_finished(sentence) and _UNFINISHED.search(held) and not _FINISHED.search(held):
        yield "the cited lines say that it is not finished"


def _taken_titles(sentence: str, texts: list[str]) -> Iterator[str]:
    for claimed in _TITLED.finditer(sentence):
        title = (claimed["title"] or claimed["first"]).lower()
        if re.search(r"\b(?:to|the|an?|my|your)\b|^\w+ing\b", title):
            continue
        head = base(title.split()[-1], Part.NOUN)
        for match in [m for text in texts for m in _LESSENED.finditer(text)]:
            lesser = match[0].lower().replace("-", " ").split()[0]
            told = match["title"].lower().split()
            named = next((word for word in reversed(told) if word in title.split()), "")
            if named and lesser not in sentence.lower():
                whole = [m for text in texts for m in re.finditer(rf"\b{named}\b", text, re.I)]
                if len(whole) == 1:
                    lower = " ".join(told[: told.index(named) + 1])
                    yield f"the cited lines say “{match[0]}{lower}”"
        beside = rf"\b{re.escape(head[:5])}\w*(?:['’]s)? {_MATES}\b"
        mates = [text for text in texts if head[:5] in text.lower() and _MATE.search(text)]
        if not _MATE.search(sentence) and any(re.search(beside, text, re.I) for text in mates):
            alone = re.compile(rf"\b{re.escape(head)}\b(?!['’]s| {_MATES})", re.I)
            if not any(map(alone.search, texts)):
                yield f"the cited lines do not say “{title}” of the candidate"
                continue
        if kinds(head, Part.NOUN)[:1] == ("noun.person",) or head in ("lead", "head", "chief"):
            found = [
                (text, m)
                for text in texts
                for m in re.finditer(rf"\b{re.escape(head)}s?\b", text, re.I)
            ]
            if found and all(_is_of_another(text[: m.start()]) for text, m in found):
                yield f"“{title}” is somebody else in the cited lines"


def _is_of_another(before: str) -> bool:
    """Whether a title with these words before it is that of somebody the candidate speaks of."""
    return bool(_OF_OTHERS.search(before)) and not _OWN_TITLE.search(before)
