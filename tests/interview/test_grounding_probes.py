"""What grounding lets any coach ask, and what a contradiction that it claims may cost."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from builders import PAPERS, QUESTION
from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, MarkDraft, ProbeDraft, ReviewDraft
from interview.grounding import ground_review
from interview.model import Cap, Element, Line, Question, Review

BRIEF = ReviewBrief(
    papers=replace(PAPERS, earlier=(Line(id="E1", text="I led a team of 12."),)),
    question=Question(id=UUID(int=1), number=2, attempt=1, asked=QUESTION),
    answers=(Line(id="A1.1", text="I led a team of 20."),),
    asked=("What changed then?",),
)


def grounded(**changes: object) -> tuple[Review, tuple[str, ...]]:
    fields: dict[str, object] = {
        "marks": tuple(MarkDraft(element=e, value=2, cites=("A1.1",)) for e in Element),
        "brief": Claim(text="A team, and no more yet."),
    }
    return ground_review(ReviewDraft.model_validate(fields | changes), BRIEF, "rules v1")


def test_a_follow_up_heard_earlier_in_the_interview_is_not_asked_again() -> None:
    probes = (
        ProbeDraft(element=Element.RESULT, text="What changed then?"),
        ProbeDraft(element=Element.ACTION, text="Which part was yours?"),
    )
    review, objections = grounded(probes=probes)
    assert [probe.text for probe in review.probes] == ["Which part was yours?"]
    assert objections == ("probe: was asked before",)


def test_a_question_may_name_the_figures_of_the_lines_it_is_about_and_no_others() -> None:
    text = "In an earlier practice you said “team of 12”, here “team of 20”. Which is it?"
    about = ProbeDraft(element=Element.SPECIFIC, text=text, about=("E1", "A1.1"))
    review, objections = grounded(probes=(about,))
    assert objections == ()
    assert [(probe.text, probe.about) for probe in review.probes] == [(text, ("E1", "A1.1"))]
    review, objections = grounded(probes=(about.model_copy(update={"about": ()}),))
    assert review.probes == ()
    assert objections


def test_a_contradiction_caps_the_score_but_one_with_an_earlier_interview_never_does() -> None:
    review, objections = grounded(contradicts=(("R3", "A1.1"),))
    assert (review.score, review.caps, review.contradicts) == (
        4,
        (Cap.CONTRADICTED,),
        (("R3", "A1.1"),),
    )
    review, objections = grounded(contradicts=(("E1", "A1.1"),))
    assert (review.score, review.caps, review.contradicts, objections) == (10, (), (), ())


def test_a_contradiction_of_lines_that_are_none_is_objected_to() -> None:
    review, objections = grounded(contradicts=(("R3", "R2"), ("E7", "A1.1")))
    assert (review.caps, review.contradicts) == ((), ())
    assert len(objections) == 2


def test_no_mark_rests_on_what_was_said_in_an_earlier_interview() -> None:
    marks = tuple(MarkDraft(element=element, value=2, cites=("E1",)) for element in Element)
    review, _ = grounded(marks=marks, strengths=(Claim(text="You led a team", cites=("E1",)),))
    assert {mark.value for mark in review.marks} == {0}
    assert review.strengths == ()
