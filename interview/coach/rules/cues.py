"""The turns of speech that the rules coach listens for, as patterns; none is worth a mark alone.

A cue only says where to look: what stands around it has to be concrete before it counts.
"""

from __future__ import annotations

from interview.phrases import Phrase
from interview.remembered import remembered

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SMALL = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|ninety|a few|couple of|several|\d[\d.,]*)"
)
_SPAN = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|quarters?|terms?|sprints?|shifts?)"

NUMBER = Phrase(
    r"(?<![\w])[$£€]?\d[\d.,]*\s?(?:%|percent|k\b|m\b|ms\b|million|thousand)?|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|twice|third|quarter|double|"
    r"triple|zero|none|nobody)\b"
)

TIME = Phrase(
    rf"\b(?:in|by|until|since|from|this|last|next|early|late|around)\s+{_MONTH}\b|"
    rf"\b{_MONTH}\s+\d|\b(?:19|20)\d\d\b|\bq[1-4]\b|\byesterday\b|"
    r"\b(?:last|that|this)\s+(?:week|weekend|month|quarter|year|term|spring|summer|autumn|fall|"
    rf"winter|night|morning|evening|afternoon|christmas|easter|{_DAY})\b|"
    rf"\b{_SMALL}\s+{_SPAN}\s+(?:ago|later|before|after|earlier|in|into)\b|"
    rf"\b(?:on|one|that)\s+(?:a\s+|the\s+)?(?:{_DAY}|day|night|morning|evening|afternoon|"
    rf"shift)\b|"
    r"\b(?:when|while) (?:i|we) (?:was|were|worked|joined|ran|started|had just)\b|"
    rf"\bmy (?:first|second|third|last) {_SPAN}\b|\bat the time\b|\bthe night before\b|"
    r"\b(?:during|halfway through|in the middle of) (?:the|my|our|a)\b|"
    r"\bover (?:the )?(?:summer|winter|christmas|easter|weekend)\b"
)


@remembered(1024)  # a sentence is asked for its time at every turn
def names_a_time(text: str) -> bool:
    """Whether `TIME` is in a text."""
    return TIME.search(text) is not None


DURATION = Phrase(rf"\b(?:for|over|within) (?:about |over |nearly |the last )?{_SMALL}\s+{_SPAN}\b")
"""How long something was done: enough for a fact, too little to place a story."""

PERSON = Phrase(
    r"\b(?:manager|boss|colleague|co-?worker|team ?mate|patient|customer|client|supplier|vendor|"
    r"doctor|nurse|consultant|teacher|parent|mother|father|mum|mom|dad|daughter|son|family|"
    r"student|"
    r"pupil|child|girl|boy|woman|man|lady|director|head|owner|founder|engineer|developer|"
    r"designer|"
    r"analyst|driver|picker|buyer|accountant|lawyer|officer|supervisor|lead|trainee|apprentice|"
    r"volunteer|neighbour|guest|tenant|investor|auditor|inspector|mechanic|chef|cook|waiter|"
    r"children|women|men|people|staff|newcomer|intern|sister|matron|sales|marketing|finance|"
    r"legal|operations|shift|class)s?\b"
)

CONSTRAINT = Phrase(
    r"\bwithout\b|\bshort[- ]?(?:staffed|handed|of)\b|\bno (?:budget|time|spare|one|data|spec|"
    r"brief|cover|money|guidance|owner|documentation|access|training)\b|\bdeadline\b|"
    r"\bcouldn'?t\b|"
    r"\bnot enough\b|\bnobody\b|\bonly (?:had|a|one|two|three|four|five|\d)|\bdespite\b|"
    r"\beven though\b|\balthough\b|\bhad to\b|\bbroke\b|\bbroken\b|\bfailed\b|\bfailing\b|"
    r"\bwent (?:down|off|missing|sick)\b|\bcalled in sick\b|\bcomplain(?:ed|ing|ts?)\b|"
    r"\brefus\w+|"
    r"\bkept \w+ing\b|\bnever (?:had|been|came|did)\b|\bbehind\b|\blate\b|\bmissing\b|\bstuck\b|"
    r"\btwo people\b|\bpressure\b|\bwas leaving\b|\bdisagree\w*|\bunhappy\b|\bangry\b|\bagainst\b"
)

SPEECH = Phrase(
    r"[“\"][^”\"]{4,}[”\"]|\b(?:said|told (?:me|us|him|her|them)|asked (?:me|us|him|her))\b"
)

GOAL = Phrase(
    r"\b(?:my (?:task|job|goal|aim|part) was|needed to|we needed|i needed|had to|was asked to|"
    r"wanted to|was supposed to|the (?:goal|aim|target|plan) was|responsible for|was due)\b"
)

HABIT = Phrase(
    r"\b(?:i|we) (?:usually|always|typically|generally|normally|often|tend to|try to|would|"
    r"like to|"
    r"believe|make sure|will|never)\b|\b(?:i|we)'(?:d|ll)\b|\bwhenever\b|\bevery time\b|"
    r"\bin general\b|\b(?:usually|typically|generally),? (?:i|we)\b"
)

ALTERNATIVE = Phrase(
    r"\b(?:rather than|instead of|ruled out|considered|weighed|the other option|alternatives?|"
    r"could have|we (?:chose|picked)|i (?:chose|picked)|over the|compared)\b"
)

CHANGE = Phrase(
    r"\b(?:cut|drop(?:ped|s)?|fell|fallen|went (?:down|up|from|back)|gone|came (?:down|back|"
    r"off|in)|"
    r"grew|grown|rose|risen|reduc(?:ed|ing)|increas(?:ed|ing)|improv(?:ed|ing)|doubl(?:ed|ing)|"
    r"halv(?:ed|ing)|tripl(?:ed|ing)|sav(?:ed|ing)|stopped|no longer|shrank|shrunk|shorter|"
    r"faster|"
    r"fewer|quicker|slower|less|lower|higher|cheaper|calmer|recovered|reached|hit|passed|won|"
    r"renewed|signed|avoided|cleared|finished|shipped|sold|raised|lowered|climbed|speeded|sped|"
    r"gained|returned|longer|earlier|sooner|safer|happier|easier|lose only|lost only|"
    r"happened again|"
    r"never (?:happened|came|missed|went|failed)|worked for (?:both|everyone|all|them|us|each)|"
    r"(?:have|has|had) not had|(?:have|has) had no|"
    r"not (?:had|missed|lost|seen) (?:a|one)|haven't (?:had|missed|lost|seen)|hasn't (?:had|"
    r"happened)|"
    r"didn't happen|on time|went (?:live|home|well|out|through|smoothly)|"
    r"from \S+ (?:\w+ )?(?:to|down to))\b"
)
FROM_TO = Phrase(
    r"\bfrom\s+(?:about |around |over |"
    r"nearly )?\S+(?:\s+\w+){0,3}?\s+(?:down )?to\s+(?:about |around |under |"
    r"just |nearly )?\S+"
)

REACTION = Phrase(
    r"\b(?:thanked|agreed|approved|adopted|accepted|renewed|promoted|came back|wrote to|"
    r"wrote back|"
    r"apologised|apologized|said yes|signed|copied|asked (?:me|us|for)|still us(?:e|es|ing|ed)|"
    r"kept (?:the|it|using|our|my)|rolled (?:it )?out|took (?:it )?(?:up|over|on)|told (?:me|us)|"
    r"said (?:it|that|she|he|they|the|\")|went home|slept|chose|voted|gave (?:me|us)|praised|"
    r"stayed|recommended|say yes|used (?:it|the|my|our|this|that|these|them)|"
    r"(?:is|was|were|are) (?:very |so |really )?(?:happy|"
    r"pleased|relieved|"
    r"grateful|glad)|took (?:\w+ ){1,3}over|made it (?:the )?standard|passed|started using|"
    r"use it now|uses it)\b"
)

LEARNED = Phrase(
    r"\b(?:i|we)(?:'ve| have)? (?:learn(?:ed|t)|realised|realized)\b|\bin hindsight\b|"
    r"\blooking back\b|\btaught me\b|\bthe lesson\b|\bwhat i took\b|\bmy mistake\b"
)
NEXT_TIME = Phrase(
    r"\bnext time\b|\b(?:do|did|done) (?:it |that )?different|\b(?:i|we) should have\b|"
    r"\bif (?:i|we) (?:did|had to do) it again\b|\b(?:i'd|(?:i|we) would) (?:now |have |"
    r"rather )+\w+|"
    r"\b(?:i'd|i would) (?:start|test|check|call|ring|involve|begin|measure) \w+"
)
HYPOTHETICAL = Phrase(
    r"\bnext time\b.*|\b(?:(?:i|we) (?:would|should have|could have|will)\b|i'd (?!\w+ed\b|been\b)|"
    r"if (?:i|we)\b)[^,;]*"
)
"""The stretch that is only thought of: nothing changed in it, and it reached nobody."""

SINCE_THEN = Phrase(
    r"\b(?:since then|ever since|from then on|these days|after that i always|now (?:i|we) \w+|"
    r"(?:i|we) now \w+|i still \w+|i(?:'ve| have) done (?:that|it|the same) since)\b"
)
TRADE_OFF = Phrase(
    r"\b(?:trade-?offs?|at the cost of|in exchange|downside|gave up|give up|the price|"
    r"(?<!have )cost (?:us|me) \w+|(?:we|i) accepted|the risk was|the limit|limitation|"
    r"breaks (?:down|first|when)|(?:would|will|can|could|may|might|to|they|these|things) break "
    r"(?:down|first|when)|doesn't (?:work|scale|help|cover)|weakness)\b"
)
FORGO = Phrase(
    r"\b(?:give up|giving up|gave up|forgo|pay cut|less pay|longer commute|downsides?|"
    r"i know (?:it|the|that)"
    r"|leave behind|turned down|i would miss|i'd miss|hard part|not the easy)\b"
)
PROOF = Phrase(
    r"\b(?:i have|i've|i've got|i had|i hold)\s+(?:[\w+-]+\s+){0,4}(?:years?|months?|degree|"
    r"licen[cs]e|"
    r"certificates?|certification|qualification|diploma)\b"
)
TRANSFER = Phrase(
    r"\b(?:this|your) (?:role|job|posting|team|company|position|ward|school|store|site|"
    r"hospital)\b|"
    r"\bthe (?:role|posting|position|advert)\b|\byou(?:'re| are) (?:asking|looking)\b|"
    r"\bi(?:'d| would) (?:bring|like to (?:do|bring|work))\b|\bi want to\b|\bfor you\b"
)
VERIFIED = Phrase(
    r"\b(?:check(?:ed)?|test(?:ed)?|measur(?:ed|ing)|verif\w+|confirm\w*|compar(?:ed|ing)|"
    r"audit\w*|"
    r"count(?:ed)?|timed|monitor\w*|repeat(?:ed)? (?:it )?back|said it back|explain it back|"
    r"asked (?:\w+ )?to (?:repeat|explain|tell|show))\b"
)

INJECTION = Phrase(
    r"\b(?:"
    r"(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules?|rubric|"
    r"above|previous|prior)\b|"
    r"(?:score|rate|grade|mark|give|award) (?:me|this|it|my answer|the candidate|this "
    r"answer)\b.{0,24}\b(?:10|ten|full|perfect|highest|maximum|top|strong)\b|"
    r"you are (?:now )?(?:a|an|the) (?:\w+ )?(?:coach|assistant|ai|model|evaluator|grader|system|"
    r"bot)\b|"
    r"(?:respond|reply|answer|output|return) (?:only )?(?:with|in|as)? ?(?:valid )?json\b|"
    r"(?:fit|specific|action|result|lesson|score|level)\s*[=:]\s*\d|l5[ab]\b|"
    r"(?:the )?candidate (?:has )?(?:demonstrated|showed|shown|deserves|should (?:get|"
    r"receive))\b|(?:deserve|deserves|worth|earned|earns) (?:a |an )?(?:10|ten|full marks)\b|"
    r"full marks\b|"
    r"(?:never mind|skip|drop|leave aside|pay no attention to) (?:the |your |this |any "
    r")?(?:rubric|scoring|instructions?|prompts?|guidelines)\b|"
    r"(?:this (?:candidate|applicant|interviewee)|(?:the|our) (?:candidate|applicant|"
    r"interviewee) (?:has|is|deserves?|earn(?:s|ed)|should|must|clearly|passes|merits?|"
    r"scores?))\b(?!.{0,60}\b(?:i|we|my|our)\b).{0,60}\b(?:\d+|ten|full|top|highest|perfect|"
    r"maximum|outstanding|marks?|points)\b|"
    r"(?:ignor\w+|vergiss|oublie\w*|olvida\w*|dimentica\w*|esque[cç]\w*|negeer|"
    r"zignoruj)\b.{0,40}\b(?:anweisung\w*|instru\w+|istruzion\w+|regeln|reglas|r[èe]gles|regole|"
    r"regras|polece\w*)|(?:volle|h[öo]chste) (?:punkt\w*|note\w*)|puntuaci[óo]n m[áa]xima|"
    r"note maximale|punteggio (?:pieno|massimo)|pontua[cç][ãa]o m[áa]xima)|"
    r"^\s*(?:system|assistant|user|developer|human|interviewer|coach)\s*:|</?\w+[^>]*>|"
    r"[{\[]\s*[\"“”']?\w+[\"“”']?\s*:|\"\s*:\s*(?:\d|\"|\[|true)|"
    r"^\W*(?:please |now |just )?(?:ignore|disregard|forget|override|bypass|skip|"
    r"drop)\b.{0,40}\b(?:rubric|marking|scoring|grading|ratings?|instructions?|prompts?|"
    r"criteria)\b(?!.{0,60}\b(?:i|we|my|our|they|he|she)\b)|"
    r"^\W*(?:please |now |just )?(?:set|give|assign|award|put|mark|score|grade|rate|"
    r"raise)\b.{0,40}\b(?:full (?:marks|points)|(?:scores?|grades?|ratings?|"
    r"part)\b.{0,16}\b(?:10|ten|max\w*|full|perfect|top|highest)|(?:perfect|top|highest|maximum) "
    r"(?:scores?|grades?|ratings?|marks?))\b(?!.{0,60}\b(?:i|we|my|our|they|he|she)\b)|[满滿]分|"
    r"忽略.{0,12}指[示令]|```|<\|"
)
FLATTERY = Phrase(
    r"\b(?:"
    r"(?:great|good|excellent|wonderful|brilliant|amazing|fantastic|interesting|insightful) "
    r"question\b|"
    r"you(?:'re| are) (?:a |an |such )?(?:\w+ )?(?:great|good|excellent|wonderful|brilliant|"
    r"amazing|fantastic|best|professional|kind|smart)\b|"
    r"(?:your|this) (?:company|team|product|interview\w*|organisation|organization) (?:is|are) "
    r"(?:\w+ )?(?:great|amazing|the best|wonderful|fantastic|excellent|brilliant|incredible|"
    r"outstanding)\b|pleasure (?:to|of)\b|honou?red to\b|i admire (?:you|your)\b)|"
    r"^\W*thank(?:s| you)\b(?! to\b)"
)

ABSOLUTE = Phrase(
    r"\bnever\b.{0,24}\b(?:again|since)\b|\bnot (?:\w+ )?(?:one|a single)\b|\bno (?:more|"
    r"further|complaints?|"
    r"errors?|falls?|accidents?|returns?|delays?|misses)\b|\b(?:nobody|no one|none)\b|"
    r"\b(?:hasn't|haven't|didn't) (?:\w+ )?(?:happened?|missed|lost|seen|come back)\b|"
    r"\bno longer\b"
)
ADOPTED = Phrase(
    r"\b(?:adopted|renewed|approved|promoted|signed|copied|rolled (?:it )?out|came back|"
    r"kept using|"
    r"still us(?:e|es|ing)|uses? (?:it|the|my|our)|took (?:it|them) (?:up|over|on)|"
    r"kept (?:the|it|our|my)|"
    r"made it (?:the )?standard|asked (?:me|us) to|went home|passed|took (?:\w+ ){1,3}over)\b"
)

START = Phrase(r"\b(?:start|begin|available|join|notice|free|earliest|from)\b")
DATE = Phrase(
    rf"\b(?:{_MONTH}|{_DAY})\b|\b{_SMALL}[- ](?:days?|weeks?|months?)\b|"
    r"\b(?:immediately|straight away|right away|asap|as soon as (?:possible|you|they)|"
    r"tomorrow|next (?:week|month)|today)\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b"
)
CONDITION = Phrase(
    r"\b(?:notice|because|until|depends?|contract|school|visa|permit|lease|holiday|booked|"
    r"handover|"
    r"child ?care|children|course|exam|commute|family|wedding|surgery|appointment|unless|once)\b"
)
OPTION = Phrase(
    r"\b(?:could|can|if (?:needed|necessary|you|it|they|the)|happy to|willing|flexible|"
    r"earlier|instead|"
    r"remote(?:ly)?|swap|either|or else|alternatively|open to|negotiat\w+|fine with|"
    r"no problem)\b|\?"
)

FILLERS = Phrase(
    r"\b(?:um+|uh+|er+m?|you know|i mean|basically|literally|sort of|kind of|to be honest|"
    r"honestly|"
    r"at the end of the day|and stuff|or whatever|and so on|like i said|obviously)\b"
)
HEDGES = Phrase(
    r"\b(?:maybe|perhaps|probably|i guess|i suppose|possibly|more or less|somewhat|a bit|"
    r"i think|i believe)\b"
)
