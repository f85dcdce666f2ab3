"""What grounding leaves of a coach's drafts: true questions, findings and sentences."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from builders import PAPERS, QUESTION
from interview.coach import AskBrief, ReviewBrief
from interview.coach.drafts import (
    AxisDraft,
    Claim,
    FeedbackDraft,
    MarkDraft,
    ProbeDraft,
    QuestionDraft,
    ReviewDraft,
)
from interview.grounding import (
    ground_feedback,
    ground_question,
    ground_review,
)
from interview.model import (
    Axis,
    Cap,
    Competency,
    Element,
    Level,
    Line,
    Probe,
    Question,
)

ASK = AskBrief(papers=PAPERS, number=2, competency=Competency.PROBLEM_SOLVING)


def question_draft(text: str, *cites: str) -> QuestionDraft:
    return QuestionDraft(
        question=Claim(text=text, cites=cites), in_other_words="How so?", easier="What was it?"
    )


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("You cut p99 latency from 900 ms to 120 ms. How did you find what was slow?", ("R2",)),
        ("Tell me about a time when you led people without authority.", ()),
        ("The posting speaks of cross-functional projects. What comes closest?", ("J2",)),
        ("Why would you like to join Globex?", ()),
        ("The posting says: “You will lead cross-functional projects.” Why that?", ("J2",)),
    ],
)
def test_a_question_with_a_true_premise_is_asked_as_it_is(text: str, cites: tuple[str]) -> None:
    question, objections = ground_question(question_draft(text, *cites), ASK)
    assert (question.text, question.cites, objections) == (text, cites, ())


def test_a_long_line_of_the_posting_may_be_read_out_with_its_figures_and_names() -> None:
    line = (
        "Work with Maria; you will settle 2 million payments a day for our 3,000 shops in Europe; "
        "you will own our ledger and its data, because we want it right in Berlin, and then more"
    )
    brief = replace(ASK, papers=replace(PAPERS, job=(Line(id="J1", text=line),)))
    text = f"The posting says: “{line}.” What draws you?"
    question, objections = ground_question(question_draft(text, "J1"), brief)
    assert (question.text, objections) == (text, ())
    altered = text.replace("2 million", "3 million")
    assert ground_question(question_draft(altered, "J1"), brief)[1]


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("You cut p99 latency from 900 ms to 100 ms. How did you find it?", ("R2",)),
        ("How did you bring p99 down to 80 ms?", ("R2",)),
        ("You led a team of 6. Who disagreed?", ("R2",)),
        ("What did you learn from Kubernetes at Initech?", ()),
        ("How did you run things at Globex?", ()),
        ("why? " * 46, ()),
        ("?!", ()),
    ],
)
def test_a_question_that_presumes_too_much_gives_way_to_one_that_presumes_nothing(
    text: str, cites: tuple[str]
) -> None:
    question, objections = ground_question(question_draft(text, *cites), ASK)
    assert objections
    assert question.text.startswith("Tell me about the hardest problem")
    assert question.cites == ()


def test_a_question_asked_before_is_not_asked_again() -> None:
    brief = replace(ASK, asked=("What broke, and why?",))
    question, objections = ground_question(question_draft("what broke and why"), brief)
    assert objections == ("question: was asked before",)
    assert question.text != "what broke and why"


ANSWERS = (
    Line(id="A1.1", text="It was lock contention on the ledger table."),
    Line(id="A1.2", text="I traced ten slow requests and moved the hot rows out."),
    Line(id="A1.3", text=""),
)
ASKED = Question(id=UUID(int=1), number=2, attempt=1, asked=QUESTION)
BRIEF = ReviewBrief(papers=PAPERS, question=ASKED, answers=ANSWERS)


def review_draft(**changes: object) -> ReviewDraft:
    fields: dict[str, object] = {
        "marks": tuple(MarkDraft(element=e, value=1, cites=("A1.2",)) for e in Element),
        "brief": Claim(text="Clear cause; what changed is missing.", cites=("A1.1",)),
    }
    return ReviewDraft.model_validate(fields | changes)


def test_a_sound_draft_becomes_a_review_with_a_computed_score() -> None:
    review, objections = ground_review(
        review_draft(
            axes=(AxisDraft(axis=Axis.SPAN, value=0, cites=("A1.2",)),),
            strengths=(Claim(text="“traced ten slow requests” is your own", cites=("A1.2",)),),
        ),
        BRIEF,
        "rules v1",
    )
    assert objections == ()
    assert (review.score, review.level, review.caps) == (6, Level.L4, ())
    assert review.strengths == ("“traced ten slow requests” is your own",)
    assert review.evidence == ANSWERS


@pytest.mark.parametrize("cites", [(), ("A9.9",), ("R2",), ("A1.3",)])
def test_a_mark_without_a_sentence_of_the_answers_is_none(cites: tuple[str, ...]) -> None:
    marks = (
        MarkDraft(element=Element.FIT, value=2, cites=("A1.1",)),
        MarkDraft(element=Element.RESULT, value=2, cites=cites),
    )
    review, objections = ground_review(review_draft(marks=marks), BRIEF, "rules v1")
    assert review.value(Element.RESULT) == 0
    assert "mark result: cites no sentence of the answers" in objections
    assert "mark lesson: is missing" in objections


def test_no_answer_earns_nothing_whatever_was_marked() -> None:
    review, _ = ground_review(review_draft(no_answer=True), BRIEF, "rules v1")
    assert (review.score, Cap.NO_ANSWER in review.caps) == (1, True)
    assert {mark.value for mark in review.marks} == {0}


def test_findings_that_invent_or_misquote_are_cut() -> None:
    review, objections = ground_review(
        review_draft(
            strengths=(
                Claim(text="You traced 12 requests", cites=("A1.2",)),
                Claim(text="You led the tracing", cites=("A1.2",)),
            ),
            gaps=(Claim(text="Kubernetes is missing"), Claim(text="What changed is missing")),
            brief=Claim(text="You said “traced a hundred”; say more"),
        ),
        BRIEF,
        "rules v1",
    )
    assert review.strengths == ()
    assert review.gaps == ("What changed is missing",)
    assert review.brief == "What changed is missing"
    assert len(objections) == 5


def test_a_finding_that_is_too_long_is_clipped_between_words() -> None:
    gap = "What changed after you moved the hot rows out is missing " * 3
    review, _ = ground_review(review_draft(gaps=(Claim(text=gap),)), BRIEF, "rules v1")
    assert len(review.gaps[0]) <= 110
    assert review.gaps[0].endswith("…")
    assert set(review.gaps[0].rstrip("…").split()) <= set(gap.split())


def test_a_probe_quotes_what_was_said_and_asks_nothing_twice() -> None:
    asked = replace(ASKED, follow_ups=(Probe(element=Element.RESULT, quote="", text="And then?"),))
    brief = replace(BRIEF, question=asked)
    drafts = (
        ProbeDraft(element=Element.RESULT, text="And then?"),
        ProbeDraft(element=Element.RESULT, text="What fell from 900 to 20?"),
        ProbeDraft(element=Element.ACTION, text="Why?", cite="A1.2", quote="moved the hot rows"),
        ProbeDraft(element=Element.LESSON, text="And now?", cite="A1.2", quote="moved all rows"),
    )
    review, objections = ground_review(review_draft(probes=drafts), brief, "rules v1")
    assert [(p.text, p.quote) for p in review.probes] == [
        ("Why?", "moved the hot rows"),
        ("And now?", ""),
    ]
    assert len(objections) == 3


def test_a_later_review_only_changes_by_new_words() -> None:
    first, _ = ground_review(review_draft(), BRIEF, "rules v1")
    question = replace(ASKED, review=first)
    more = (*ANSWERS, Line(id="A2.1", text="p99 has stayed at 120 ms since May."))
    marks = (
        MarkDraft(element=Element.FIT, value=0),
        MarkDraft(element=Element.ACTION, value=2, cites=("A1.2",)),
        MarkDraft(element=Element.RESULT, value=2, cites=("A2.1",)),
    )
    brief = replace(BRIEF, question=question, answers=more)
    later, _ = ground_review(review_draft(marks=marks), brief, "rules v1")
    assert [mark.value for mark in later.marks] == [1, 1, 1, 2, 1]
    assert later.score == 6
    disputed, _ = ground_review(
        review_draft(marks=marks, contradicts=(("A1.2", "A2.1"),)), brief, "rules v1"
    )
    assert [mark.value for mark in disputed.marks] == [0, 1, 1, 2, 1]
    assert disputed.caps == (Cap.OFF_QUESTION, Cap.CONTRADICTED)


def test_a_cap_that_new_words_do_not_earn_does_not_come_anew() -> None:
    first, _ = ground_review(review_draft(), BRIEF, "rules v1")
    more = (*ANSWERS, Line(id="A2.1", text="As I said, I traced requests."))
    brief = replace(BRIEF, question=replace(ASKED, review=first), answers=more)
    later, _ = ground_review(
        review_draft(own_action=False, habit=True, no_answer=True), brief, "rules v1"
    )
    assert (later.score, later.caps) == (first.score, ())


def feedback_draft(*revised: Claim, **changes: object) -> FeedbackDraft:
    fields: dict[str, object] = {
        "assessment": (Claim(text="A real cause, and no result yet.", cites=("A1.1",)),),
        "coaching": ("Say what changed. Name two things that you ruled out.",),
        "revised": revised,
    }
    return FeedbackDraft.model_validate(fields | changes)


def test_true_sentences_stay_and_invented_ones_become_slots_that_are_counted() -> None:
    feedback, objections = ground_feedback(
        feedback_draft(
            Claim(text="It was lock contention on the ledger table.", cites=("A1.1",)),
            Claim(text="I traced 50 requests.", cites=("A1.2",)),
            Claim(text="I used Kafka.", cites=("A1.2",)),
            Claim(text="I led the whole thing.", cites=("A1.2",)),
            Claim(text="‹add: what changed›"),
        ),
        BRIEF,
    )
    assert feedback.revised_answer == (
        "It was lock contention on the ledger table. ‹add: your figure› "
        "‹add: who or what it was› ‹add: what you did here› ‹add: what changed›"
    )
    assert feedback.cut == 3
    assert len(objections) == 3
    assert [s.cites for s in feedback.revised if s.cites] == [("A1.1",)]


def test_advice_may_count_on_its_fingers_but_bring_in_no_figure_or_name() -> None:
    coaching = ("Name two options. Say that it saved 40 %. Mention Kafka.", "Take STAR.")
    feedback, objections = ground_feedback(feedback_draft(coaching=coaching), BRIEF)
    assert feedback.coaching == ("Name two options.", "Take STAR.")
    assert (feedback.cut, len(objections)) == (2, 2)


def test_feedback_fits_its_space_in_whole_sentences() -> None:
    sentence = "I traced ten slow requests and moved the hot rows out."
    feedback, _ = ground_feedback(
        feedback_draft(
            *(Claim(text=sentence, cites=("A1.2",)) for _ in range(30)),
            coaching=("Say what changed, and how you know that it did. " * 30,) * 4,
        ),
        BRIEF,
    )
    assert len(feedback.revised_answer) <= 900
    assert {s.text for s in feedback.revised} == {sentence}
    assert len("\n\n".join(feedback.coaching)) <= 900
    assert feedback.coaching[0].endswith("did.")


def test_praise_that_widens_anybodys_part_is_cut() -> None:
    claims = (Claim(text="You led the fix.", cites=("A1.2",)), Claim(text="The cause is clear."))
    feedback, _ = ground_feedback(feedback_draft(assessment=claims), BRIEF)
    assert (feedback.overall_assessment, feedback.cut) == ("The cause is clear.", 1)
