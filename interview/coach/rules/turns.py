"""The turns of speech that tell what came of something: a change, its size, its lasting, a witness.

All of it is general English, and none of it is an outcome by itself: `outcomes` decides who did
what, and when.
"""

from __future__ import annotations

from interview.coach.rules.lexicon import words_of
from interview.phrases import Phrase

_WORDED = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|"
    "thousand|million|dozen"
)
_AMOUNT = rf"(?:[$£€]?\d[\d.,:]*\s?%?|(?:{_WORDED})\b)"
FIGURE = Phrase(
    rf"(?<![\w]){_AMOUNT}|\b(?:half|halved|twice|a third|a quarter|two thirds|double[sd]?|"
    r"doubling|tripled?|zero|none|every one|all (?:of them|but)|(?:nearly|almost) (?:everyone|all)|"
    r"(?:only|just|to|a|in) one|one (?:in|a|per|after)|"
    r"(?:by|to|under|nearly|over|about) (?:a|an|one) (?:half|third|quarter|fifth|sixth|tenth)|"
    r"(?:a|an|half an?|a whole|an extra) (?:minute|hour|day|week|month|year|night) ?"
    r"(?:a|an|per|each|every|earlier|sooner|faster|quicker|shorter|less|early)|half an hour)\b|"
    r"\bfirst\b.*\b(?:in|since|for|time|ever)\b"
)
CLOCK = Phrase(
    r"\b(?:at|by|from|until|till|before|after|around|about|past|to)\s+(?:half |quarter )?"
    rf"(?:\d{{1,2}}(?::\d\d)?|{_WORDED})\s?(?:am|pm|o'?clock)\b|\b(?:19|20)\d\d\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b|\bone (?:day|night|morning|evening|of|thing|more|another)\b|"
    r"\b(?:this|that|the|which|no|each|any|another|other|next|last|first) one\b"
)
PAIR = Phrase(
    rf"(?<!\w)(?:from|was|were|had|not|instead of|against|rather than|to|under|below|than|within|"
    rf"(?:settled|ended|finished|landed|closed|came in|came out|stood) (?:up )?at)\s+"
    rf"(?:(?:about|around|over|nearly|almost|some|a|an|the|just|only|up to)\s+)?{_AMOUNT}.*|"
    r"(?<!\w)to (?:zero|nothing|none|nil)\b"
)
SINCE = Phrase(
    r"\b(?:since|ever since|from then on|from that day|to this day|these days|nowadays|still|"
    r"any ?more|any ?longer|no longer|ever after|today|(?:year|month|week|term|season)s? "
    r"(?:on|later|after)|now|afterwards?|after (?:that|this|it|which)|again)\b"
)
NEVER = Phrase(
    r"\b(?:not|never|no|none|nobody|no-one|nothing|neither|zero|without|hardly|barely)\b"
)
FELL = words_of(
    "fell fall fallen dropped rose risen grew grown climbed shrank shrunk halved doubled tripled "
    "trebled decreased increased improved recovered slowed quickened sped eased dried "
    "vanished disappeared stopped ceased cleared settled calmed dwindled lose jumped slid slipped "
    "reached lost saved gained won cut reduced lowered raised shortened healed became survived "
    "settled ended landed"
)
WENT = Phrase(
    r"\b(?:went|gone|came|got|brought|took|taken|gets?|goes|put) (?:\w+ ){0,3}?"
    r"(?:down|up (?:to|by|from)|to (?:zero|nothing|none|nil|\d)|"
    r"from|back|away|off|right|clean|live|well|smoothly|fine)\b|"
    r"\b(?:is|are|was|were|been|'s) (?:\w+ ){0,2}(?:down|up|back|gone|off)\b|"
    r"\bwork(?:s|ed) (?:out|for (?:both|everyone|everybody|all|them|us|him|her|each))\b"
)
MORE = Phrase(
    r"\b(?:better|worse|faster|slower|quicker|shorter|longer|fewer|less|lower|higher|cheaper|"
    r"calmer|quieter|cleaner|safer|easier|happier|smoother|earlier|sooner|simpler|warmer|closer|"
    r"more \w+|stronger|lighter|tidier|smaller|bigger|larger|busier)\b"
)
ADOPTING = words_of(
    "adopted adopt use uses copied copies copy kept keep keeps renewed renew signed "
    "approved promoted extended ordered bought took taken take takes made makes rolled run runs "
    "passed shows show steer steered teach teaches follow follows followed"
)
BELIEVED = Phrase(
    r"\b(?:i (?:believe|think|guess|suppose|hope|reckon|imagine)|as far as i know|"
    r"that i know of|i can think of|i'm told|seem(?:s|ed)?|apparently|probably|maybe|perhaps|"
    r"more or less|supposedly|not sure|never heard|nobody (?:ever )?said|i heard)\b"
)
NOTHING_HAPPENED = words_of(
    "was were said told asked thought knew wanted felt meant needed seemed looked turned had"
)
SOUND = Phrase(
    r"\b(?:fine(?! by| with)|good|well|ok|okay|flat|clear|clean|right|exact|correct|"
    r"happy|pleased|relieved|"
    r"glad|grateful|delighted|satisfied|calm|on time|in time|gone|done|solved|fixed|"
    r"sorted|live|safe|dry|thanks?|ready|back|home|perfect|success\w*)\b"
)
REFUSED = Phrase(
    r"\b(?:angry|furious|upset|annoyed|against|refused|resisted|hated|shouted|complained|argued|"
    r"disagreed|sceptical|skeptical|unhappy|blamed|ignored|laughed at|didn't|did not|"
    r"quiet|worried)\b"
)
LIGHT = words_of("had made kept met opened closed")
BEING = words_of("is are 's am has have feel feels seems looks think know")
KEPT_IN = Phrase(r"\b(?:is|are|'s) (?:\w+ ){0,2}(?:in|on|inside|at|part of|up on|there)\b|\w+ing\b")
DATED = Phrase(
    r"\bsince (?!then|that|i\b|we\b|it\b|he\b|she\b|they\b|the\b)\w+|\bsince the \w+|"
    r"\b(?:for|in|over) (?:\w+ ){0,2}(?:weeks|months|years|terms|seasons)\b|"
    r"\b(?:all|the whole|the rest of the|that's an?|a (?:full|whole)) "
    r"(?:week|month|year|term|season|winter|summer)\b"
)


TOTAL = Phrase(
    r"\b(?:no \w+ (?:since|again|from either|from any)|had no \w+|"
    r"no \w+ at all|without (?:a single|one|any)|not (?:one|a single)|nobody|no one|"
    r"not \w+ (?:one|any|a single)|every (?:single )?one|none|nothing|no \w+s)\b"
)
OF = Phrase(rf"\b{_AMOUNT} (?:out )?of (?:the |our |my |his |her |their )?{_AMOUNT}")
NO_MORE = Phrase(r"\b(?:never|no more|no further|none)\b")
EVERY = Phrase(r"(?<!at )\b(?:all (?!right|over|there|the time|day)|every|each (?!other)|both)\b")
AS_A_RULE = Phrase(
    r"\b(?:times out of|most (?:days|mornings|nights|weeks|times|people|of them)|normally|usually|"
    r"mostly|nearly always|generally)\b"
)
STANDARD = Phrase(r"\bthe (?:rule|standard|norm|policy|template|default|usual way)\b")
INSTEAD = Phrase(r"\b(?:instead of|rather than|and not|not) \w+")


THEN = Phrase(r"\b(?:before|after|then|now)\b|\b(in|by|last|this) \w+.*\b\1 \w+")


TRIED = words_of("proved tested checked measured timed verified compared counted confirmed")
TELLING = words_of("said says told tells reported reports wrote writes noticed found")
COST = words_of("took cost takes costs needed")
LESS_THAN = Phrase(r"\b(?:instead of|rather than|not|from|down|less|fewer)\b")
RETURNED = Phrase(
    r"\b(?:came back|comes? back|returned|asked for (?:me|us|it|the|another|more|him|her)|"
    r"booked (?:\w+ )?again|wrote (?:in|to)|asked (?:me|us) to)\b"
)
BROUGHT_ABOUT = words_of(
    "got finished lost saved had made sold won restored delivered served reached passed shipped "
    "ended managed opened closed completed gained kept avoided raised agreed met hit cleared"
)
REPLIED = words_of("said asked told knew wanted understood explained repeated")
REPORTED = Phrase(r"\b(?:both|every|all|never|no|not one|nobody|still|first time)\b")
WHAT_I_MADE = words_of("it that this mine my our")
PUT_TO_USE = words_of("put wrote added built printed sent spread shared presented")
VAGUE = words_of("they people everyone most all both others some many")
BORNE_OUT = words_of(
    "found timed weighed audited "
    "confirmed checked counted measured tested inspected recorded noticed signed passed wrote"
)


WISHED = words_of("wanted hoped planned expected tried meant needed")
FINISHED = words_of(
    "finished closed sold saved won delivered passed reached cleared restored shipped completed "
    "solved raised gained cut"
)
