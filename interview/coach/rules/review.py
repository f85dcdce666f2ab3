"""A review of all answers to one question: marks, axes, findings in words, follow-ups.

It says how complete an answer is, with the sentences that show it; never whether it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, MarkDraft, ReviewDraft
from interview.coach.rules import contradictions
from interview.coach.rules.findings import Circumstances, Finding, Findings, basis, pressing
from interview.coach.rules.language import is_foreign
from interview.coach.rules.lexicon import content, tokens
from interview.coach.rules.marking import find
from interview.coach.rules.matter import matter_of
from interview.coach.rules.probing import opening, probes
from interview.coach.rules.scope import axes
from interview.coach.rules.signals import Reading, read
from interview.coach.rules.wording import table, worded
from interview.evidence import cited
from interview.model import Competency, Element, Line, Stage
from interview.remembered import remembered
from interview.rubric import COMPETENCIES, SHAPES, Shape

ENOUGH_WORDS = 25
ENOUGH_WORDS_FOR_A_FACT = 10
MOST_FINDINGS = 3

_LEVELLED = frozenset(COMPETENCIES[Stage.HIRING_MANAGER])
_QUOTED = re.compile(r"“[^”]*”")
_PRAISED = (Element.RESULT, Element.ACTION, Element.LESSON, Element.SPECIFIC)
_REASONS = {
    Element.FIT: {"full": "answers the question", "loose": "loosely tied to the question"},
    Element.SPECIFIC: {"full": "an occasion with its details", "some": "an occasion, few details"},
    Element.ACTION: {
        "full": "own part and its reason",
        "unreasoned": "own part, no reason",
        "shared": "a reason, but only “we”",
        "habit": "a way of working, no occasion",
    },
    Element.RESULT: {
        "sized": "a change with its size",
        "vouched": "a change that others bear out",
        "lasting": "a change that has lasted",
        "shown": "a change that is clear",
        "unsized": "a change without a size",
        "seen": "a reaction, no change",
    },
    Element.LESSON: {"full": "a lesson with its use", "named": "a lesson named"},
}
_OF_A_CLAIM = {
    Element.SPECIFIC: {"full": "facts of one's own", "some": "a fact, few details"},
    Element.ACTION: {
        "full": "a proof and what came of it",
        "unreasoned": "a proof named, not borne out",
        "shared": "a proof, but only “we”",
    },
    Element.RESULT: {
        "sized": "an effect with its size",
        "vouched": "an effect that others bear out",
        "lasting": "an effect that has lasted",
        "shown": "an effect that is clear",
        "unsized": "an effect without a size",
        "seen": "a check or a reaction, no effect",
    },
    Element.LESSON: {"full": "tied to this job, or to its limit", "named": "a link, loosely tied"},
}
_OF_A_FACT = {
    Element.SPECIFIC: {"full": "something to plan with", "some": "half of what a plan needs"},
    Element.ACTION: {
        "full": "what it depends on, and when",
        "unreasoned": "a condition, not what decides it",
    },
    Element.RESULT: {
        "sized": "a date to plan with",
        "shown": "something to plan with",
        "unsized": "a date that is only near",
    },
    Element.LESSON: {"full": "another way, or a question back", "named": "another way, loosely"},
}
_IN_ITS_TERMS = {"claim": _OF_A_CLAIM, "fact": _OF_A_FACT, "story": {}}
"""What is read in the shape's own terms; the rest is the same for all."""


def examine(brief: ReviewBrief) -> Findings:
    """Everything the rules find in the answers; the same brief gives the same findings."""
    return find(reading_of(brief), _around(brief))


def review(brief: ReviewBrief) -> ReviewDraft:
    """The draft of a review: every mark above 0 cites the sentences that show it."""
    findings = examine(brief)
    found = () if findings.no_answer else contradictions.disputes(brief)
    asked = probes(findings, brief, found)
    competency = brief.question.asked.competency
    turn = brief.question.number - 1 + len(brief.question.follow_ups)
    story = SHAPES[competency] in (Shape.STAR, Shape.PROBLEM)
    strengths = _strengths(findings, competency, turn)
    return ReviewDraft(
        marks=tuple(_mark(findings[element], family(competency)) for element in Element),
        axes=axes(findings.reading, own_task=competency in _LEVELLED)
        if findings.own_deed and competency is not Competency.AVAILABILITY
        else (),
        no_answer=findings.no_answer,
        own_action=findings.own_action or not story,
        habit=findings.habit,
        strengths=strengths,
        contradicts=contradictions.standing(found),
        gaps=(*contradictions.gaps_of(found), *_gaps(findings, competency, turn, shown=strengths)),
        brief=opening(asked, brief) or _brief(findings, brief, turn),
        probes=asked,
    )


@remembered(2)  # what is judged and what counts for nothing is asked of one brief by turns
def reading_of(brief: ReviewBrief) -> Reading:
    """The sentences of all answers, each with what it shows or why it counts for nothing."""
    competency = brief.question.asked.competency
    fact = SHAPES[competency] is Shape.FACT
    return read(
        [line for line in brief.answers if line.text.strip()],
        copied_from=_coachs_words(brief),
        topic=_topic(brief),
        least_words=ENOUGH_WORDS_FOR_A_FACT if fact else ENOUGH_WORDS,
        familiar=_familiar(brief),
        matter=_matter(brief),
    )


def _matter(brief: ReviewBrief) -> frozenset[str]:
    """What the interview is about: the papers, the question, its topic and its follow-ups."""
    asked = brief.question.asked
    topic = table("questions")[asked.competency.value]["topic"]
    probed = (probe.text for probe in brief.question.follow_ups)
    papers = (line.text for line in (*brief.papers.resume, *brief.papers.job))
    return matter_of(tuple(papers), (asked.text, topic, *probed))


def _coachs_words(brief: ReviewBrief) -> list[str]:
    """What the candidate did not say: the coach's texts without its quotes, and the posting."""
    question = brief.question
    texts = [question.asked.text, question.asked.in_other_words, question.asked.easier]
    for probe in question.follow_ups:
        texts += [probe.text, probe.in_other_words]
    if question.review:
        # What landed and what is missing is shown once no answer counts any more, and tells the
        # candidate's own words.
        texts.append(question.review.brief)
    texts = [_QUOTED.sub(" ", text) for text in texts]
    if question.asked.competency is not Competency.MOTIVATION:
        texts += [line.text for line in brief.papers.job]
    return texts


def _topic(brief: ReviewBrief) -> frozenset[str]:
    asked = brief.question.asked
    texts = [asked.text, table("questions")[asked.competency.value]["topic"]]
    texts += [line.text for line in cited(brief.papers.resume, asked.cites)]
    topic = content(_lower(" ".join(texts)))
    if asked.competency is Competency.MOTIVATION:
        topic |= _content(brief.papers.job)
    return topic


def _familiar(brief: ReviewBrief) -> frozenset[str]:
    papers = brief.papers
    return _words(papers.resume).union(_words(papers.job), _lower(brief.question.asked.text))


def _around(brief: ReviewBrief) -> Circumstances:
    probed = {place + 2: probe.element for place, probe in enumerate(brief.question.follow_ups)}
    job = _content(brief.papers.job)
    return Circumstances(SHAPES[brief.question.asked.competency], probed, job)


@remembered(16)  # the same papers are held against every answer of an interview
def _words(lines: tuple[Line, ...]) -> frozenset[str]:
    return frozenset(word for line in lines for word in _lower(line.text))


@remembered(16)
def _content(lines: tuple[Line, ...]) -> frozenset[str]:
    return content(_words(lines))


def _lower(text: str) -> list[str]:
    return [word.lower() for word in tokens(text)]


def _mark(finding: Finding, kind: str) -> MarkDraft:
    value = finding.value if finding.cites else 0
    words = _REASONS[finding.element] | _IN_ITS_TERMS[kind].get(finding.element, {})
    reason = words.get(finding.state, "not there yet")
    if finding.state == "habit" and value == 2:
        reason = "a way of working and its reason, no occasion"
    return MarkDraft(
        element=finding.element,
        value=2 if value >= 2 else 1 if value == 1 else 0,
        cites=finding.cites if value else (),
        reason=reason if value else "not there yet",
    )


def family(competency: Competency) -> str:
    return {Shape.CLAIM: "claim", Shape.FACT: "fact"}.get(SHAPES[competency], "story")


def _strengths(findings: Findings, competency: Competency, turn: int) -> tuple[Claim, ...]:
    """What is there, strongest first, each with other words of the candidate."""
    words = table("findings")["strengths"][family(competency)]
    ordered = sorted(_PRAISED, key=lambda element: -findings.value(element))
    claims: list[Claim] = []
    used: set[str] = set()
    for element in ordered:
        finding = findings[element]
        options = words.get(f"{element.value}_{finding.state}", ()) if finding.cites else ()
        filled = worded(options, finding.said, finding.at, turn=turn, unlike=used)
        if filled and finding.said:
            claims.append(Claim(text=filled[0], cites=(finding.said.id,)))
            used.add(filled[1])
    return tuple(claims[:MOST_FINDINGS])


def _gaps(
    findings: Findings, competency: Competency, turn: int, *, shown: Iterable[Claim]
) -> tuple[Claim, ...]:
    """What is missing, most pressing first; a gap names its place or asks for what is not there.

    What a strength quotes is not quoted again.
    """
    if findings.no_answer:
        options = _why_no_answer(findings)
        return (Claim(text=options[turn % len(options)]),)
    words = table("findings")["gaps"][family(competency)]
    claims: list[Claim] = []
    used = {claim.text for claim in shown}
    used |= {found.strip("“”") for claim in shown for found in _QUOTED.findall(claim.text)}
    for finding in pressing(findings):
        state = state_of(finding)
        said, at = basis(findings, finding)
        filled = worded(
            words.get(f"{finding.element.value}_{state}", ()), said, at, turn=turn, unlike=used
        )
        if filled:
            claims.append(Claim(text=filled[0], cites=(said.id,) if filled[1] and said else ()))
            used.add(filled[1])
    # Where nothing was done there is no use yet in asking for what came of it.
    return tuple(claims[: MOST_FINDINGS if findings.value(Element.ACTION) else 2])


def _why_no_answer(findings: Findings) -> list[str]:
    """In which words it is said that nothing was found: another language is no noise."""
    said = " ".join(sentence.text for sentence in findings.reading.sentences)
    words: dict[str, list[str]] = table("findings")["brief"]["any"]
    return words["foreign" if is_foreign(said) else "no_answer"]


def state_of(finding: Finding) -> str:
    """The state under which the tables speak of a finding."""
    if finding.element is Element.SPECIFIC and finding.state == "some" and finding.missing:
        return finding.missing[0]
    return finding.state


def _brief(findings: Findings, brief: ReviewBrief, turn: int) -> Claim:
    words = table("findings")["brief"]
    before = [brief.question.review.brief] if brief.question.review else []
    said, at = None, 0
    if findings.no_answer:
        options = _why_no_answer(findings)
    elif findings.reading.thin and findings.value(Element.FIT) > 0:
        options = words["thin"][family(brief.question.asked.competency)]
    else:
        lines = words[family(brief.question.asked.competency)]
        weak = pressing(findings)
        options = lines["all_there"]
        for finding in weak[:1]:
            states = (f"{finding.element.value}_{finding.state}", f"{finding.element.value}_none")
            options = next((lines[state] for state in states if state in lines), options)
            said, at = basis(findings, finding)
    filled = worded(options, said, at, turn=turn, unlike=before)
    if filled is None:
        plain = [option for option in options if "{quote}" not in option]
        return Claim(text=plain[turn % len(plain)])
    return Claim(text=filled[0], cites=(said.id,) if filled[1] and said else ())
