"""What a message is before anyone judges it: a control word, a slip, or (None) an answer.

Only whole, short messages are ever taken for anything but an answer, so that no one's words are
lost to a word list; nothing here weighs how good an answer is.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Control(StrEnum):
    """The words that steer an interview when a message says nothing else."""

    SKIP = "skip"
    FEEDBACK = "feedback"
    NEXT = "next"
    RETRY = "retry"
    END = "end"
    HELP = "help"


class Slip(StrEnum):
    """What a short message is when it is no answer."""

    BLANK = "blank"
    NOISE = "noise"
    CLARIFY = "clarify"
    WAIT = "wait"
    NO_EXAMPLE = "no_example"
    THANKS = "thanks"


_MARKS = r"[\s*_~`\"'“”‘’]*"
_CONTROL = re.compile(rf"{_MARKS}(?P<word>{'|'.join(Control)}){_MARKS}[.!?…,;:]*{_MARKS}", re.I)


def control(text: str) -> Control | None:
    """The control word that a whole message says, whatever its case, formatting or full stop."""
    found = _CONTROL.fullmatch(text)
    return Control(found["word"].lower()) if found else None


_ENTITY = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_BRACKETS = re.compile(r"<(?P<sign>[@#!]?)(?P<body>[^<>|\n]*)(?:\|(?P<label>[^<>\n]*))?>")
_TYPED = re.compile(r"<(?P<sign>[@#!])(?P<body>[\w^-]+)(?:\|(?P<label>[^<>\n]*))?>")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.I)
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_NAMELESS = {"@": "someone", "#": "a channel"}


def clean(text: str) -> str:
    """A person's words as plain text, safe to store and to show.

    U+0000, other control characters and lone surrogates go; line ends become `\\n`; Slack's
    escapes are undone once; mentions, channels, broadcasts and links become words that notify
    no one, also where a person typed them out by hand.
    """
    text = _UNSAFE.sub("", re.sub(r"\r\n?|\u2028|\u2029|\x85", "\n", text))
    text = _BRACKETS.sub(_in_words, text)
    text = re.sub(r"&(?:lt|gt|amp);", lambda found: _ENTITY[found[0]], text)
    return _TYPED.sub(_in_words, text).strip()


def _in_words(found: re.Match[str]) -> str:
    sign, body, label = found["sign"], found["body"], found["label"]
    if not sign and not _SCHEME.match(body):
        return found[0]
    if label:
        return label.lstrip("@#")
    if sign == "!":
        return body.split("^")[0]
    return _NAMELESS.get(sign) or _SCHEME.sub("", body)


def plain(text: str) -> str:
    """Only the words, in one case: equal for the same words sent again."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"[\w+#]+", folded)) or " ".join(folded.split())


_SHORTCODE = re.compile(r":(?:[+-]1|[a-z][a-z0-9_+'-]*|\d+)(?:::skin-tone-\d)?:", re.I)
_GRATEFUL = re.compile(
    r"👍|🙏|❤|👏|🙌|😊|🙂|:(?:\+1|thumbsup|pray|heart|clap|raised_hands|slight_smile|blush)"
)

_PLEASE = r"(?: please| pls| plz)?"
_OPENING = r"(?:(?:sorry|hi|hey|hello|um|uh|hmm|ok|okay|well|honestly|actually|excuse me|oh) )*"
_THIS = r"(?: (?:that|this|it|one))"
_QUESTION = r"(?: (?:that|this|it|the question|your question|what you mean|what you meant))"
_SAY_AGAIN = (
    r"(?:clarify|rephrase|repeat|reword|explain|say|ask|put|elaborate(?: on)?|be|expand(?: on)?)"
)
_PHRASES = {
    Slip.CLARIFY: (
        rf"(?:(?:can|could|would|will) you{_PLEASE} |please )?(?:clarify|rephrase|reword)"
        rf"{_QUESTION}?(?: (?:a bit|a little|further|for me|again))*{_PLEASE}",
        rf"(?:can|could|would|will) you{_PLEASE} {_SAY_AGAIN}{_QUESTION}?"
        r"(?: (?:a bit|a little|further|for me|again|differently|another way|in another way|"
        r"in other words|in simpler words|more specific|clearer))*" + _PLEASE,
        r"(?:please )?(?:repeat|explain)(?: the)? question" + _PLEASE,
        r"(?:what|which)(?: \w+)?(?: \w+)? do you mean(?: by(?: [\w']+){1,6}| exactly| here)?",
        r"do you mean(?: [\w']+){1,14}",
        rf"what does{_THIS} mean",
        r"what (?:exactly )?are you (?:asking|looking for)(?: (?:for|here|exactly))*",
        r"what (?:kind|sort) of (?:example|answer|thing) (?:are you looking for|do you want)",
        rf"i (?:don't|do not|didn't|did not) (?:really |quite |fully )?(?:understand|get|follow)"
        rf"{_QUESTION}?",
        r"(?:i'm |i am )?not sure (?:what you mean|what you're asking|what you are asking|"
        r"(?:that )?i (?:understand|follow|get)" + _QUESTION + r"?|what (?:that|this) means)",
        r"i (?:don't|do not) know what (?:you mean|you're asking|that means|this means)",
        r"pardon(?: me)?|come again|huh|what|sorry|say again",
    ),
    Slip.WAIT: (
        r"(?:one|a|1) (?:moment|sec)" + _PLEASE,
        r"(?:just (?:one|a|1) (?:second|min|minute)|one second|(?:one|1) min)" + _PLEASE,
        r"(?:please )?(?:give|gimme)(?: me)? (?:a|one|a few|a couple of|two|five|\d+) "
        r"(?:moment|moments|sec|secs|second|seconds|min|mins|minute|minutes|bit)"
        r"(?: to think(?: about (?:that|this|it))?)?" + _PLEASE,
        rf"(?:please )?(?:hold on|hang on|wait|bear with me)(?: (?:a|one) (?:moment|sec|second|"
        rf"min|minute))?{_PLEASE}",
        r"(?:h+m+|m+h*m+|u+h+m*|u+m+|e+r+m*|let me see|let's see)"
        r"(?: (?:h+m+|u+h+m*|u+m+|e+r+m*))*",
        r"brb|be right back|i'll be right back|(?:i'll be )?back in (?:a|\d+|five|ten) ?\w*",
        r"let me think(?: about (?:that|this|it)| for a (?:moment|second|minute))*" + _PLEASE,
        r"(?:i'm |still )?(?:thinking|typing)",
        r"i (?:just )?need (?:a|another) (?:moment|sec|second|min|minute)"
        r"(?: to think(?: about (?:that|this|it))?)?",
    ),
    Slip.NO_EXAMPLE: (
        r"(?:i )?(?:have|got|have got) none(?: (?:of|for|like)" + _THIS + r")?",
        r"(?:i (?:have|have got) )?no (?:good |real )?(?:examples?|answer)"
        r"(?: (?:of|for|like)" + _THIS + r")?",
        r"no (?:idea|clue)",
        r"i (?:don't|do not) (?:really |actually )?have (?:an|any|a good|one)(?: good)?"
        rf"(?: (?:examples?|answer))?(?: (?:of|for|like){_THIS})?",
        r"(?:i've |i have )?never (?:really |actually )?(?:done|had|been in|experienced|faced|"
        rf"led|managed)(?: to)?(?: do)?(?: (?:anything|something))?(?: like)?{_THIS}?(?: before)?",
        rf"i (?:haven't|have not) (?:really )?(?:done|had|experienced|faced)(?: anything)?"
        rf"(?: like)?{_THIS}(?: before| yet)?",
        r"i (?:have|'ve got) no (?:idea|clue|experience)(?: (?:of|with|in|like)" + _THIS + r")?",
        r"nothing (?:comes|springs) to mind(?: (?:right )?now)?",
        r"i (?:can't|cannot|can not|couldn't) (?:really )?(?:think of|remember|recall) "
        r"(?:one|any|anything|an example|any examples?|a time)(?: (?:right )?now)?",
        r"i (?:can't|cannot|can not) answer" + _QUESTION,
        r"i (?:really )?(?:don't|do not) know(?: (?:how to answer" + _QUESTION + r"|what to say))?",
        r"(?:i'm |i am )?not (?:really )?sure(?: (?:how to answer" + _QUESTION + r"|what to say))?",
        r"idk|dunno|i dunno|beats me|pass|i pass|i'll pass",
    ),
    Slip.THANKS: (
        r"(?:(?:great|good|ok|okay|cool|nice|perfect|awesome|excellent|lovely|super|wonderful|"
        r"alright|all right|sure|got it|understood|noted|wow|yes|amazing) )*"
        r"(?:(?:many |thanks )?thanks|thank you|thankyou|thx|ty|cheers|tysm)"
        r"(?: (?:so much|very much|a lot|a bunch|again|you|all|everyone|"
        r"for (?:that|this|it|the \w+|your \w+)))*",
        r"(?:great|ok|okay|cool|nice|perfect|awesome|excellent|lovely|wonderful|got it|"
        r"understood|noted|wow|amazing|makes sense|will do|good to know|appreciate it|"
        r"much appreciated|i appreciate it| )+",
    ),
}
_SLIPS = {
    kind: re.compile(_OPENING + "(?:" + "|".join(phrases) + ")")
    for kind, phrases in _PHRASES.items()
}
_LONGEST_SLIP = 20


def slip(text: str) -> Slip | None:
    """What a short message is if not an answer; anything longer, or unknown, is an answer."""
    bare = _SHORTCODE.sub(" ", text)
    if not any(sign.isalnum() for sign in bare):
        return Slip.THANKS if _GRATEFUL.search(text) else Slip.BLANK
    spoken = bare.lower().replace("’", "'").replace("`", "")
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", spoken)
    if len(words) <= _LONGEST_SLIP:
        said = " ".join(words)
        for kind, phrases in _SLIPS.items():
            if phrases.fullmatch(said):
                return kind
    return Slip.NOISE if _mashed(words) else None


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUNS = frozenset(
    row[at : at + 4] for line in _ROWS for row in (line, line[::-1]) for at in range(len(row) - 3)
)
_CLUSTERS = re.compile(r"ngth|ght|tch|sch|chr|str|phr|thr|spr|scr|shr|ph|th|sh|ch|ck|ng")


def _mashed(words: list[str]) -> bool:
    """Whether every word long enough to tell was struck, not written, and there is one."""
    telling = [word for word in words if len(word) >= 4]
    return bool(telling) and all(_is_mash(word) for word in telling)


def _is_mash(word: str) -> bool:
    if not (word.isascii() and word.isalpha()):
        return False
    if re.fullmatch(r"(.)\1{3,}|(.{2,4}?)\2{2,}.?.?", word):
        return True
    struck: set[int] = set()
    for at in range(len(word) - 3):
        if word[at : at + 4] in _RUNS:
            struck.update(range(at, at + 4))
    if len(struck) >= 0.7 * len(word):
        return True
    # Five consonants on end where hardly a vowel is left: no English word once its usual
    # clusters are taken for one sound. Short names (pgsql, grpc) are left alone.
    vowels = sum(word.count(vowel) for vowel in "aeiouy")
    piled = re.search(r"[^aeiouy]{5}", _CLUSTERS.sub("t", word))
    return len(word) >= 6 and vowels <= 0.2 * len(word) and bool(piled)


_UNFINISHED_BELOW_WORDS = 25
_UNFINISHED_ENDINGS = (",", ":", "...", "…", "-", "–")
_CONJUNCTIONS = frozenset(
    [
        *("and", "but", "or", "so", "because", "since", "although", "while", "when", "if"),
        *("then", "that", "which", "with", "to"),
    ]
)


def looks_unfinished(text: str, *, first: bool) -> bool:
    """Whether more seems to be coming: a short first answer, or an end that hangs in the air."""
    text = text.rstrip()
    words = text.split()
    if first and len(words) < _UNFINISHED_BELOW_WORDS:
        return True
    return text.endswith(_UNFINISHED_ENDINGS) or words[-1].lower() in _CONJUNCTIONS
