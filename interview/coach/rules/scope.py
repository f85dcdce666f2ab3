"""How wide a candidate's own sentences reach: span, ambiguity, influence, horizon; no level here.

A word of scope counts only with its object (“across four wards”, never “cross-functional”), and
only in a sentence that tells what was done or what came of it. A title shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from interview.coach.drafts import AxisDraft
from interview.coach.rules.cues import HYPOTHETICAL
from interview.coach.rules.manner import Kind
from interview.coach.rules.signals import Reading
from interview.model import Axis
from interview.phrases import Phrase

_UNITS = (
    r"(?:teams?|wards?|shifts?|departments?|functions?|sites?|stores?|shops?|offices?|schools?|"
    r"classes|branches|regions?|warehouses?|clinics?|hospitals?|depots?|squads?|groups?|units?|"
    r"countries|districts?|faculties|years? groups?)"
)
_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several|both|many|other|all|\d+)"
_WHOLE = (
    r"(?:compan(?:y|ies)|organi[sz]ation|hospital|trust|district|region|group|business|chain|"
    r"school)"
)
_FUNCTION = (
    r"(?:sales|legal|finance|marketing|operations|support|security|product|procurement|"
    r"purchasing|payroll|pharmacy|compliance|payments|billing|logistics|engineering|design|"
    r"platform|lab)"
)
_STANCE = (
    r"(?:had |first |also |at first )?(?:refused|wanted|objected|insisted|feared|disagreed|agreed|"
    r"accepted|needed|asked (?:us|me|for)|said (?:no|yes|it|that|i)|would not|wouldn't|was against|"
    r"were against|did not want|didn't want|owned|depended|blocked)\b"
)
_HEADS = r"(?:leads?|manager|head|director|owner|supervisor|boss|matron|foreman)"
_MET = (
    r"(?:met|rang|called|asked|saw|visited|invited|told|phoned|got|persuaded|convinced|"
    r"sat down with|spoke (?:to|with)|"
    r"talked (?:to|with)|went to|wrote to|agreed with|worked with)"
)


_TOP: Mapping[Axis, Phrase] = MappingProxyType(
    {
        Axis.SPAN: Phrase(
            rf"\bacross (?:the )?(?:whole |entire )?{_WHOLE}\b|\b(?:company|hospital|group|"
            rf"school|"
            rf"organi[sz]ation|trust|district)-wide\b|\b(?:every|all (?:the |our |\d+ )?) ?"
            rf"{_UNITS}\b|\bthe (?:whole|entire) {_WHOLE}\b"
        ),
        Axis.AMBIGUITY: Phrase(
            r"\b(?:i|we) (?:re)?defined (?:the|what|our|a)\b|\b(?:i|we) set (?:the|our|a new) "
            r"(?:direction|strategy|goals?|standard|vision|target)\b|\b(?:i|we) wrote the "
            r"(?:strategy|policy|standard)\b|\bno one had asked\b|\bnobody had asked\b"
        ),
        Axis.INFLUENCE: Phrase(
            r"\bchanged (?:the|our|their) (?:policy|rules?|contract|law|process for)\b|"
            r"\bbecame (?:the|our|a) (?:\w+ )?(?:standard|policy|norm|rule)\b|"
            r"\bmade (?:it|this|that|them|\w+) (?:the |an? |our )*(?:standard|policy|rule|norm)\b|"
            rf"\b(?:as|into) (?:the )?{_WHOLE}(?:-wide)? (?:policy|policies|goals?|standards?)"
            r"\b|\b(?:adopted|rolled (?:it )?out|taken up|"
            rf"copied) (?:by|in|across|to) (?:all|every|the (?:whole|other)|{_MANY})\b|"
            r"\bthe (?:board|ceo|cfo|vp|executives?|governors?) (?:\w+ )?(?:approved|agreed|"
            r"adopted|"
            r"changed|signed)\b"
        ),
        Axis.HORIZON: Phrase(
            r"\b(?:over|for|in|after) (?:the (?:next|last|past) )?(?:two|three|four|five|six|ten|"
            r"[2-9]|1\d) years\b|\b(?:two|three|four|five) years (?:later|on)\b|\bmulti-?year\b|"
            r"\b(?:two|three|five)-year\b|\bto this day\b"
        ),
    }
)
_MIDDLE: Mapping[Axis, Phrase] = MappingProxyType(
    {
        Axis.SPAN: Phrase(
            rf"\bacross (?:the )?{_MANY} (?:\w+ )?{_UNITS}\b|\b(?:another|the other|"
            rf"other) {_UNITS}\b|"
            # Another team counts with its stance, its lead with a meeting; “the team” never does.
            rf"\bthe (?!whole |entire |same |own |new |small )[\w-]+ "
            rf"(?:{_UNITS}|director|lead|chair) {_STANCE}|"
            rf"\bhead of (?!my |our )\w+(?: \w+)? {_STANCE}|"
            rf"\b(?<!my )(?<!our ){_FUNCTION}(?: {_UNITS})? {_STANCE}|"
            rf"\b(?:i|we) {_MET} (?:their|(?:the )?[\w-]+ {_UNITS}'s|the (?:{_FUNCTION}|other)) "
            rf"{_HEADS}\b|\b(?:i|we) {_MET} (?:\w+ and )?the {_HEADS} of (?!(?:my|our) )|"
            rf"\bboth (?:the )?\w+ (?:and (?:the )?\w+ )?{_UNITS}\b|"
            rf"\b{_MANY} {_UNITS}\b|\bteams? of (?:\w+ )?(?:\d+|two|three|four|five|six|seven|"
            rf"eight|"
            r"nine|ten|twelve|fifteen|twenty)\b|\bboth (?:sides|managers|heads|leads)\b|"
            r"\bbetween (?:the )?\w+ and (?:the )?\w+ (?:teams?|departments?|shifts?|wards?)\b|"
            r"\b(?:sales|legal|finance|marketing|operations|support|security|product|"
            r"the day shift|"
            r"the night shift) and (?:the )?(?:sales|legal|finance|marketing|operations|support|"
            r"security|product|engineering|night shift|day shift)\b"
        ),
        Axis.AMBIGUITY: Phrase(
            r"\b(?:nobody|no one|none of us) (?:knew|had|could say|owned|was sure)\b|"
            r"\bno (?:clear )?(?:brief|spec|guideline|owner|process|plan|data|precedent|"
            r"rule)s?\b|"
            r"\b(?:wasn't|was not|weren't) clear\b|\bunclear\b|\bunknowns?\b|\bassum(?:ed|"
            r"ption)\w*|"
            r"\bdidn't know (?:if|whether|what|why|how|who)\b|\b(?:i|we) (?:proposed|"
            r"suggested)\b|"
            r"\bworked out (?:what|why|which|who)\b|\broot cause\b|\bto find out (?:why|what|"
            r"whether)\b"
        ),
        Axis.INFLUENCE: Phrase(
            r"\b(?:persuaded|convinced|negotiated|won (?:her|him|them|over)|"
            r"talked \w+ (?:into|round)|"
            r"brought \w+ round)\b|\bgot (?!used |ready )(?:[\w']+ ){1,7}to (?!the |a |my )\w+|"
            r"\basked (?:\w+ ){1,7}to (?:agree|try|accept|join|change|"
            r"wait|swap|sign)\b|\b(?:they|he|she|managers?|heads?|directors?|owners?|sides|"
            r"teams?|"
            r"leads?|parents?|customers?) (?:both |all |finally )?(?:agreed|accepted|signed|"
            r"said yes|came round|gave way)\b|"
            r"\b(?:coached|mentored|trained|taught) (?:\w+ )?(?:\w+)"
        ),
        Axis.HORIZON: Phrase(
            r"\b(?:over|for|in|within|after|across) (?:the (?:next|last|past) )?(?:two|three|"
            r"four|"
            r"five|six|eight|nine|ten|twelve|[2-9]|1\d) (?:months|quarters|sprints|terms)\b|"
            r"\b(?:a|one|the|that|last|next) (?:quarter|term|season|half[- ]year|year)\b|"
            r"\b(?:two|three|four|five|six|several) (?:months|quarters) (?:later|on)\b"
        ),
    }
)


_CAME_ROUND = re.compile(r"\b[A-Z][a-z]+ (?i:agreed|accepted|said yes|came round|gave way)\b")
"""“Priya agreed”: somebody by name."""

_LONG_USE = Phrase(r"\b(?:have|i've|had) (?:used|worked|been|done)\b|\bsigned for\b|\bexperience\b")
"""Years in a trade or in a contract are no horizon of what was done."""


def axes(reading: Reading, *, own_task: bool) -> tuple[AxisDraft, ...]:
    """The axes shown. With `own_task`, an own action that reaches no further is span 0."""
    first = reading.first_act()
    told = [
        sentence
        for place, sentence in enumerate(reading.counted)
        if sentence.acts or place > first or (place < first and place + 2 >= first)
    ]
    done = [(s, HYPOTHETICAL.blanked(s.text)[0]) for s in told if not s.find(_LONG_USE)]
    drafts = []
    for axis in Axis:
        reach = [
            (s.id, text)
            for s, text in done
            if s.acts or axis is not Axis.HORIZON or s.has(Kind.EVENT)
        ]
        found = _highest(axis, reach)
        if found is not None:
            drafts.append(found)
    if own_task and not any(draft.axis is Axis.SPAN for draft in drafts):
        acting = [s.id for s in reading.counted if s.own() or s.shared()]
        if acting:
            drafts.insert(0, AxisDraft(axis=Axis.SPAN, value=0, cites=tuple(acting[:1])))
    return tuple(drafts)


def _highest(axis: Axis, told: list[tuple[str, str]]) -> AxisDraft | None:
    top = tuple(name for name, text in told if _TOP[axis].search(text))
    if top:
        return AxisDraft(axis=axis, value=2, cites=top[:2])
    middle = tuple(name for name, text in told if _reaches_on(axis, text))
    return AxisDraft(axis=axis, value=1, cites=middle[:2]) if middle else None


def _reaches_on(axis: Axis, text: str) -> bool:
    by_name = axis is Axis.INFLUENCE and _CAME_ROUND.search(text)
    return bool(by_name or _MIDDLE[axis].search(text))
