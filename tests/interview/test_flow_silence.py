"""Silence is an event: a coach's is told of, a candidate's is asked about once and then ends it."""

from __future__ import annotations

import pytest

from builders import ANSWER, QUESTION, Thread, kinds, review, thread_in
from interview import silence
from interview.effects import (
    PostMessage,
    RemoveMessage,
    SetAlarm,
    Summarise,
    Whisper,
    WhisperKind,
)
from interview.events import (
    Alarm,
    AlarmRang,
    AnswerReviewed,
    CoachFailed,
    MessageDeleted,
    MessageSent,
    PostDropped,
    PostStood,
    QuestionPrepared,
    Task,
)
from interview.flow import Step, is_wanted
from interview.model import Closed, Message, Notice, Phase, Post
from interview.placing import MOST_A_MINUTE

AT_WORK = (Phase.PREPARING, Phase.UNDER_REVIEW, Phase.WRITING_FEEDBACK, Phase.SUMMING_UP)
ASKING = (Phase.QUESTION_OPEN, Phase.FOLLOW_UP_OPEN)
DAY = 86_400


def set_by(step: Step) -> list[tuple[Alarm, int]]:
    return [(e.alarm, e.seconds) for e in step.effects if isinstance(e, SetAlarm)]


def removed(step: Step) -> list[RemoveMessage]:
    return [effect for effect in step.effects if isinstance(effect, RemoveMessage)]


def rings(thread: Thread, *, stands: bool = True) -> Step:
    """The silence has lasted as long as it may."""
    alarm = silence.due(thread.interview)
    assert alarm is not None
    rang = AlarmRang(alarm=alarm, version=thread.interview.alarm, ts=thread.tick(60))
    return thread.happen(rang, stands=stands)


def told(thread: Thread) -> list[Post]:
    return [post for post in thread.interview.posts if post.notice is Notice.STILL_AT_WORK]


def is_reviewed(thread: Thread) -> AnswerReviewed:
    question = thread.question
    return AnswerReviewed(question_id=question.id, version=question.version, review=review())


@pytest.mark.parametrize("phase", AT_WORK)
def test_a_coach_that_takes_long_is_told_of_once(phase):
    thread = thread_in(phase)
    assert silence.due(thread.interview) is Alarm.STILL_AT_WORK
    rang = AlarmRang(alarm=Alarm.STILL_AT_WORK, version=thread.interview.alarm, ts=thread.tick(10))
    assert kinds(thread.happen(rang)) == ["notice"]
    assert kinds(thread.happen(rang)) == []
    assert len(told(thread)) == 1
    assert silence.due(thread.interview) is None


def test_ten_seconds_begin_with_the_last_part_of_an_answer():
    thread = thread_in(Phase.QUESTION_OPEN)
    assert set_by(thread.say(ANSWER)) == [(Alarm.STILL_AT_WORK, 10)]
    first = thread.interview.alarm
    assert set_by(thread.say("And it stayed there for a year.")) == [(Alarm.STILL_AT_WORK, 10)]
    before = thread.interview
    thread.happen(AlarmRang(alarm=Alarm.STILL_AT_WORK, version=first, ts=thread.tick()))
    assert thread.interview == before


def test_the_coach_going_from_one_task_to_the_next_breaks_no_silence():
    thread = thread_in(Phase.UNDER_REVIEW)
    alarm = thread.interview.alarm
    step = thread.reviewed(review(probes=0))
    assert thread.interview.phase is Phase.WRITING_FEEDBACK
    assert set_by(step) == []
    assert thread.interview.alarm == alarm


def test_feedback_and_then_a_question_that_is_not_ready_is_a_silence_of_its_own():
    thread = thread_in(Phase.WRITING_FEEDBACK)
    rings(thread)
    thread.say("next")
    step = thread.feedback_written()
    assert set_by(step) == [(Alarm.STILL_AT_WORK, 10)]
    assert told(thread) == []
    assert kinds(rings(thread)) == ["notice"]


def test_the_word_is_taken_back_once_the_reply_stands():
    thread = thread_in(Phase.UNDER_REVIEW)
    rings(thread)
    [post] = told(thread)
    assert removed(thread.happen(is_reviewed(thread), stands=False)) == []
    follow_up = thread.interview.posts[-1]
    stood = thread.happen(PostStood(key=follow_up.key, ts=thread.tick()))
    assert removed(stood) == [RemoveMessage(post=post.key, ts=post.ts)]
    assert told(thread) == []


def test_a_word_that_is_overtaken_by_the_reply_is_never_posted():
    thread = thread_in(Phase.UNDER_REVIEW)
    step = rings(thread, stands=False)
    [posting] = [e for e in step.effects if isinstance(e, PostMessage)]
    assert is_wanted(thread.interview, posting)
    thread.happen(is_reviewed(thread), stands=False)
    assert not is_wanted(thread.interview, posting)
    assert removed(thread.happen(PostDropped(key=posting.post))) == []
    assert told(thread) == []


def test_a_word_that_stood_while_the_reply_was_made_goes_too():
    thread = thread_in(Phase.UNDER_REVIEW)
    rings(thread, stands=False)
    thread.happen(is_reviewed(thread), stands=False)
    said, follow_up = thread.interview.posts[-2:]
    assert removed(thread.happen(PostStood(key=said.key, ts=thread.tick()), stands=False)) == []
    stood = thread.happen(PostStood(key=follow_up.key, ts=thread.tick()), stands=False)
    assert [effect.post for effect in removed(stood)] == [said.key]


def test_an_answer_taken_back_takes_the_word_with_it():
    thread = thread_in(Phase.UNDER_REVIEW)
    rings(thread)
    step = thread.happen(MessageDeleted(ts=thread.question.answers[0].parts[0].ts))
    assert len(removed(step)) == 1
    assert thread.interview.phase is Phase.QUESTION_OPEN


def test_a_coach_that_gave_up_is_not_said_to_be_at_work():
    thread = thread_in(Phase.UNDER_REVIEW)
    rings(thread)
    failed = CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=1)
    thread.happen(failed)
    assert told(thread) == []
    assert silence.due(thread.interview) is Alarm.CLOSING_DUE


def test_a_word_in_passing_is_nothing_that_a_control_word_could_be_older_than():
    thread = thread_in(Phase.UNDER_REVIEW)
    sent = thread.tick()
    rings(thread)
    thread.say("next", ts=sent)
    thread.reviewed(review())
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert thread.interview.phase is Phase.PREPARING


@pytest.mark.parametrize("phase", ASKING)
def test_who_does_not_answer_is_asked_once_after_a_day(phase):
    thread = thread_in(phase)
    assert silence.due(thread.interview) is Alarm.REMINDER_DUE
    assert silence.seconds(thread.interview, Alarm.REMINDER_DUE) == DAY
    step = rings(thread)
    assert kinds(step) == ["notice"]
    assert thread.interview.posts[-1].notice is Notice.REMINDER
    assert set_by(step) == [(Alarm.CLOSING_DUE, 6 * DAY)]


def test_a_question_and_its_follow_ups_are_asked_about_once_in_all():
    thread = thread_in(Phase.QUESTION_OPEN)
    rings(thread)
    thread.say(ANSWER)
    step = thread.reviewed(review())
    assert thread.interview.phase is Phase.FOLLOW_UP_OPEN
    assert set_by(step) == [(Alarm.CLOSING_DUE, 6 * DAY)]


def test_a_nudge_puts_the_reminder_off_by_a_day():
    thread = thread_in(Phase.QUESTION_OPEN)
    asked = thread.interview.alarm
    assert set_by(thread.say("...")) == [(Alarm.REMINDER_DUE, DAY)]
    before = thread.interview
    thread.happen(AlarmRang(alarm=Alarm.REMINDER_DUE, version=asked, ts=thread.tick()))
    assert thread.interview == before


def test_a_reminder_of_what_was_answered_meanwhile_is_not_posted():
    thread = thread_in(Phase.QUESTION_OPEN)
    step = rings(thread, stands=False)
    [posting] = [e for e in step.effects if isinstance(e, PostMessage)]
    assert is_wanted(thread.interview, posting)
    thread.say(ANSWER)
    assert not is_wanted(thread.interview, posting)


def test_next_said_just_before_the_reminder_came_is_heard():
    thread = thread_in(Phase.QUESTION_OPEN)
    thread.prepared()
    sent = thread.tick()
    rings(thread)
    thread.say("next", ts=sent)
    assert thread.question.number == 2


def test_an_unanswered_first_question_ends_unscored_after_a_week():
    thread = thread_in(Phase.QUESTION_OPEN)
    rings(thread)
    step = rings(thread)
    assert (thread.interview.phase, thread.interview.summary) == (Phase.ENDED, None)
    assert kinds(step) == []
    assert thread.question.closed is Closed.SKIPPED
    assert thread.interview.alarm == 0


def test_a_follow_up_left_open_closes_with_feedback_and_a_summary():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    rings(thread)
    rings(thread)
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert thread.interview.phase is Phase.SUMMING_UP
    assert kinds(thread.summary_written()) == ["summary"]


def test_feedback_left_standing_is_summed_up_after_a_week_without_a_reminder():
    thread = thread_in(Phase.FEEDBACK_OUT)
    assert silence.due(thread.interview) is Alarm.CLOSING_DUE
    assert silence.seconds(thread.interview, Alarm.CLOSING_DUE) == 7 * DAY
    step = rings(thread)
    assert Summarise() in step.effects
    assert kinds(step) == []


@pytest.mark.parametrize("task", [Task.PREPARE, Task.REVIEW])
def test_a_notice_that_nobody_acts_upon_closes_too(task):
    phase = Phase.PREPARING if task is Task.PREPARE else Phase.UNDER_REVIEW
    thread = thread_in(phase)
    about = thread.question.id if task is Task.REVIEW else None
    thread.happen(CoachFailed(task=task, question_id=about, version=1))
    assert thread.interview.stuck
    rings(thread)
    assert thread.interview.phase is Phase.ENDED


def test_words_sent_before_the_week_was_over_are_kept_though_they_come_later():
    thread = thread_in(Phase.FEEDBACK_OUT)
    sent = thread.tick(30)
    rings(thread)
    thread.say("I had this written for days.", ts=sent)
    assert sent in {message.ts for message in thread.interview.messages()}


@pytest.mark.parametrize("phase", list(Phase))
def test_an_alarm_that_is_not_the_last_one_set_changes_nothing(phase):
    thread = thread_in(phase)
    for alarm in Alarm:
        for version in (0, 1, thread.interview.alarm - 1, thread.interview.alarm + 1):
            if version != thread.interview.alarm:
                rang = AlarmRang(alarm=alarm, version=version, ts=thread.tick())
                assert thread.happen(rang).effects == ()
    assert thread.interview.phase is phase


def test_a_question_that_slack_refuses_ends_the_interview_with_what_there_is():
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.prepared()
    thread.happen(MessageSent(message=Message(ts=thread.tick(), text="next")), stands=False)
    question = next(post for post in thread.interview.posts if post.ts is None)
    step = thread.happen(PostDropped(key=question.key))
    assert Summarise() in step.effects
    assert thread.interview.halted
    assert [it.number for it in thread.interview.questions] == [1]


def test_a_first_question_that_slack_refuses_ends_it_unscored():
    thread = Thread()
    thread.happen(QuestionPrepared(number=1, question=QUESTION), stands=False)
    post = next(post for post in thread.interview.posts if post.ts is None)
    thread.happen(PostDropped(key=post.key))
    assert (thread.interview.phase, thread.interview.halted) == (Phase.ENDED, True)


def test_more_parts_than_a_person_types_in_a_minute_are_kept_and_not_read():
    thread = thread_in(Phase.QUESTION_OPEN)
    steps = [thread.say(f"Part {number} of what I did.") for number in range(MOST_A_MINUTE + 5)]
    whispers = [e.kind for step in steps for e in step.effects if isinstance(e, Whisper)]
    assert whispers == [WhisperKind.TOO_MUCH_AT_ONCE]
    assert len(thread.question.answers[0].parts) == MOST_A_MINUTE
    assert len(thread.interview.kept) == 5
    thread.tick(60)
    thread.say("A minute later I go on.")
    assert len(thread.question.answers[0].parts) == MOST_A_MINUTE + 1
