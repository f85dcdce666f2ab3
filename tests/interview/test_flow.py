"""The contract's table of standings and words, cell by cell, and what else `advance` promises."""

from __future__ import annotations

import pytest

from builders import ANSWER, FEEDBACK, Thread, kinds, review, thread_in
from interview.effects import (
    Effect,
    PostMessage,
    ReviewAnswer,
    SetAlarm,
    Summarise,
    Whisper,
    WhisperKind,
)
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
    PostStood,
    Task,
)
from interview.flow import Step, advance, begin, is_wanted
from interview.model import Closed, Message, Notice, Phase, PostKind, Then
from interview.reading import Control


def whispers(step: Step) -> list[WhisperKind]:
    return [effect.kind for effect in step.effects if isinstance(effect, Whisper)]


def said_and_begun(step: Step) -> list[Effect]:
    """What a person or a coach sees of a step: all but the alarm."""
    return [effect for effect in step.effects if not isinstance(effect, SetAlarm)]


def by_word(thread: Thread, control: Control) -> Step:
    return thread.say(control.value)


def by_button(thread: Thread, control: Control) -> Step:
    return thread.press(control)


BOTH = pytest.mark.parametrize("do", [by_word, by_button])


@BOTH
@pytest.mark.parametrize("word", [Control.SKIP, Control.NEXT])
def test_an_open_question_is_skipped_unscored_and_the_next_one_asked(do, word):
    thread = thread_in(Phase.QUESTION_OPEN)
    thread.prepared()
    skipped = thread.question
    step = do(thread, word)
    assert kinds(step) == ["question"]
    assert thread.interview.question(skipped.id).closed is Closed.SKIPPED
    assert thread.interview.question(skipped.id).review is None
    assert (thread.question.number, thread.interview.phase) == (2, Phase.QUESTION_OPEN)


@BOTH
def test_feedback_on_an_unanswered_question_is_refused_in_a_whisper(do):
    thread = thread_in(Phase.QUESTION_OPEN)
    assert whispers(do(thread, Control.FEEDBACK)) == [WhisperKind.NOTHING_TO_JUDGE]
    assert thread.interview.phase is Phase.QUESTION_OPEN


@BOTH
def test_ending_with_nothing_answered_gives_no_summary(do):
    thread = thread_in(Phase.QUESTION_OPEN)
    step = do(thread, Control.END)
    assert thread.interview.phase is Phase.ENDED
    assert thread.interview.summary is None
    assert kinds(step) == []


@BOTH
@pytest.mark.parametrize("word", [Control.SKIP, Control.FEEDBACK])
def test_under_review_feedback_comes_as_soon_as_the_review_is_in(do, word):
    thread = thread_in(Phase.UNDER_REVIEW)
    do(thread, word)
    assert thread.interview.phase is Phase.UNDER_REVIEW
    thread.reviewed(review())
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert thread.interview.phase is Phase.FEEDBACK_OUT
    assert thread.question.follow_ups == ()


@BOTH
def test_next_under_review_gives_feedback_and_then_the_next_question(do):
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.prepared()
    do(thread, Control.NEXT)
    thread.reviewed(review())
    assert kinds(thread.feedback_written()) == ["feedback", "question"]
    assert thread.question.number == 2


@BOTH
def test_end_under_review_gives_feedback_and_then_the_summary(do):
    thread = thread_in(Phase.UNDER_REVIEW)
    do(thread, Control.END)
    thread.reviewed(review())
    step = thread.feedback_written()
    assert kinds(step) == ["feedback"]
    assert Summarise() in step.effects
    assert thread.interview.phase is Phase.SUMMING_UP
    assert kinds(thread.summary_written()) == ["summary"]


@BOTH
@pytest.mark.parametrize("word", [Control.SKIP, Control.FEEDBACK])
def test_on_a_follow_up_feedback_rests_on_the_last_review_without_a_new_one(do, word):
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    step = do(thread, word)
    assert not [e for e in step.effects if isinstance(e, ReviewAnswer)]
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert thread.question.closed is Closed.JUDGED


@BOTH
def test_next_on_a_follow_up_gives_feedback_and_then_the_next_question(do):
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    thread.prepared()
    do(thread, Control.NEXT)
    assert kinds(thread.feedback_written()) == ["feedback", "question"]


@BOTH
def test_end_on_a_follow_up_gives_feedback_and_then_the_summary(do):
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    do(thread, Control.END)
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert thread.interview.phase is Phase.SUMMING_UP


@BOTH
@pytest.mark.parametrize("word", [Control.SKIP, Control.NEXT])
def test_when_feedback_is_out_the_next_question_comes(do, word):
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.prepared()
    assert kinds(do(thread, word)) == ["question"]


@BOTH
def test_feedback_asked_for_twice_is_a_link(do):
    thread = thread_in(Phase.FEEDBACK_OUT)
    assert whispers(do(thread, Control.FEEDBACK)) == [WhisperKind.FEEDBACK_IS_OUT]


@BOTH
def test_retry_asks_the_same_question_again(do):
    thread = thread_in(Phase.FEEDBACK_OUT)
    first = thread.question
    assert kinds(do(thread, Control.RETRY)) == ["question"]
    assert (thread.question.attempt, thread.question.asked) == (2, first.asked)
    assert thread.interview.phase is Phase.QUESTION_OPEN


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.FEEDBACK_OUT])
def test_retry_elsewhere_gets_the_help(phase):
    thread = thread_in(phase)
    assert whispers(thread.say("retry")) == [WhisperKind.HELP]
    assert thread.interview.phase is phase


@pytest.mark.parametrize("phase", list(Phase))
def test_help_is_whispered_wherever_it_is_asked_for(phase):
    assert whispers(thread_in(phase).say("Help!")) == [WhisperKind.HELP]


@BOTH
def test_end_when_feedback_is_out_gives_the_summary(do):
    thread = thread_in(Phase.FEEDBACK_OUT)
    assert Summarise() in do(thread, Control.END).effects


@BOTH
def test_end_before_the_first_question_ends_unscored(do):
    thread = thread_in(Phase.PREPARING)
    do(thread, Control.END)
    assert (thread.interview.phase, thread.interview.summary) == (Phase.ENDED, None)
    assert kinds(thread.prepared()) == []


def test_end_while_a_later_question_is_prepared_sums_up_what_there_is():
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.say("next")
    assert thread.interview.phase is Phase.PREPARING
    thread.say("end")
    assert thread.interview.phase is Phase.SUMMING_UP


@pytest.mark.parametrize("phase", [Phase.SUMMING_UP, Phase.ENDED])
def test_end_after_the_end_is_a_link_to_the_summary(phase):
    assert whispers(thread_in(phase).say("end")) == [WhisperKind.FINISHED]


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.SUMMING_UP, Phase.ENDED])
@pytest.mark.parametrize("word", ["skip", "feedback", "next"])
def test_words_without_a_meaning_change_nothing(phase, word):
    thread = thread_in(phase)
    before = thread.interview
    assert thread.say(word).interview == before


def test_words_while_a_question_is_prepared_are_kept_without_a_reply():
    thread = thread_in(Phase.PREPARING)
    assert said_and_begun(thread.say("Hello, I am ready")) == []
    assert [m.text for m in thread.interview.kept] == ["Hello, I am ready"]


def test_words_after_feedback_are_kept_unscored_and_answered_in_a_whisper():
    thread = thread_in(Phase.FEEDBACK_OUT)
    assert whispers(thread.say("And another thing")) == [WhisperKind.KEPT_AFTER_FEEDBACK]
    assert [m.text for m in thread.interview.kept] == ["And another thing"]


@pytest.mark.parametrize("text", ["thanks!", ":+1:", "👍"])
def test_thanks_after_feedback_get_nothing(text):
    thread = thread_in(Phase.FEEDBACK_OUT)
    before = thread.interview
    assert thread.say(text).interview == before


@pytest.mark.parametrize("phase", [Phase.SUMMING_UP, Phase.ENDED])
def test_words_after_the_end_are_answered_and_not_stored(phase):
    thread = thread_in(phase)
    step = thread.say("One more thing about that ledger")
    assert whispers(step) == [WhisperKind.FINISHED]
    assert "One more thing about that ledger" not in {m.text for m in thread.interview.messages()}


def test_a_second_part_makes_the_review_of_the_first_stale():
    thread = thread_in(Phase.UNDER_REVIEW)
    stale = AnswerReviewed(question_id=thread.question.id, version=1, review=review())
    thread.say("And we measured it for a month.")
    assert thread.happen(stale).interview.phase is Phase.UNDER_REVIEW
    thread.reviewed(review())
    assert thread.interview.phase is Phase.FOLLOW_UP_OPEN
    assert thread.question.answers[0].text == f"{ANSWER}\nAnd we measured it for a month."


def test_a_part_sent_before_the_follow_up_stood_there_belongs_to_the_answer_before_it():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    stood = thread.interview.newest_post.ts
    earlier = f"{int(stood.split('.')[0]) - 1}.500000"
    assert said_and_begun(thread.say("I also checked the index.", ts=earlier)) == []
    assert thread.question.answers[0].parts[-1].ts == earlier
    assert thread.interview.phase is Phase.FOLLOW_UP_OPEN
    thread.say("The week after it fell to 120 ms and stayed there.")
    assert [a.number for a in thread.question.answers] == [1, 2]


def test_a_message_waits_for_a_post_on_its_way_to_know_what_it_answers():
    thread = thread_in(Phase.UNDER_REVIEW)
    event = AnswerReviewed(question_id=thread.question.id, version=1, review=review())
    thread.happen(event, stands=False)
    stood, later = thread.tick(2), thread.tick()
    before = f"{int(stood.split('.')[0]) - 1}.000000"
    for ts, text in ((later, "It fell to 120 ms."), (before, "I also checked the index.")):
        thread.happen(MessageSent(message=Message(ts=ts, text=text)), stands=False)
    assert len(thread.interview.unplaced) == 2
    follow_up = thread.interview.posts[-1]
    thread.happen(PostStood(key=follow_up.key, ts=stood), stands=False)
    first, second = thread.question.answers
    assert first.parts[-1].text == "I also checked the index."
    assert second.text == "It fell to 120 ms."
    assert thread.interview.unplaced == ()


def test_a_control_word_older_than_the_newest_post_does_nothing():
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.prepared()
    sent = thread.tick()
    thread.say("next")
    before = thread.interview
    assert thread.say("skip", ts=sent).interview == before


def test_three_follow_ups_are_the_most():
    thread = thread_in(Phase.UNDER_REVIEW)
    for number in range(3):
        assert kinds(thread.reviewed(review())) == ["follow_up"]
        thread.say(f"Answer number {number}, with what I did and why I did it.")
    thread.reviewed(review())
    assert kinds(thread.feedback_written()) == ["feedback"]
    assert [a.number for a in thread.question.answers] == [1, 2, 3, 4]


def test_where_nothing_is_left_to_probe_the_feedback_comes_at_once():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.reviewed(review(probes=0))
    assert thread.interview.phase is Phase.WRITING_FEEDBACK


def test_three_non_answers_are_nudged_offered_and_closed_at_one():
    thread = thread_in(Phase.QUESTION_OPEN)
    notices = []
    for text in ("...", "asdfghjkl", ""):
        step = thread.say(text)
        notices += [e.post.rsplit(":", 1)[1] for e in step.effects if isinstance(e, PostMessage)]
    assert notices == [Notice.NUDGE, Notice.OFFER]
    assert thread.question.closed is Closed.UNANSWERED
    assert thread.question.review.score == 1
    assert not thread.question.answered


def test_a_non_answer_to_a_follow_up_closes_the_question_on_what_was_said():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    thread.say("...")
    assert thread.question.closed is Closed.JUDGED
    assert len(thread.question.answers) == 1


def test_a_question_is_put_in_other_words_once():
    thread = thread_in(Phase.QUESTION_OPEN)
    assert kinds(thread.say("Could you clarify?")) == ["notice"]
    assert thread.interview.posts[-1].notice is Notice.IN_OTHER_WORDS
    thread.say("What do you mean?")
    assert thread.interview.posts[-1].notice is Notice.NUDGE


def test_no_example_gets_an_easier_angle():
    thread = thread_in(Phase.QUESTION_OPEN)
    thread.say("I have no example")
    assert thread.interview.posts[-1].notice is Notice.EASIER_ANGLE
    assert thread.interview.phase is Phase.QUESTION_OPEN


def test_one_moment_gets_nothing():
    thread = thread_in(Phase.QUESTION_OPEN)
    assert said_and_begun(thread.say("one moment")) == []


def test_the_same_message_delivered_three_times_counts_once():
    thread = thread_in(Phase.QUESTION_OPEN)
    ts = thread.tick()
    for _ in range(3):
        thread.say(ANSWER, ts=ts)
    assert len(thread.question.answers[0].parts) == 1
    assert thread.question.version == 1


def test_the_same_gesture_under_two_stamps_counts_once():
    thread = thread_in(Phase.QUESTION_OPEN)
    thread.say(ANSWER, client_msg_id="c1")
    before = thread.interview
    assert thread.say(ANSWER, client_msg_id="c1").interview == before


def test_the_same_words_again_within_ten_minutes_are_the_same_part():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.say(ANSWER.upper())
    assert len(thread.question.answers[0].parts) == 1


def test_a_part_after_its_question_closed_is_stored_and_not_judged():
    thread = thread_in(Phase.FEEDBACK_OUT)
    question = thread.question
    stood = next(p.ts for p in thread.interview.posts if p.kind is PostKind.FOLLOW_UP)
    thread.say("Late but true.", ts=f"{stood.split('.')[0]}.000001")
    assert [m.text for m in thread.interview.question(question.id).late] == ["Late but true."]
    assert thread.interview.question(question.id).answers == question.answers


def test_an_edit_before_the_reply_is_reviewed_instead():
    thread = thread_in(Phase.UNDER_REVIEW)
    part = thread.question.answers[0].parts[0]
    step = thread.happen(MessageEdited(ts=part.ts, text="I rewrote the whole thing alone."))
    assert [e.version for e in step.effects if isinstance(e, ReviewAnswer)] == [2]
    assert thread.question.answers[0].text == "I rewrote the whole thing alone."


def test_an_edit_after_the_reply_is_told_of_retry():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    part = thread.question.answers[0].parts[0]
    step = thread.happen(MessageEdited(ts=part.ts, text="I rewrote the whole thing alone."))
    assert whispers(step) == [WhisperKind.EDIT_IS_LATE]
    assert thread.question.answers[0].text == ANSWER


def test_a_deletion_before_the_reply_takes_the_answer_back():
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.happen(MessageDeleted(ts=thread.question.answers[0].parts[0].ts))
    assert (thread.interview.phase, thread.question.answers) == (Phase.QUESTION_OPEN, ())


def test_a_deletion_after_the_reply_blanks_the_stored_words():
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.happen(MessageDeleted(ts=thread.question.answers[0].parts[0].ts))
    assert ANSWER not in repr(thread.interview.questions[0].answers)


def test_words_from_elsewhere_become_the_answer_once():
    thread = thread_in(Phase.QUESTION_OPEN)
    moved = AnswerMoved(
        question_id=thread.question.id, message=Message(ts=thread.tick(), text=ANSWER)
    )
    thread.happen(moved)
    before = thread.interview
    assert thread.question.answers[0].text == ANSWER
    assert thread.happen(moved).interview == before


def test_the_fifth_feedback_is_followed_by_the_summary_by_itself():
    thread = thread_in(Phase.QUESTION_OPEN)
    for _ in range(4):
        thread.prepared()
        thread.say("skip")
    thread.say(ANSWER)
    thread.reviewed(review(probes=0))
    step = thread.feedback_written()
    alarm = next(e for e in step.effects if isinstance(e, SetAlarm))
    assert alarm.seconds == 600
    rang = AlarmRang(alarm=Alarm.SUMMARY_DUE, version=alarm.version, ts=thread.tick(600))
    assert Summarise() in thread.happen(rang).effects


def test_an_alarm_of_a_question_that_was_tried_again_does_nothing():
    thread = thread_in(Phase.FEEDBACK_OUT)
    first = thread.interview.alarm
    thread.say("retry")
    before = thread.interview
    for alarm in Alarm:
        rang = AlarmRang(alarm=alarm, version=first, ts=thread.tick())
        assert thread.happen(rang).interview == before


def test_skipping_every_question_ends_unscored():
    thread = thread_in(Phase.QUESTION_OPEN)
    for _ in range(5):
        if thread.interview.preparing:
            thread.prepared()
        thread.say("skip")
    assert (thread.interview.phase, thread.interview.summary) == (Phase.ENDED, None)


def test_with_a_slow_coach_the_score_is_shown_before_the_coaching():
    thread = thread_in(Phase.FOLLOW_UP_OPEN, two_breaths=True)
    assert kinds(thread.say("feedback")) == ["feedback"]
    step = thread.feedback_written()
    assert kinds(step) == []
    refreshed = [e.post for e in step.effects if e.do == "refresh"]
    assert refreshed == [f"feedback:{thread.question.id}:0:"]


def test_next_while_the_coaching_is_written_does_not_lose_the_coaching():
    thread = thread_in(Phase.FEEDBACK_OUT, two_breaths=True)
    first = thread.question
    thread.prepared()
    thread.say("next")
    thread.happen(FeedbackWritten(question_id=first.id, feedback=FEEDBACK))
    assert thread.interview.question(first.id).feedback == FEEDBACK
    assert thread.question.number == 2


def test_a_coach_that_gives_up_on_an_answer_is_told_and_another_line_tries_again():
    thread = thread_in(Phase.UNDER_REVIEW)
    failed = CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=1)
    thread.happen(failed)
    assert thread.interview.posts[-1].notice is Notice.NO_REVIEW
    step = thread.say("Please have another look at it.")
    assert [e.version for e in step.effects if isinstance(e, ReviewAnswer)] == [2]


@pytest.mark.parametrize("word", ["skip", "feedback", "next", "end"])
def test_an_answer_that_no_coach_could_judge_can_be_left(word):
    thread = thread_in(Phase.UNDER_REVIEW)
    thread.happen(CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=1))
    thread.say(word)
    assert thread.interview.phase in (Phase.PREPARING, Phase.ENDED)


def test_a_coach_without_a_question_is_asked_again_on_next():
    thread = thread_in(Phase.PREPARING)
    thread.happen(CoachFailed(task=Task.PREPARE, version=1))
    assert thread.interview.posts[-1].notice is Notice.NO_QUESTION
    thread.say("next")
    assert thread.interview.preparing == 1
    assert kinds(thread.prepared()) == ["question"]


def test_feedback_that_cannot_be_written_leaves_the_score():
    thread = thread_in(Phase.WRITING_FEEDBACK)
    step = thread.happen(CoachFailed(task=Task.FEEDBACK, question_id=thread.question.id))
    assert kinds(step) == ["feedback"]


def test_a_question_closed_before_it_was_posted_is_not_wanted_any_more():
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.prepared()
    step = thread.happen(MessageSent(message=Message(ts=thread.tick(), text="next")), stands=False)
    post = next(e for e in step.effects if isinstance(e, PostMessage))
    assert is_wanted(thread.interview, post)
    thread.happen(_end(thread), stands=False)
    assert not is_wanted(thread.interview, post)


def _end(thread: Thread) -> ButtonPressed:
    return ButtonPressed(control=Control.END, ts=thread.tick())


def test_the_first_step_posts_the_card_and_prepares_a_question():
    step = begin(Thread().interview.id, Thread().interview.setting)
    assert kinds(step) == ["card"]
    assert step.interview.preparing == 1
    assert step.interview.then is Then.NOTHING


def test_an_event_that_changes_nothing_leads_to_the_very_same_interview():
    thread = thread_in(Phase.QUESTION_OPEN)
    same = advance(thread.interview, PostStood(key="question:nowhere", ts="1.0"))
    assert same.interview is thread.interview
    assert same.effects == ()
