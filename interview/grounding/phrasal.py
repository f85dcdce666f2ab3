"""What two plain words of English say that one other word says, too: “went in” and “entered”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interview.remembered import remembered

_IN_ONE_WORD = {
    r"(?:go|goes|went|gone|going|walk\w*) in(?:to)?": "enter",
    r"(?:take|took|taken|taking|takes) (?:\w+ ){0,3}(?:out|off)|(?:g[eo]t\w*) rid": "remove",
    r"(?:t[eo]ll\w*|told) (?:\w+ )?off": "reprimand",
    r"(?:thr[eo]w\w*|chuck\w*) (?:\w+ ){0,2}(?:away|out)|binn(?:ed|ing)": "discard throw away",
    r"own(?:ed|s|ing)? up": "admit",
    r"(?:put|putting) (?:\w+ ){0,2}off": "postpone",
    r"(?:find|found|finding) (?:\w+ )?out": "discover learn",
    r"(?:carr(?:y|ied)|keep\w*|kept|went|go) (?:on|going)": "continue",
    r"turn(?:ed|ing|s)? (?:\w+ ){0,2}down|(?:say|said|saying) no": "refuse decline reject",
    r"(?:turn(?:ed|s)?|show(?:ed|s)?) up": "arrive attend",
    r"look(?:ed|ing)? into": "investigate",
    r"sort(?:ed|ing)? (?:\w+ ){0,3}out": "resolve settle organise",
    r"pick(?:ed|ing)? (?:\w+ ){0,2}up": "collect learn",
    r"(?:br[io]ng|brought) (?:\w+ )?up": "mention raise",
    r"call(?:ed|ing)? (?:\w+ ){0,2}off": "cancel",
    r"c[ao]me up with|thought up": "devise invent propose",
    r"hand(?:ed|ing)? (?:\w+ ){0,2}over": "transfer pass",
    r"(?:ring|rang|call\w*) (?:\w+ )?(?:round|up)": "contact phone",
    r"(?:do|did|gave|give) a (?:\w+ )?talk": "speak present",
    r"(?:on|by) (?:my|your|our|his|her|their) own|by (?:my|your)self": "alone",
    r"(?:took|take|taking) turns": "alternate",
    r"(?:get|got|getting|gets) on (?:well )?with": "get along",
    r"(?:set|setting) (?:\w+ ){0,2}up": "establish arrange",
    r"(?:ran|run|running) out": "exhaust lack",
    r"work(?:ed|ing)? (?:\w+ )?out (?!of)": "calculate determine realise",
    r"(?:make|made|making) sure": "ensure check",
    r"(?:let|letting) (?:\w+ ){1,2}know": "inform tell notify",
    r"(?:left|leave|leaving) (?:\w+ ){0,2}out": "omit exclude",
    r"(?:go|went|going) over|went through|look(?:ed)? over": "review check",
    r"(?:cut|cutting) (?:\w+ ){0,2}down": "reduce",
}
_PATTERNS = tuple(
    (re.compile(rf"\b(?:{phrase})\b", re.I), tuple(words.split()))
    for phrase, words in _IN_ONE_WORD.items()
)


def in_one_word(texts: Iterable[str]) -> frozenset[str]:
    """The single words for the phrases in some texts; what they do not hold is not added."""
    return frozenset().union(*(_in_one_word(text) for text in texts))


@remembered(1024)
def _in_one_word(text: str) -> frozenset[str]:
    return frozenset(w for phrase, words in _PATTERNS if phrase.search(text) for w in words)
