"""What people, coaches and Slack do out of step, one strange case at a time."""

from __future__ import annotations

import pytest

from builders import ANSWER, FEEDBACK, Thread, kinds, review, thread_in
from interview.effects import ReviewAnswer, Whisper, WhisperKind
from interview.events import (
    Alarm,
    AlarmRang,
    AnswerMoved,
    AnswerReviewed,
    ButtonPressed,
    CoachFailed,
    FeedbackWritten,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    PostDropped,
    PostStood,
    Task,
)
from interview.flow import Step
from interview.model import Closed, Message, Notice, Phase, PostKind, Then
from interview.reading import Control

SECOND = "The week after it fell to 120 ms and stayed there for a year."


def whispers(step: Step) -> list[WhisperKind]:
    return [effect.kind for effect in step.effects if isinstance(effect, Whisper)]


def versions(step: Step) -> list[int]:
    return [effect.version for effect in step.effects if isinstance(effect, ReviewAnswer)]


def stamps(thread: Thread) -> list[str]:
    return [message.ts for message in thread.interview.messages()]


def just_before(ts: str | None) -> str:
    """A moment before a stamp of a builder's thread."""
    assert ts is not None
    return f"{int(ts.split('.')[0]) - 1}.500000"


def on_the_fifth(phase: Phase) -> Thread:
    """A thread at the last question, the others skipped."""
    thread = thread_in(Phase.QUESTION_OPEN)
    for _ in range(4):
        thread.prepared()
        thread.say("skip")
    if phase is Phase.FEEDBACK_OUT:
        thread.say(ANSWER)
        thread.reviewed(review(probes=0))
        thread.feedback_written()
    assert thread.interview.phase is phase
    return thread


def second_answer_under_review() -> Thread:
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    thread.say(SECOND)
    assert thread.interview.phase is Phase.UNDER_REVIEW
    return thread


def test_deleting_an_older_answer_does_not_leave_the_newer_one_without_a_review():
    thread = second_answer_under_review()
    first = thread.question.answers[0].parts[0]
    step = thread.happen(MessageDeleted(ts=first.ts))
    assert versions(step) == [thread.question.version]
    thread.reviewed(review(probes=0))
    assert thread.interview.phase is Phase.WRITING_FEEDBACK


@pytest.mark.parametrize(
    ("word", "phase"),
    [("end", Phase.ENDED), ("next", Phase.QUESTION_OPEN), ("feedback", Phase.QUESTION_OPEN)],
)
def test_an_answer_taken_back_does_not_take_back_the_wish_that_followed_it(word, phase):
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.prepared()
    answer = thread.question.answers[0].parts[0]
    thread.say(word)
    thread.happen(MessageDeleted(ts=answer.ts))
    assert (thread.interview.phase, thread.interview.then) == (phase, Then.NOTHING)
    assert thread.question.number == (2 if word == "next" else 1)


@pytest.mark.parametrize("word", ["end", "next", "feedback", "skip"])
def test_a_second_answer_taken_back_leaves_the_feedback_that_was_asked_for(word):
    thread = second_answer_under_review()
    thread.say(word)
    thread.happen(MessageDeleted(ts=thread.question.answers[1].parts[0].ts))
    assert thread.interview.phase is Phase.WRITING_FEEDBACK
    assert thread.question.closed is Closed.JUDGED
    assert len(thread.question.answers) == 1


def test_an_answer_taken_back_after_its_coach_gave_up_leaves_an_open_question():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.happen(CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=1))
    thread.happen(MessageDeleted(ts=thread.question.answers[0].parts[0].ts))
    assert (thread.interview.phase, thread.interview.stuck) == (Phase.QUESTION_OPEN, False)


def test_a_coach_that_gives_up_twice_on_the_same_words_is_told_of_once():
    thread = thread_in(Phase.UNDER_REVIEW)
    failed = CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=1)
    assert kinds(thread.happen(failed)) == ["notice"]
    before = thread.interview
    assert thread.happen(failed).interview is before


def test_skip_said_once_and_brought_twice_does_not_also_ask_the_next_question():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    thread.prepared()
    sent = thread.tick()
    thread.say("skip", ts=sent)
    thread.say("skip", ts=sent)
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert thread.interview.phase is Phase.FEEDBACK_OUT


def test_end_said_once_and_brought_twice_is_not_answered_as_said_after_the_end():
    thread = thread_in(Phase.FEEDBACK_OUT)
    sent = thread.tick()
    thread.say("end", ts=sent)
    assert whispers(thread.say("end", ts=sent)) == []
    assert whispers(thread.say("end")) == [WhisperKind.FINISHED]


def test_words_sent_before_next_ended_the_interview_are_stored():
    thread = on_the_fifth(Phase.FEEDBACK_OUT)
    feedback = next(p.ts for p in thread.interview.posts if p.kind is PostKind.FEEDBACK)
    late = just_before(feedback)
    thread.say("next")
    assert thread.interview.phase is Phase.SUMMING_UP
    thread.say("One part came late.", ts=late)
    assert [m.text for m in thread.question.late] == ["One part came late."]


def test_words_sent_before_the_summary_came_by_itself_are_stored():
    thread = on_the_fifth(Phase.FEEDBACK_OUT)
    early = thread.tick(60)
    version, ts = thread.interview.alarm, thread.tick(600)
    thread.happen(AlarmRang(alarm=Alarm.SUMMARY_DUE, version=version, ts=ts))
    thread.say("I wrote this under the feedback.", ts=early)
    assert early in stamps(thread)
    assert whispers(thread.say("And this under the summary.")) == [WhisperKind.FINISHED]


def test_words_sent_between_an_end_that_was_withdrawn_and_the_real_one_are_stored():
    thread = thread_in(Phase.WRITING_FEEDBACK)
    thread.prepared()
    thread.say("end")
    thread.say("next")
    thread.feedback_written()
    assert thread.question.number == 2
    meant = thread.tick()
    thread.say("end")
    thread.say("This was meant for question two.", ts=meant)
    assert meant in stamps(thread)


def test_words_sent_before_the_first_question_are_stored_when_they_come_after_the_end():
    thread = thread_in(Phase.PREPARING)
    early = thread.tick()
    thread.press(Control.END)
    thread.say("Hello, I am ready when you are", ts=early)
    assert stamps(thread) == [early]


def test_an_edit_into_a_control_word_before_the_reply_counts_as_if_sent_so():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.prepared()
    thread.happen(MessageEdited(ts=thread.question.answers[0].parts[0].ts, text="skip"))
    first, second = thread.interview.questions
    assert (first.closed, first.answers) == (Closed.SKIPPED, ())
    assert second.number == 2


def test_an_edit_into_feedback_judges_what_was_said_besides():
    thread = thread_in(Phase.UNDER_REVIEW)
    second = thread.say(SECOND).interview.questions[0].answers[0].parts[1]
    thread.happen(MessageEdited(ts=second.ts, text="feedback"))
    assert thread.question.answers[0].text == ANSWER
    thread.reviewed(review())
    assert thread.interview.phase is Phase.WRITING_FEEDBACK


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Could you clarify?", Notice.IN_OTHER_WORDS),
        ("I have no example", Notice.EASIER_ANGLE),
        ("...", Notice.NUDGE),
    ],
)
def test_an_edit_into_a_slip_before_the_reply_counts_as_if_sent_so(text, notice):
    thread = thread_in(Phase.UNDER_REVIEW)
    ts = thread.question.answers[0].parts[0].ts
    thread.happen(MessageEdited(ts=ts, text=text))
    assert thread.interview.phase is Phase.QUESTION_OPEN
    assert thread.interview.posts[-1].notice is notice
    assert stamps(thread) == [ts]


def test_a_slip_under_a_follow_up_that_is_edited_into_an_answer_is_one():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    thread.say("one moment")
    [kept] = thread.interview.kept
    step = thread.happen(MessageEdited(ts=kept.ts, text=SECOND))
    assert versions(step) == [2]
    assert thread.question.answers[1].text == SECOND


def test_words_under_review_that_were_passed_over_and_edited_are_another_part():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.say("one moment")
    [kept] = thread.interview.kept
    thread.happen(MessageEdited(ts=kept.ts, text=SECOND))
    assert thread.question.answers[0].text == f"{ANSWER}\n{SECOND}"


def test_late_words_that_are_edited_are_stored_as_edited():
    thread = thread_in(Phase.FEEDBACK_OUT)
    late = just_before(next(p.ts for p in thread.interview.posts if p.kind is PostKind.FEEDBACK))
    thread.say("I also checked the index.", ts=late)
    thread.happen(MessageEdited(ts=late, text="I also checked two indexes."))
    assert [m.text for m in thread.question.late] == ["I also checked two indexes."]


def test_an_edit_that_comes_after_the_deletion_does_not_bring_the_words_back():
    thread = thread_in(Phase.UNDER_REVIEW)
    second = thread.say(SECOND).interview.questions[0].answers[0].parts[1]
    thread.happen(MessageDeleted(ts=second.ts))
    before = thread.interview
    assert thread.happen(MessageEdited(ts=second.ts, text="Resurrected words")).interview is before


def test_words_moved_while_a_follow_up_is_on_its_way_belong_to_the_answer_before_it():
    thread = thread_in(Phase.UNDER_REVIEW)
    event = AnswerReviewed(question_id=thread.question.id, version=1, review=review())
    thread.happen(event, stands=False)
    moved = AnswerMoved(
        question_id=thread.question.id, message=Message(ts=thread.tick(), text=SECOND)
    )
    thread.happen(moved, stands=False)
    assert [len(answer.parts) for answer in thread.question.answers] == [2]
    assert thread.interview.phase is Phase.FOLLOW_UP_OPEN


def test_a_follow_up_that_can_never_be_posted_gives_way_to_the_feedback():
    thread = thread_in(Phase.UNDER_REVIEW)
    event = AnswerReviewed(question_id=thread.question.id, version=1, review=review())
    thread.happen(event, stands=False)
    key = thread.interview.posts[-1].key
    thread.happen(PostDropped(key=key), stands=False)
    assert thread.interview.phase is Phase.WRITING_FEEDBACK
    assert thread.question.closed is Closed.JUDGED


def test_an_edit_that_overtakes_its_message_is_the_message():
    thread = thread_in(Phase.QUESTION_OPEN)
    ts = thread.tick()
    thread.happen(MessageEdited(ts=ts, text=SECOND))
    before = thread.interview
    assert thread.question.answers[0].text == SECOND
    assert thread.say(ANSWER, ts=ts).interview is before


def test_a_control_word_that_is_edited_into_an_answer_is_an_answer():
    thread = thread_in(Phase.QUESTION_OPEN)
    ts = thread.tick()
    thread.say("feedback", ts=ts)
    assert stamps(thread) == []
    thread.happen(MessageEdited(ts=ts, text="Feedback from our users said it was slow, so I dug."))
    assert thread.interview.phase is Phase.UNDER_REVIEW


def test_a_control_word_that_is_edited_into_another_does_nothing():
    thread = thread_in(Phase.FEEDBACK_OUT)
    ts = thread.tick()
    thread.say("help", ts=ts)
    before = thread.interview
    assert thread.happen(MessageEdited(ts=ts, text="end")).interview is before


def test_coaching_that_comes_after_retry_goes_to_the_attempt_it_is_about():
    thread = thread_in(Phase.FEEDBACK_OUT, two_breaths=True)
    first = thread.question
    thread.say("retry")
    step = thread.happen(FeedbackWritten(question_id=first.id, feedback=FEEDBACK))
    one, two = thread.interview.questions
    assert (one.feedback, two.feedback) == (FEEDBACK, None)
    assert kinds(step) == []
    assert thread.interview.phase is Phase.QUESTION_OPEN


def test_a_question_that_stands_only_after_the_end_places_the_words_and_asks_nothing():
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.prepared()
    thread.happen(MessageSent(message=Message(ts=thread.tick(), text="next")), stands=False)
    stood, answer = thread.tick(), thread.tick()
    thread.happen(MessageSent(message=Message(ts=answer, text=SECOND)), stands=False)
    thread.happen(ButtonPressed(control=Control.END, ts=thread.tick()), stands=False)
    question = thread.interview.posts[-1]
    step = thread.happen(PostStood(key=question.key, ts=stood), stands=False)
    assert [e.post for e in step.effects if e.do == "refresh"] == [question.key]
    assert [m.ts for m in thread.question.late] == [answer]
    assert thread.interview.unplaced == ()
    thread.summary_written()
    assert thread.interview.phase is Phase.ENDED


def test_parts_that_were_deleted_do_not_come_back_with_slack():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.say(SECOND)
    parts = thread.question.answers[0].parts
    for part in parts:
        thread.happen(MessageDeleted(ts=part.ts))
    assert (thread.interview.phase, thread.question.answers) == (Phase.QUESTION_OPEN, ())
    for part in parts:
        before = thread.interview
        assert thread.happen(MessageSent(message=part)).interview is before
        assert thread.happen(MessageEdited(ts=part.ts, text="Back again")).interview is before


def test_a_request_for_other_words_or_an_easier_angle_is_no_slip_the_first_time():
    thread = thread_in(Phase.QUESTION_OPEN)
    said = ("What do you mean?", "...", "I have no example", "asdfghjkl", "one moment")
    for text in said:
        thread.say(text)
    assert [post.notice for post in thread.interview.posts[2:]] == [
        Notice.IN_OTHER_WORDS,
        Notice.NUDGE,
        Notice.EASIER_ANGLE,
        Notice.OFFER,
    ]
    assert thread.interview.phase is Phase.QUESTION_OPEN
    thread.say("Could you clarify?")
    assert thread.question.closed is Closed.UNANSWERED


def test_an_older_answer_that_grows_while_the_newer_one_is_judged_is_judged_with_it():
    thread = second_answer_under_review()
    stale = AnswerReviewed(
        question_id=thread.question.id, version=thread.question.version, review=review()
    )
    stood = next(p.ts for p in thread.interview.posts if p.kind is PostKind.FOLLOW_UP)
    step = thread.say("I also checked the index first.", ts=just_before(stood))
    assert versions(step) == [thread.question.version]
    assert [len(answer.parts) for answer in thread.question.answers] == [2, 1]
    assert thread.happen(stale).interview.phase is Phase.UNDER_REVIEW
