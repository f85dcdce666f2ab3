"""What a candidate may do when the coach has given up: have it try again, or ask the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import FEEDBACK, SETTING, Thread, review, thread_in
from interview.effects import PrepareQuestion, ReviewAnswer, WriteFeedback
from interview.events import AnswerReviewed, CoachAskedAgain, CoachFailed, FeedbackWritten, Task
from interview.flow import Step, is_wanted
from interview.model import Notice, Phase, Setting


def unjudged() -> Thread:
    thread = thread_in(Phase.UNDER_REVIEW)
    version = thread.question.version
    failed = CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=version)
    thread.happen(failed)
    assert thread.interview.posts[-1].notice is Notice.NO_REVIEW
    return thread


def again(thread: Thread, *, by_rules: bool = False) -> Step:
    return thread.happen(
        CoachAskedAgain(about=thread.question.id, by_rules=by_rules, ts=thread.tick())
    )


def reviews(step: Step) -> list[ReviewAnswer]:
    return [effect for effect in step.effects if isinstance(effect, ReviewAnswer)]


@pytest.mark.parametrize("by_rules", [False, True])
def test_an_answer_is_reviewed_after_all(by_rules):
    thread = unjudged()
    [effect] = reviews(again(thread, by_rules=by_rules))
    assert effect.by_rules is by_rules
    assert is_wanted(thread.interview, effect)
    assert not thread.interview.stuck
    event = AnswerReviewed(question_id=thread.question.id, version=effect.version, review=review())
    thread.happen(event)
    assert thread.interview.phase is Phase.FOLLOW_UP_OPEN


def test_the_rules_judge_the_rest_of_the_question_too():
    thread = unjudged()
    [effect] = reviews(again(thread, by_rules=True))
    event = AnswerReviewed(question_id=thread.question.id, version=effect.version, review=review())
    thread.happen(event)
    [later] = reviews(thread.say("And afterwards nobody had to wait for it any more."))
    assert later.by_rules
    event = AnswerReviewed(
        question_id=thread.question.id, version=later.version, review=review(probes=0)
    )
    step = thread.happen(event)
    [feedback] = [effect for effect in step.effects if isinstance(effect, WriteFeedback)]
    assert feedback.by_rules


def test_a_second_press_changes_nothing():
    thread = unjudged()
    again(thread)
    before = thread.interview
    again(thread, by_rules=True)
    assert thread.interview == before


def test_marks_of_another_coach_are_not_built_upon():
    thread = thread_in(Phase.FOLLOW_UP_OPEN)
    assert thread.question.review is not None
    thread.say("And afterwards nobody had to wait for it any more.")
    version = thread.question.version
    failed = CoachFailed(task=Task.REVIEW, question_id=thread.question.id, version=version)
    thread.happen(failed)
    again(thread, by_rules=True)
    assert thread.question.review is None


@pytest.mark.parametrize("by_rules", [False, True])
def test_a_question_that_could_not_be_prepared_is_prepared_after_all(by_rules):
    thread = thread_in(Phase.PREPARING)
    thread.happen(CoachFailed(task=Task.PREPARE, version=1))
    asked = CoachAskedAgain(about=thread.interview.id, by_rules=by_rules, ts=thread.tick())
    step = thread.happen(asked)
    [effect] = [effect for effect in step.effects if isinstance(effect, PrepareQuestion)]
    assert (effect.number, effect.by_rules) == (1, by_rules)
    assert thread.happen(asked).effects == ()


@pytest.mark.parametrize("by_rules", [False, True])
def test_coaching_that_could_not_be_written_is_written_after_all(by_rules):
    thread = thread_in(Phase.WRITING_FEEDBACK)
    thread.happen(CoachFailed(task=Task.FEEDBACK, question_id=thread.question.id))
    assert thread.question.feedback is not None
    assert thread.question.feedback.is_missing
    score = thread.question.review
    step = again(thread, by_rules=by_rules)
    [effect] = [effect for effect in step.effects if isinstance(effect, WriteFeedback)]
    assert effect.by_rules is by_rules
    assert effect.key != WriteFeedback(question_id=thread.question.id).key
    assert is_wanted(thread.interview, effect)
    thread.happen(FeedbackWritten(question_id=thread.question.id, feedback=FEEDBACK))
    assert thread.question.feedback == FEEDBACK
    assert thread.question.review == score
    assert again(thread).effects == ()


def test_where_nothing_was_given_up_a_press_changes_nothing():
    for phase in Phase:
        thread = thread_in(phase)
        before = thread.interview
        thread.happen(CoachAskedAgain(about=thread.interview.id, ts=thread.tick()))
        if thread.interview.questions:
            again(thread, by_rules=True)
        assert thread.interview == before, phase


def test_a_setting_says_whether_the_rules_coach_judges():
    assert SETTING.by_rules
    claude: Setting = replace(SETTING, engine="claude-haiku-5-5 1a2b3c4d")
    assert not claude.by_rules
