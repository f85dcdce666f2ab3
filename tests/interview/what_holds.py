"""What is true of an interview after any event, whatever it was; changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Set

from interview import rubric, silence
from interview.model import (
    MOST_FOLLOW_UPS,
    TOTAL_QUESTIONS,
    Closed,
    Interview,
    Notice,
    Phase,
    Post,
    PostKind,
    Question,
    Then,
)


def holds(
    interview: Interview, owed: Set[str], under_way: Collection[str], refused: Collection[str]
) -> None:
    """Raises AssertionError with what is wrong.

    `owed` are the stamps of words that must be stored, `under_way` the keys of the coach's work,
    `refused` those of posts that Slack did not take.
    """
    _words_are_stored_once(interview, owed)
    _questions_are_in_order(interview)
    for question in interview.questions:
        _answers_are_whole(question)
    _phase_has_its_post(interview, refused)
    _phase_has_what_it_waits_for(interview, under_way)
    _silence_has_an_end(interview)


def closed_stays_closed(before: Interview, after: Interview) -> None:
    """A closed question keeps its score and its answers, though words in them may be blanked."""
    for question in before.questions:
        if question.closed:
            later = after.question(question.id)
            assert later is not None
            assert _outcome(later) == _outcome(question), "a closed question was judged again"


def _outcome(question: Question) -> tuple[object, ...]:
    stamps = tuple(part.ts for answer in question.answers for part in answer.parts)
    return question.closed, question.review and question.review.score, stamps


def _words_are_stored_once(interview: Interview, owed: Set[str]) -> None:
    messages = list(interview.messages())
    found = Counter(message.ts for message in messages)
    assert not [ts for ts, times in found.items() if times > 1], "words are stored twice"
    gestures = Counter(message.client_msg_id for message in messages if message.client_msg_id)
    assert not [g for g, times in gestures.items() if times > 1], "one gesture is stored twice"
    assert not owed - found.keys(), "words were lost"


def _questions_are_in_order(interview: Interview) -> None:
    asked = [(question.number, question.attempt) for question in interview.questions]
    assert asked == sorted(set(asked)), "questions are out of order"
    numbers = sorted({number for number, _ in asked})
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= TOTAL_QUESTIONS
    assert all(question.closed for question in interview.questions[:-1])
    keys = [post.key for post in interview.posts]
    assert len(set(keys)) == len(keys), "a post stands twice"


def _answers_are_whole(question: Question) -> None:
    numbers = [answer.number for answer in question.answers]
    assert numbers == list(range(1, len(numbers) + 1)), "responses have holes"
    assert len(numbers) <= question.slot <= MOST_FOLLOW_UPS + 1
    for answer in question.answers:
        stamps = [part.ts for part in answer.parts]
        assert stamps == sorted(stamps), "parts are out of order"
    judged = question.closed in (Closed.JUDGED, Closed.UNANSWERED)
    assert question.review is not None or not judged, "judged without a review"


def _phase_has_its_post(interview: Interview, refused: Collection[str]) -> None:
    """What the phase shows stands in the thread or is on its way there."""
    question, phase = interview.current, interview.phase
    key = None
    if question is not None and phase is Phase.QUESTION_OPEN:
        key = Post(kind=PostKind.QUESTION, question_id=question.id).key
        assert key not in refused, "waiting for an answer to what no one can read"
    elif question is not None and phase is Phase.FOLLOW_UP_OPEN:
        number = len(question.follow_ups)
        key = Post(kind=PostKind.FOLLOW_UP, question_id=question.id, number=number).key
        assert key not in refused, "waiting for a reply to what no one can read"
    elif question is not None and phase is Phase.FEEDBACK_OUT:
        key = Post(kind=PostKind.FEEDBACK, question_id=question.id).key
    elif phase is Phase.ENDED and interview.summary is not None:
        key = Post(kind=PostKind.SUMMARY).key
    assert key is None or key in refused or interview.post(key) is not None, f"{key} is not said"


def _phase_has_what_it_waits_for(now: Interview, under_way: Collection[str]) -> None:
    """The candidate, or work that is under way; nothing is waited for in vain."""
    question, phase = now.current, now.phase
    if phase in (Phase.QUESTION_OPEN, Phase.FOLLOW_UP_OPEN):
        assert question is not None
        assert not question.closed
        assert len(question.answers) == len(question.follow_ups)
        assert (phase is Phase.FOLLOW_UP_OPEN) == bool(question.follow_ups)
        assert (now.then, now.stuck) == (Then.NOTHING, False), "an old wish is left over"
    elif phase is Phase.UNDER_REVIEW:
        assert question is not None
        assert not question.closed
        assert question.answers[-1].number == question.slot
        assert question.answers[-1].text
        reviewing = f"review:{question.id}:{question.version}" in under_way
        assert now.stuck or reviewing, "under review, and no one reviews"
        assert not (now.stuck and now.then is not Then.NOTHING), "a wish that no one grants"
    elif phase is Phase.PREPARING:
        assert now.stuck or now.preparing, "preparing, and no one prepares"
    elif phase in (Phase.WRITING_FEEDBACK, Phase.FEEDBACK_OUT):
        assert question is not None
        assert question.closed
        written = question.feedback is not None
        assert written or f"feedback:{question.id}" in under_way, "no one writes the feedback"
        assert not (written and phase is Phase.WRITING_FEEDBACK)
    elif phase is Phase.SUMMING_UP:
        assert "summarise" in under_way
        assert rubric.mean(now.questions) is not None
    if phase in (Phase.SUMMING_UP, Phase.ENDED):
        assert now.ended_ts, "no one knows when the end was asked for"


def _silence_has_an_end(now: Interview) -> None:
    """An alarm is set, or a coach whose work has an end has been told of; never two of those."""
    told = [post for post in now.posts if post.notice is Notice.STILL_AT_WORK]
    if now.phase is Phase.ENDED:
        assert not now.alarm
    elif not now.alarm:
        assert silence.waits_for_coach(now), "silent for ever"
        assert silence.is_told(now)
    assert len([post for post in told if silence.is_passing_by(now, post)]) <= 1
    on_its_way = any(post.ts is None and not post.is_passing for post in now.posts)
    passed = [post for post in told if post.ts and not silence.is_passing_by(now, post)]
    assert on_its_way or not passed, "a coach that is through is said to be at work"
