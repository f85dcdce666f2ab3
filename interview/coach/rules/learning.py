"""The turns of speech in which people say what they took from something: learnt, changed, paid.

All of it is general English, and none of it is a lesson by itself: `lessons` decides who says it,
and behind what.
"""

from __future__ import annotations

from interview.phrases import Phrase

LEARNED = Phrase(
    r"\b(?:(?:i|we)(?:'ve| have)?(?: \w+ly| also| now| just)? (?:learn(?:ed|t)?|realise|realize|"
    r"realised|realized|understood|found out)|(?:the|my|one) (?:\w+ )?lesson|taught (?:me|us)|"
    r"what i (?:took|learn(?:ed|t))|i took (?:away|from)|my (?:own )?mistake|turns out|"
    r"what i (?:got|did) wrong|"
    r"showed me|made me (?:see|realise|realize|more)|(?:from|after) (?:this|that|it) i know|"
    r"i (?:under|over)estimated|i mis(?:judged|read|took)|i (?:left it|waited|was|went|took) too|"
    r"i (?:got (?:it|that|this)|was) wrong|(?:i|we)(?:'ve| have) picked up|"
    r"what we (?:took|learn(?:ed|t))|"
    r"(?:i|we) came away|now i know|i know now|\Alessons?(?=\s*[:–-]|\Z))"
    r"(?!\w)"
)
TO_DO = Phrase(
    r"\b(?:learn(?:ed|t)?|lesson|taught (?:me|us)|what i took)\b(?:\s+(?!that\b)[\w']+){0,5}?\s+"
    r"(?:to|never|not to|always|before)\s+[a-z]+"
)
AGAIN = Phrase(
    r"\b(?:next time\b|if (?:i|we) (?:did|do|had|were|was)\b.*\bagain\b|differently\b|"
    r"(?:i|we) should(?:'ve| have)\b|(?:in|with) hindsight\b|looking back\b|redo\b|"
    r"(?:today|now) i(?:'d| would)\b|i(?:'d| would) (?:now|today)\b|"
    r"(?:what|thing) i(?:'d| would) (?:change|redo|do)\b|another time\b|never again\b|"
    r"i wish (?:i|we)(?:'d| had)\b|if i (?:had|could have) (?:my|the) (?:time|chance)\b|"
    r"i(?:'d| would) do \w+(?: \w+)? (?:the same |that )?again (?:but|with|only)\b|"
    r"(?:i|we|it)(?:'d| would)(?:'ve| have) (?!been\b|to\b)\w+)|"
    r"^\W*(?:so |and |but )?(?:should(?:'ve| have)|would(?:'ve| have)?) (?!you\b|it\b|be\b)\w+"
)
ORDER = Phrase(
    r"\b(?:first|before|earlier|sooner|instead|every time|each time|up front|at the "
    r"(?:start|outset)|from the (?:start|beginning)|(?:on )?day one)\b"
)
SINCE = Phrase(
    r"\b(?:since then|ever since|since|from then on|from that day|these days|nowadays|now|"
    r"any ?more|any ?longer|no longer|after (?:that|this)|still|today|each time|every time)\b"
)
GAVE_UP_A_HABIT = Phrase(r"\b(?:any ?more|any ?longer|no longer|used to)\b")
PRICE = Phrase(
    r"\b(?:trade-?offs?|downsides?|drawbacks?|(?:(?:the|one|a) )?(?:price|cost|limit|catch|snag|"
    r"trade|minus|(?:weak|bad|down|hard|other|negative|sore) (?:point|spot|side|part)|"
    r"risk) (?:of it |of that |with it |there |here )?(?:is|was)|"
    r"cost (?:me|us) (?!about|around|over|nearly|\d|[£$€])|"
    r"what it (?:doesn't|does not|won't|can't)|worth (?:it|the|every|that)\b|"
    r"that was the (?:trade|price|cost)|"
    r"(?:(?<!me )slower|longer|harder|dearer|heavier|more (?:work|expensive|effort|time)|"
    r"extra (?:work|time))\b.*\b(?:but|though|which is fine)|"
    r"it (?:doesn't|does not|won't) (?:cover|show|tell|"
    r"help|catch|stop|see|work|fit)|what (?:breaks|fails|goes) first|"
    r"(?:breaks|fails|falls over|falls down|stops working|lets you down|doesn't work|won't work|"
    r"does not work|cannot|is no good) "
    r"(?:if|when|with|for|on|first|where|as soon)|where it (?:fails|breaks|ends|stops)|"
    r"would (?:break|fail|go) (?:first|if|when)|"
    r"(?:at|with|for) (?:ten|five|twice|a hundred|\d+) times|"
    r"at the (?:cost|expense) of|in (?:exchange|return)|won't (?:save|help|work|do|catch)|"
    r"limitations?|weakness)\b"
)
KNOWING = Phrase(
    r"\bi (?:do |also |fully )?(?:know|accept|understand|realise|realize|expect)\b|"
    r"\bi(?:'d|'m| would| will|'ll| am) (?:be )?(?:giving up|leaving|losing|give up|leave|miss|"
    r"lose|junior|letting go)\b|\bnot (?:more|mornings|nights|weekends)\b"
)
GIVEN_UP = Phrase(
    r"\b(?:accept|leave|leaving|lose|losing|miss|missing|less|lower|longer|slower|harder|alone|"
    r"junior|smaller|pay cut|weekends?|nights?|evenings?|early|cold|boring|only|without|not more|"
    r"no \w+|costs?|give up|giving up|letting go)\b"
)
POST = Phrase(
    r"\b(?:you|your|yours|here|this (?:job|role|post|team|company|place)|"
    r"the (?:job|role|post|posting|advert))\b"
)
ANYONE = Phrase(
    r"\b(?:a lot|so much|many things|important|everything happens|teamwork|communication is|"
    r"at the end of the day|hundred (?:and \w+ )?percent|wherever|whatever|something new|everyday|"
    r"everything|hard[- ]working|about (?:myself|ourselves|people)|be (?:honest|patient|positive|"
    r"flexible)|myself better)\b"
)
OPINION = Phrase(
    r"\bi (?:\w+ )?(?:think|believe|guess|suppose|feel|hope)\b|\bi'm (?:sure|proud|happy)\b"
)
BIDDEN = Phrase(
    r"\byou (?:always |never |first )?(?!can|could|have|are|need|get|never|will|would|must|should|"
    r"do|don|were|had|know|think|see|feel)[a-z]+(?!')\b"
)
LIMIT = Phrase(
    r"\bwhere i(?:'m| am) (?:poor|weak|slow|new|not)\b|\bi (?:do not|don't) know (?:\w+ )?yet\b|"
    r"\b(?:i|i'm|i am|i've|i have) (?:only|never|not|no good|new|weak|poor|not yet|slow) (?:ever )?"
    r"(?:(?<!never )had|done|used|worked|seen|driven|run|to|at|with|on) |"
    r"\bi (?:haven't|have not) (?:yet )?(?:done|used|worked|seen|driven|run)\b|"
    r"\bmy (?:weak|blind) (?:spot|point|side)\b"
)
WARM = Phrase(
    r"\b(?:love|hope|feel|excited|grow|fit|asset|opportunity|join|contribute|great|amazing|"
    r"wonderful|passion\w*|proud|happy|thrilled|perfect|dream|interested)\b"
)
WITH_YOU = Phrase(
    r"\b(?:with|at) you\b|\byou(?:'d| would| will|'ll)? (?:do|need|have|run|want|get|ask)\b.*\b"
    r"(?:same|exactly|every day|that)\b|\bthat(?:'s| is) (?:what|exactly|the same)\b.*\byour?\b|"
    r"\b(?:same|here) (?:\w+ ){0,4}(?:with you|your|here)\b"
)
FORGONE = Phrase(
    r"\b(?:i(?:'d| would| will|'ll|'m)? (?:lose|miss|be losing|be giving up|give up|be leaving|"
    r"leave behind|losing|giving up)) (?!you\b|out\b|that\b|a chance)|"
    r"\bit(?:'s| is) (?:\w+ ){1,3}i(?:'d| would)? miss\b|\bwill cost me\b|\bcosts? me\b"
)
GAVE = Phrase(r"\b(?:gave up|lost (?:\w+ ){1,4}for it|traded|sacrificed|paid for it)\b")
DONE_SINCE = Phrase(
    r"\b(?:what i do (?:now|since|these days|today)\b|"
    r"thing (?:that )?i (?:\w+ ){1,3}(?:now|these days|today|since)\b|now the first thing i\b|"
    r"(?:since then|from then on|from that day)(?: on)?,? i (?!was\b|am\b|have been\b)|"
    r"i(?:'ve| have) (?:taken|carried|kept) (?:that|it|this)\b|i stopped \w+ing\b|"
    r"i(?:'ve| have) stopped\b)"
)
HEAD = Phrase(
    r"^\W*(?:and |so |but )?(?:since then|ever since|now|these days|after (?:that|this))\b"
)
