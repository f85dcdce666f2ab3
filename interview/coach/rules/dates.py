"""How exactly an answer names the day on which someone could start; it does no arithmetic."""

from __future__ import annotations

from interview.phrases import Phrase

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = (
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|a couple of)"
)
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
EXACT = Phrase(
    rf"\b(?:{_ORDINAL}|\d{{1,2}})(?: of)? {_MONTH}\b|"
    rf"\b{_MONTH} (?:the )?(?:{_ORDINAL}|\d{{1,2}})\b|"
    rf"\b(?:on|from|start(?:ing)?|until|till|after|by|next|coming|this) (?:the |a )?{_ORDINAL}\b"
    rf"(?! (?:week|month|half|year|of the month))|\b(?:next|this|coming|following) {_DAY}\b|"
    rf"\b(?:start|begin|free|available|join|from|on) (?:\w+ )?{_DAY}(?:,| the| \d|\b(?!s))|"
    r"\b(?:tomorrow|today|immediately|straight away|right away|at once)\b|"
    rf"\b{_NUMBER} (?:days?|weeks?|months?)(?:'s?)? (?:from|after) "
    r"(?:the |your |an |a |when |signing|today|now|this)|"
    rf"\b{_DAY} (?:week|fortnight|coming)\b|\ba week on {_DAY}\b|"
    r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b"
)
"""A day on the calendar, or one that can be counted from a day both sides know."""

NEAR = Phrase(
    rf"\b(?:in|from|by|early|late|mid|start of|end of|beginning of|until|after|middle of)[- ]"
    rf"(?:the )?{_MONTH}\b|\b{_NUMBER} (?:days?|weeks?|months?)\b|"
    r"\b(?:next|end of the|end of) (?:week|month|quarter|term|year|season|summer|spring|"
    r"autumn|winter)\b|\bthis (?:week|month|summer|spring|autumn|winter)\b|\basap\b|"
    r"\bas soon as (?:possible|you)\b"
)

MONTH = Phrase(_MONTH)

HELD_OPEN = Phrase(
    r"\b(?:about|around|roughly|maybe|perhaps|probably|hopefully|i think|i guess|i suppose|"
    r"not sure|should be|might be|sometime|some time|or so|ish|depends?|whenever|any ?time|"
    r"don't know|fairly soon|eventually)\b"
)
"""Words that take a date back as it is named."""

OFFERED = Phrase(
    r"\b(?:swap|instead|alternatively|if (?:needed|necessary|you need|"
    r"(?:that|it) (?:helps|matters)|you(?:'d| would)? (?:rather|prefer|want|like|offer)|"
    r"they (?:let|agree))|happy to|willing to|"
    r"(?<!before i )could (?:also|start|come|begin|move|take|work|bring|ask)|"
    r"\b(?:i'll|i will|i'd|i can) (?:take|do|cover|work|make|give|bring)\b.*\b(?:more|extra|"
    r"another|double|twice|in return|any other|every other)\b|"
    r"earlier|sooner|open to|"
    r"negotiat\w+|or (?:i|we)|(?:though|but|unless) i(?:'d| can| could|'ll| will)|from home|"
    r"make (?:it )?up|cover for|in exchange|either way|can (?:also|still|move|change|ask))\b"
)
"""A way round what stands in the way."""

STARTING = Phrase(
    r"\b(?:start|begin|available|join|notice|free|earliest|from|asap|as soon as (?:possible|you))\b"
)
