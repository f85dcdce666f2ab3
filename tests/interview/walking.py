"""A walk through one interview: every effect waits in a pool until the walk performs it.

The world may be as unkind as Slack, a coach and a person can be: late, twice, stale, refused, out
of order. What must hold is looked at after every single event, so that no test can forget it.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from builders import ANSWER, FEEDBACK, QUESTION, SETTING, SUMMARY, review
from interview import rubric
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
    WriteFeedback,
)
from interview.events import (
    AlarmRang,
    AnswerMoved,
    AnswerReviewed,
    ButtonPressed,
    CoachAskedAgain,
    CoachFailed,
    Event,
    FeedbackWritten,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    PostDropped,
    PostStood,
    QuestionPrepared,
    SummaryWritten,
    Task,
)
from interview.flow import advance, begin, is_wanted
from interview.model import Interview, Message, Notice, Phase
from interview.reading import Control, Slip, control, slip
from what_holds import closed_stays_closed, holds

_OVER = (Phase.SUMMING_UP, Phase.ENDED)
_MOST_PATIENCE = 60


class Walk:
    """`sent` are the owner's messages on their way; `heard` every event that came from them.

    `owed` are the stamps that must be found in the interview exactly once, whatever happens;
    `touched` those that an edit or a deletion released, `refused` the posts Slack did not take.
    """

    def __init__(self, *, two_breaths: bool = False, probes: int = 2) -> None:
        step = begin(UUID(int=7), replace(SETTING, two_breaths=two_breaths))
        self.probes = probes
        self.seconds = 1_789_000_000
        self.stamps = 0
        self.interview: Interview = step.interview
        self.say: list[Effect] = []
        self.think: list[Effect] = []
        self.alarms: list[SetAlarm] = []
        self.standing: str | None = None
        self.keys: set[str] = set()
        self.sent: list[Event] = []
        self.heard: list[Event] = []
        self.owed: set[str] = set()
        self.refused: set[str] = set()
        self.touched: set[str] = set()
        self.reviewed: set[tuple[UUID, int]] = set()
        self.moves: set[tuple[Phase, Phase]] = set()
        self._take(step.effects)

    def stamp(self, back: int = 0) -> str:
        """A `ts` that no one else has, now or so many seconds ago."""
        self.seconds += 0 if back else 1
        self.stamps += 1
        return f"{self.seconds - back}.{self.stamps:06d}"

    def happen(self, event: Event) -> None:
        """Let it happen, twice: the second time nothing may come of it that was not there."""
        before = self.interview
        step = advance(before, event)
        self.interview = step.interview
        self.moves.add((before.phase, self.interview.phase))
        self._take(step.effects)
        if isinstance(event, AnswerReviewed) and step.interview is not before:
            judged = (event.question_id, event.version)
            assert judged not in self.reviewed, "an answer was judged twice"
            self.reviewed.add(judged)
        if self.interview.phase in _OVER:
            # Words that waited for a post may turn out to have been sent after the end.
            waited = {message.ts for message in before.unplaced}
            self.owed -= {ts for ts in waited if ts > self.interview.ended_ts}
        self._once_more(event)
        holds(self.interview, self.owed, {effect.key for effect in self.think}, self.refused)
        closed_stays_closed(before, self.interview)

    def _once_more(self, event: Event) -> None:
        # A button pressed twice is two wishes: Slack does not bring a press again by itself.
        if isinstance(event, ButtonPressed):
            return
        again = advance(self.interview, event)
        new = {e.key for e in again.effects if not isinstance(e, SetAlarm)} - self.keys
        assert not new, f"{event} led to {new} the second time"
        # A sign of life is one each time: it may set the alarm anew.
        held = replace(again.interview, version=self.interview.version, alarm=self.interview.alarm)
        if isinstance(event, MessageSent) and control(event.message.text) is not None:
            # What the word brought about is on its way, and the word brought again waits for it,
            # only to find that it is older and does nothing.
            held = replace(held, unplaced=self.interview.unplaced)
        assert held == self.interview, f"{event} counted twice"

    def _take(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, SetAlarm):
                assert effect.version == self.interview.alarm
                self.alarms.append(effect)
                continue
            if isinstance(effect, PostMessage):
                assert effect.key not in self.keys, f"{effect.key} is posted twice"
                assert self.interview.post(effect.post) is not None
            if effect.key in self.keys:
                continue
            self.keys.add(effect.key)
            says = isinstance(effect, PostMessage | RefreshMessage | RemoveMessage | Whisper)
            (self.say if says else self.think).append(effect)

    # What the person does.

    def write(self, text: str, *, back: int = 0, client_msg_id: str | None = None) -> None:
        """The person sends words; they are on their way until `deliver`."""
        message = Message(ts=self.stamp(back), text=text, client_msg_id=client_msg_id)
        self.sent.append(MessageSent(message=message))

    def deliver(self, at: int = 0, *, keep: bool = False) -> None:
        """One of the events under way arrives; with `keep` it will arrive again."""
        if not self.sent:
            return
        at %= len(self.sent)
        event = self.sent[at] if keep else self.sent.pop(at)
        if isinstance(event, MessageSent):
            self._owe(event.message)
        self.heard.append(event)
        self.happen(event)

    def _owe(self, message: Message) -> None:
        """Words count unless they steer, thank or say nothing, or came after the end."""
        if message.ts in self.touched or message.ts in self._said():
            return
        over = self.interview.phase in _OVER and message.ts > self.interview.ended_ts
        passing = slip(message.text) in (Slip.THANKS, Slip.BLANK)
        repeated = message.client_msg_id is not None and any(
            message.client_msg_id == other.message.client_msg_id
            for other in self.heard
            if isinstance(other, MessageSent) and other.message.ts != message.ts
        )
        if control(message.text) is None and not (over or passing or repeated):
            self.owed.add(message.ts)

    def tell(self, text: str) -> None:
        """The person sends words that arrive at once."""
        self.write(text)
        self.deliver(-1)

    def again(self, at: int) -> None:
        """Slack brings an event that was heard before; not one of words deleted since."""
        gone = {event.ts for event in self.heard if isinstance(event, MessageDeleted)}
        steady = [
            event
            for event in self.heard
            if isinstance(event, MessageSent) and event.message.ts not in gone
        ]
        if steady:
            self.happen(steady[at % len(steady)])

    def _said(self) -> list[str]:
        return [event.message.ts for event in self.heard if isinstance(event, MessageSent)]

    def edit(self, at: int, text: str) -> None:
        """Words are edited; the edit may overtake the words."""
        under_way = [event.message.ts for event in self.sent if isinstance(event, MessageSent)]
        said = self._said() + under_way
        if said:
            ts = said[at % len(said)]
            if control(text) is not None or slip(text) is not None:
                self.owed.discard(ts)
                self.touched.add(ts)
            self.heard.append(MessageEdited(ts=ts, text=text))
            self.happen(self.heard[-1])

    def delete(self, at: int) -> None:
        """What was deleted stands nowhere any more."""
        said = self._said()
        if said:
            ts = said[at % len(said)]
            self.owed.discard(ts)
            self.touched.add(ts)
            self.heard.append(MessageDeleted(ts=ts))
            self.happen(self.heard[-1])
            assert not [m for m in self.interview.messages() if m.ts == ts and m.text]

    def press(self, word: Control, at: int, times: int = 1) -> None:
        """A button of one of the questions so far, or of the whole interview."""
        ids: list[UUID | None] = [question.id for question in self.interview.questions]
        question_id = None if word is Control.END or not ids else ids[at % len(ids)]
        for _ in range(times):
            self.happen(ButtonPressed(control=word, question_id=question_id, ts=self.stamp()))

    def move(self, text: str, at: int) -> None:
        """Words from elsewhere are pressed into place, at one of the questions so far."""
        if self.interview.questions:
            question = self.interview.questions[at % len(self.interview.questions)]
            message = Message(ts=self.stamp(), text=text)
            self.happen(AnswerMoved(question_id=question.id, message=message))

    def ask_the_coach_again(self, at: int, *, by_rules: bool) -> None:
        """About one of the questions so far, or about the next one."""
        ids = [self.interview.id, *(question.id for question in self.interview.questions)]
        about = ids[at % len(ids)]
        self.happen(CoachAskedAgain(about=about, by_rules=by_rules, ts=self.stamp()))

    # What the world does.

    def speak(self, how: str = "stands") -> None:
        """The first thing to be said is said, refused, or said and not yet recorded."""
        if not self.say:
            return
        effect = self.say[0]
        if not isinstance(effect, PostMessage):
            self.say.pop(0)
        elif self.standing is None and (how == "refused" or not is_wanted(self.interview, effect)):
            self.say.pop(0)
            self.refused.add(effect.post)
            self.happen(PostDropped(key=effect.post))
        elif how == "unrecorded" and self.standing is None:
            self.standing = self.stamp()
        else:
            self.say.pop(0)
            ts, self.standing = self.standing or self.stamp(), None
            self.happen(PostStood(key=effect.post, ts=ts))

    def think_of(self, at: int = 0, how: str = "done") -> None:
        """A coach ends its work, gives up, or does it twice; wanted or not."""
        if not self.think:
            return
        at %= len(self.think)
        effect = self.think[at] if how == "twice" else self.think.pop(at)
        self.happen(self._outcome(effect, failed=how == "failed"))

    def _outcome(self, effect: Effect, *, failed: bool) -> Event:
        match effect:
            case PrepareQuestion(number=number):
                if failed:
                    return CoachFailed(task=Task.PREPARE, version=number)
                return QuestionPrepared(number=number, question=QUESTION)
            case ReviewAnswer(question_id=question_id, version=version):
                if failed:
                    return CoachFailed(task=Task.REVIEW, question_id=question_id, version=version)
                found = review(probes=self.probes)
                return AnswerReviewed(question_id=question_id, version=version, review=found)
            case WriteFeedback(question_id=question_id):
                if failed:
                    return CoachFailed(task=Task.FEEDBACK, question_id=question_id)
                return FeedbackWritten(question_id=question_id, feedback=FEEDBACK)
            case Summarise():
                return SummaryWritten(summary=SUMMARY)
        raise AssertionError(effect)

    def ring(self, back: int = 0) -> None:
        """The alarm rings, or one that was set so many alarms ago and is stale."""
        if self.alarms:
            effect = self.alarms[-1 - back % len(self.alarms)]
            before = self.interview
            self.happen(AlarmRang(alarm=effect.alarm, version=effect.version, ts=self.stamp()))
            stale = effect.version != before.alarm
            assert not stale or self.interview is before, "a stale alarm rang"

    # What must come of it.

    def exhaust(self) -> None:
        """Perform what is wanted until nothing is left; only the alarm may wait."""
        while self.say or self.think:
            if self.say:
                self.speak()
            elif is_wanted(self.interview, self.think[0]):
                self.think_of(0)
            else:
                self.think.pop(0)

    def fall_silent(self) -> None:
        """From here, a candidate who never says another word comes to the end as well."""
        for _ in range(_MOST_PATIENCE):
            self.exhaust()
            if self.interview.phase is Phase.ENDED:
                break
            assert self.interview.alarm, f"{self.interview.phase} for ever"
            assert self.alarms[-1].version == self.interview.alarm
            self.ring()
        self._is_over()

    def come_to_an_end(self) -> None:
        """From here, a candidate who only answers and says next comes to the end."""
        for _ in range(_MOST_PATIENCE):
            self.exhaust()
            phase = self.interview.phase
            if phase is Phase.ENDED:
                break
            assert phase not in (Phase.SUMMING_UP, Phase.WRITING_FEEDBACK), f"{phase} for ever"
            if phase is Phase.UNDER_REVIEW:
                assert self.interview.stuck, "under review for ever"
            answers = phase in (Phase.QUESTION_OPEN, Phase.FOLLOW_UP_OPEN)
            self.tell(f"{ANSWER} {self.stamps}" if answers else "next")
            if answers and self.interview.phase is phase:
                self.tell("next")
        self._is_over()

    def _is_over(self) -> None:
        self.exhaust()
        assert self.interview.phase is Phase.ENDED
        assert not any(post.notice is Notice.STILL_AT_WORK for post in self.interview.posts)
        assert not self.interview.unplaced
        assert (self.interview.summary is None) == (rubric.mean(self.interview.questions) is None)
