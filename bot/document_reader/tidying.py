"""Tidies text that came out of a file; adds no word, and changes none but at broken line ends."""

import re
import unicodedata
from collections import Counter

_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□❖➢➤✓✔·*–—-]|o(?= [A-Z0-9])|\d{1,2}[.)])(?: |$)")
_LONE_BULLET = re.compile(r"[•‣◦▪▫●○■□❖➢➤✓✔·]$")
_HYPHEN_AT_END = re.compile(r"([^\W\d_]{2,})[-‐]$")
_WORD_AT_START = re.compile(r"([^\W\d_]{2,})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# Symbol and Wingdings put their bullets into the private use area.
_SYMBOL_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06e\uf071"), "•")
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_DROPPED = dict.fromkeys([*range(9), *range(14, 28), 31, *range(127, 133), *range(134, 160)])
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\ufffe\uffff\ufffd"))
_PRIVATE = dict.fromkeys(range(0xE000, 0xF900))
_TIDIED = {**_PRIVATE, **_SYMBOL_BULLETS, **_LIGATURES, **_LINE_ENDS, **_DROPPED, **_INVISIBLE}

# Halves that usually keep their hyphen where a line breaks after it: "well-/known", "high-/volume",
# but "high-/est". Everything else is taken for a word that was broken.
_COMPOUND = re.compile(
    r"(?:self|well|cross|multi|user|data|customer|decision|award|cutting|hands|third|large|high|low"
    r"|full|real|long|short)-(?!(?:er|est|ing|ly|ed|ness|light|land|i[sz]e)[a-z]{0,2}$)"
)
# A line that ends so is not yet over.
_UNFINISHED = re.compile(
    r"(?:an?|and|as|at|by|for|from|in|into|of|on|or|over|than|that|the|to|under|via|when|which"
    r"|while|with|within|without)"
)
_SHORTEST_WRAPPED_LINE = 40


def tidy(text: str, *, wrapped: bool) -> str:
    """The text, one thought a line, without NUL, lone surrogates, ligatures and blank runs.

    `wrapped` says that line ends may be the page's and not the author's (PDF, plain text): words
    hyphenated at a line end are then joined where that is safe, and so are lines that plainly go
    on. Bullets always begin a line of their own. Takes time linear in the length of the text.
    """
    text = unicodedata.normalize("NFC", without_surrogates(text).replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in text.translate(_TIDIED).split("\n")]
    lines = _give_bullets_their_words(lines)
    if wrapped:
        lines = _unwrap(lines)
    tidied: list[str] = []
    for line in lines:
        line = line.replace("\xad", "").strip()
        if line or (tidied and tidied[-1]):
            tidied.append(line)
    return "\n".join(tidied).strip()


def without_surrogates(text: str) -> str:
    """Surrogate pairs become the character they stand for, lone surrogates go."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def unreadable_share(text: str) -> float:
    """What part of the visible characters stands for no letter that anyone knows: 0 to 1.

    A PDF whose fonts carry no table of letters yields private characters, control characters or
    glyph names such as `/g17`.
    """
    visible = "".join(without_surrogates(text).split())
    if not visible:
        return 0.0
    strange = sum(
        1
        for c in visible
        if c == "\ufffd"
        or unicodedata.category(c) == "Cc"
        or (unicodedata.category(c) == "Co" and ord(c) not in _SYMBOL_BULLETS)
    )
    strange += sum(map(len, re.findall(r"/(?:g|gid|glyph|cid|index|G|C)\d+", visible)))
    return strange / len(visible)


def cut_at_line(text: str, limit: int) -> str:
    """At most `limit` characters of the text, ending at a line or word where one is near."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    line_end, word_end = head.rfind("\n", limit - 2000), head.rfind(" ", limit - 200)
    nearest = line_end if line_end > 0 else word_end
    return (head[:nearest] if nearest > 0 else head).rstrip()


def _give_bullets_their_words(lines: list[str]) -> list[str]:
    """A bullet alone on its line takes the next line that has words."""
    given: list[str] = []
    waiting = ""
    for line in lines:
        if waiting and not line:
            continue
        if waiting:
            line = line if _BULLET.match(line) else f"{waiting} {line}"
            waiting = ""
        if _LONE_BULLET.match(line):
            waiting = line
        else:
            given.append(line)
    return given


def _unwrap(lines: list[str]) -> list[str]:
    known = Counter(word.lower() for line in lines for word in _WORD.findall(line))
    # Kept in pieces: a paragraph of thousands of lines must not be copied for each of them.
    grown: list[list[str]] = []
    for line in lines:
        last = grown[-1][-1] if grown else ""
        if not last or not line or _BULLET.match(line):
            grown.append([line])
        elif last.endswith("\xad"):
            grown[-1][-1] = last[:-1]
            grown[-1].append(line)
        elif (seam := _hyphen_seam(last, line, known)) is not None:
            grown[-1][-1] = last[:-1] + seam
            grown[-1].append(line)
        elif _goes_on(last, line):
            grown[-1].extend((" ", line))
        else:
            grown.append([line])
    return ["".join(pieces) for pieces in grown]


def _hyphen_seam(line: str, following: str, known: Counter[str]) -> str | None:
    """What stands between the halves of a word broken at the line end; None: no broken word."""
    head = _HYPHEN_AT_END.search(line[-80:])
    tail = _WORD_AT_START.match(following)
    if head is None or tail is None or not tail[1][0].islower():
        return None
    first, second = head[1].lower(), tail[1].lower()
    if first + second in known:
        return ""
    if f"{first}-{second}" in known or _COMPOUND.match(f"{first}-{second}"):
        return "-"
    # Once is the break itself; twice is a word of its own, as in "data-driven".
    return "-" if known[first] > 1 and known[second] > 1 else ""


def _goes_on(line: str, following: str) -> bool:
    first_word = following.split(" ", 1)[0]
    if len(line) < _SHORTEST_WRAPPED_LINE or line[-1] in ".!?:;|":
        return False
    if "@" in first_word or "/" in first_word or "." in first_word[:-1]:
        return False  # an address or link begins small, and begins something
    last_word = line[-20:].rsplit(" ", 1)[-1]
    if line[-1] == "," or following[0].islower():
        return True
    return _UNFINISHED.fullmatch(last_word) is not None
