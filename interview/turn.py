"""One step of an interview under way: the interview so far and the effects it has caused.

The moves here are the ones that several events share; `flow` says when each is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from interview import rubric, silence
from interview.effects import (
    Effect,
    PostMessage,
    PrepareQuestion,
    RefreshMessage,
    RemoveMessage,
    ReviewAnswer,
    SetAlarm,
    Summarise,
    Whisper,
    WhisperKind,
    WriteFeedback,
)
from interview.events import Alarm
from interview.model import (
    TOTAL_QUESTIONS,
    Closed,
    Interview,
    Message,
    Notice,
    Phase,
    Post,
    PostKind,
    PreparedQuestion,
    Question,
    Then,
)
from interview.reading import looks_unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an event led to. An event that changed nothing leads to the very same interview."""

    interview: Interview
    effects: tuple[Effect, ...] = ()


class Turn:
    """Gathers what one event changes; `heard` says that it came from the candidate."""

    def __init__(self, interview: Interview, *, heard: bool = False) -> None:
        self._before = interview
        self.now = interview
        self._heard = heard
        self._posted = False
        self._effects: dict[str, Effect] = {}
        self._refresh: dict[str, None] = {}

    def step(self) -> Step:
        """The outcome; posts come before the refreshes of what stood there."""
        if card_facts(self.now) != card_facts(self._before):
            self.refresh(Post(kind=PostKind.CARD))
        if self.now == self._before and not self._effects:
            return Step(interview=self._before)
        self.now = replace(self.now, version=self._before.version + 1)
        self._measure_the_silence()
        self._take_back_what_passed()
        refreshes = (RefreshMessage(post=key, version=self.now.version) for key in self._refresh)
        return Step(interview=self.now, effects=(*self._effects.values(), *refreshes))

    def _measure_the_silence(self) -> None:
        """Begin, go on with or end the wait for a coach, and set the alarm where need be."""
        before, version = self._before, self.now.version
        waiting = before.waiting if before.waiting and not self._posted else version
        self.now = replace(self.now, waiting=waiting if silence.waits_for_coach(self.now) else 0)
        alarm = silence.due(self.now)
        if alarm is None:
            self.now = replace(self.now, alarm=0)
            return
        # The summary follows the last feedback whatever is said to it.
        broken = self._posted or (self._heard and alarm is not Alarm.SUMMARY_DUE)
        if broken or not self.now.alarm or alarm is not silence.due(before):
            self.now = replace(self.now, alarm=version)
            seconds = silence.seconds(self.now, alarm)
            self.do(SetAlarm(alarm=alarm, version=version, seconds=seconds))

    def _take_back_what_passed(self) -> None:
        """Remove the word that a coach is at work once its outcome stands, or none will come."""
        if any(post.ts is None and not post.is_passing for post in self.now.posts):
            return
        for post in self.now.posts:
            passed = post.notice is Notice.STILL_AT_WORK and not silence.is_passing_by(
                self.now, post
            )
            if passed and post.ts is not None:
                self.now = replace(self.now, posts=tuple(p for p in self.now.posts if p != post))
                self.do(RemoveMessage(post=post.key, ts=post.ts))

    def reassure(self) -> None:
        """Say in passing that the coach is still at work; nothing else in the thread changes."""
        current = self.now.current
        post = Post(
            kind=PostKind.NOTICE,
            question_id=current.id if current else None,
            number=self.now.version,
            notice=Notice.STILL_AT_WORK,
        )
        self.now = replace(self.now, posts=(*self.now.posts, post))
        self.do(PostMessage(post=post.key))

    @property
    def question(self) -> Question:
        """The question last asked; only for phases that have one."""
        return self.now.questions[-1]

    def change(self, question: Question) -> None:
        """Put a changed question in its place."""
        questions = tuple(question if q.id == question.id else q for q in self.now.questions)
        self.now = replace(self.now, questions=questions)

    def enter(self, phase: Phase) -> None:
        self.now = replace(self.now, phase=phase)

    def do(self, effect: Effect) -> None:
        self._effects.setdefault(effect.key, effect)

    def refresh(self, post: Post) -> None:
        self._refresh[post.key] = None

    def retire_buttons(self) -> None:
        """Redraw the newest post, which will not be the newest or has been used.

        So with posts not known to stand: a person may have seen one, and pressed, before we know.
        """
        newest = self.now.newest_post
        for post in self.now.posts:
            if post == newest or (post.ts is None and post.kind is not PostKind.CARD):
                self.refresh(post)

    def whisper(self, kind: WhisperKind, about: str) -> None:
        self.do(Whisper(kind=kind, about=about))

    def keep(self, message: Message) -> None:
        """Store words that no one will judge."""
        self.now = replace(self.now, kept=(*self.now.kept, message))

    def say(
        self,
        kind: PostKind,
        question_id: UUID | None = None,
        number: int = 0,
        notice: Notice | None = None,
    ) -> None:
        """Add a post to the thread; the buttons of the one above it go."""
        self.retire_buttons()
        post = Post(kind=kind, question_id=question_id, number=number, notice=notice)
        if self.now.post(post.key) is None:
            self.now = replace(self.now, posts=(*self.now.posts, post))
        self._posted = True
        self.do(PostMessage(post=post.key))

    def notify(self, notice: Notice, number: int = 0) -> None:
        current = self.now.current
        self.say(PostKind.NOTICE, current.id if current else None, number, notice)

    def prepare(self, number: int, *, by_rules: bool = False) -> None:
        self.now = replace(self.now, preparing=number)
        self.do(PrepareQuestion(number=number, version=self.now.version, by_rules=by_rules))

    def ask(self, prepared: PreparedQuestion, number: int, attempt: int = 1) -> None:
        question = Question(
            id=uuid5(self.now.id, f"question:{number}:{attempt}"),
            number=number,
            attempt=attempt,
            asked=prepared,
        )
        self.now = replace(self.now, questions=(*self.now.questions, question))
        self._open(Phase.QUESTION_OPEN)
        self.say(PostKind.QUESTION, question.id)
        if attempt == 1:
            self.now = replace(self.now, prepared=None)
            if number < TOTAL_QUESTIONS:
                self.prepare(number + 1)

    def _open(self, phase: Phase) -> None:
        over = phase in (Phase.SUMMING_UP, Phase.ENDED)
        ended_ts = self.now.ended_ts if over else ""
        self.now = replace(self.now, phase=phase, then=Then.NOTHING, stuck=False, ended_ts=ended_ts)

    def reopen(self) -> None:
        """Wait once more for an answer to the newest question or follow-up."""
        self._open(Phase.FOLLOW_UP_OPEN if self.question.follow_ups else Phase.QUESTION_OPEN)

    def review(self) -> None:
        """Have everything said to the question judged, afresh if need be."""
        question = self.question
        answer = question.answers[-1]
        self.now = replace(self.now, phase=Phase.UNDER_REVIEW, stuck=False)
        self.do(
            ReviewAnswer(
                question_id=question.id,
                version=question.version,
                unfinished=looks_unfinished(answer.text, first=answer.number == 1),
                by_rules=question.by_rules,
            )
        )

    def follow_up(self) -> None:
        question = self.question
        assert question.review is not None
        probe = replace(question.review.probes[0], brief=question.review.brief)
        question = replace(question, follow_ups=(*question.follow_ups, probe))
        self.change(question)
        self._open(Phase.FOLLOW_UP_OPEN)
        self.say(PostKind.FOLLOW_UP, question.id, len(question.follow_ups))

    def close(self, closed: Closed) -> None:
        """End the question with feedback; with a slow coach its score is shown before that."""
        self.change(replace(self.question, closed=closed))
        self.now = replace(self.now, phase=Phase.WRITING_FEEDBACK, stuck=False)
        self.do(WriteFeedback(question_id=self.question.id, by_rules=self.question.by_rules))
        if self.now.setting.two_breaths:
            self.feedback_is_out()

    def feedback_is_out(self) -> None:
        self.enter(Phase.FEEDBACK_OUT)
        self.say(PostKind.FEEDBACK, self.question.id)
        if self.now.then is Then.NEXT:
            self.next()
        elif self.now.then is Then.END:
            self.sum_up()

    def close_unscored(self) -> None:
        self.change(replace(self.question, closed=Closed.SKIPPED))
        self.retire_buttons()

    def next(self, *, by_rules: bool = False) -> None:
        """The next question, at once where it is ready; after the last the summary."""
        number = self.question.number if self.now.questions else 0
        if number >= TOTAL_QUESTIONS:
            self.sum_up()
        elif self.now.prepared is not None:
            self.ask(self.now.prepared, number + 1)
        else:
            self._open(Phase.PREPARING)
            self.retire_buttons()
            if not self.now.preparing:
                self.prepare(number + 1, by_rules=by_rules)

    def retry(self) -> None:
        self.ask(self.question.asked, self.question.number, self.question.attempt + 1)

    def sum_up(self) -> None:
        """The summary of what there is; where nothing was scored the interview just ends."""
        self.retire_buttons()
        scored = rubric.mean(self.now.questions) is not None
        self._open(Phase.SUMMING_UP if scored else Phase.ENDED)
        if scored:
            self.do(Summarise())

    def each_unplaced(self, place: Callable[[Message], None]) -> None:
        """Read again, in order, what waited for a post, once none is on its way."""
        waiting = sorted(self.now.unplaced, key=lambda message: message.ts)
        self.now = replace(self.now, unplaced=())
        for message in waiting:
            place(message)


def card_facts(interview: Interview) -> tuple[object, ...]:
    """What the card shows of an interview's progress: it is redrawn when one of these changes."""
    current = interview.current
    told = interview.phase in (Phase.PREPARING, Phase.SUMMING_UP, Phase.ENDED)
    summary = interview.summary
    return (
        interview.phase if told else None,
        current.number if current else 0,
        rubric.mean(interview.questions),
        summary.readiness if summary else None,
    )
