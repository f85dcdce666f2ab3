"""What is worth asking after an answer: the weakest part first, nothing twice; it marks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from interview.coach.drafts import ProbeDraft
from interview.coach.rules.findings import Finding, Findings, basis, pressing
from interview.coach.rules.quoting import quote
from interview.coach.rules.wording import table
from interview.model import MOST_FOLLOW_UPS, Competency, Element, Question
from interview.rubric import SHAPES, Shape

_TRIES = 2
"""How often one part of an answer is asked for; after that the person has said what they have."""


def probes(findings: Findings, question: Question) -> tuple[ProbeDraft, ...]:
    """At most as many as may still be asked; none where nothing worth asking is left."""
    asked = {probe.text for probe in question.follow_ups}
    drafts: list[ProbeDraft] = []
    for finding in _worth_asking(findings):
        tries = sum(probe.element is finding.element for probe in question.follow_ups)
        if tries >= _TRIES:
            continue
        said, at = (None, 0) if findings.no_answer else basis(findings, finding)
        for ask, again, leans in _choices(question.asked.competency, finding):
            if ask not in asked and ask not in {draft.text for draft in drafts}:
                words = quote(said.text, at) if said and leans else ""
                words = words if len(words.split()) > 1 else ""
                drafts.append(
                    ProbeDraft(
                        element=finding.element,
                        text=ask,
                        in_other_words=again,
                        cite=said.id if said and words else "",
                        quote=words,
                    )
                )
                break
    return tuple(drafts[: MOST_FOLLOW_UPS - len(question.follow_ups)])


def _worth_asking(findings: Findings) -> list[Finding]:
    """What presses and may still be told; of an answer that misses the question only that."""
    fit = findings[Element.FIT]
    if findings.no_answer or fit.value == 0:
        return [fit]
    loose = [fit] if fit.value < 2 else []
    weak = [finding for finding in pressing(findings) if finding not in loose]
    return weak or loose


def _choices(competency: Competency, finding: Finding) -> Iterator[tuple[str, str, bool]]:
    """The competency's own question first where it fits what is missing, then the shape's.

    The shape's lean on the words they ask about; a competency's own opens another side and quotes
    nothing.
    """
    words = table("probes")
    own = words[competency.value]
    if finding.element is Element.FIT:
        yield own["fit"], own["fit_again"], False
        return
    special = own.get(finding.element.value)
    late = special and finding.element is Element.ACTION and finding.state != "unreasoned"
    if special and not late and finding.state in ("none", "unreasoned"):
        yield special["ask"], special["again"], False
    for group in _groups(SHAPES[competency], finding):
        for choice in group:
            yield choice["ask"], choice["again"], True
    if special:
        yield special["ask"], special["again"], False


def _groups(shape: Shape, finding: Finding) -> Iterator[list[dict[str, str]]]:
    words = table("probes")
    shapes = {Shape.CLAIM: ["claim", "story"], Shape.FACT: ["fact"]}.get(shape, ["story"])
    state = finding.state
    if finding.element is Element.SPECIFIC and finding.missing and state == "some":
        state = finding.missing[0]
    for name in shapes:
        states = words[name].get(finding.element.value, {})
        yield from (states[key] for key in dict.fromkeys((state, "none")) if key in states)
