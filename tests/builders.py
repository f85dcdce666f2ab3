"""Interviews, papers and coaches for tests: small real values, built in one line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from interview.coach import AskBrief, Papers, ReviewBrief, SummaryBrief
from interview.coach.drafts import (
    Claim,
    FeedbackDraft,
    MarkDraft,
    ProbeDraft,
    QuestionDraft,
    ReviewDraft,
    SummaryDraft,
)
from interview.events import (
    AnswerReviewed,
    ButtonPressed,
    Event,
    FeedbackWritten,
    MessageSent,
    PostStood,
    QuestionPrepared,
    SummaryWritten,
)
from interview.flow import Step, advance, begin
from interview.model import (
    Competency,
    Difficulty,
    Element,
    Feedback,
    Interview,
    Level,
    Line,
    Mark,
    Message,
    Phase,
    PostKind,
    PreparedQuestion,
    Probe,
    Question,
    Readiness,
    Review,
    Setting,
    Sourced,
    Stage,
    Summary,
)
from interview.reading import Control

SETTING = Setting(
    stage=Stage.HIRING_MANAGER,
    difficulty=Difficulty.MEDIUM,
    target=Level.L5A,
    job_title="Senior Backend Engineer",
    company="Globex",
    engine="rules v1",
    engine_label="rules coach, stays on this server",
)
QUESTION = PreparedQuestion(
    competency=Competency.PROBLEM_SOLVING,
    text="At Acme you took p99 from 900 ms to 120 ms. How did you find what was slow?",
    in_other_words="How did you find out why it was slow?",
    easier="Tell me about any one thing that you made faster.",
)
ANSWER = (
    "It was lock contention on the ledger table. I traced ten slow requests, saw them wait for the "
    "same rows, and moved the hot rows out because they were read far more than written."
)


def probe(number: int) -> Probe:
    return Probe(
        element=Element.RESULT, quote="moved the hot rows", text=f"What changed then, {number}?"
    )


def review(score: int = 6, probes: int = 2, engine: str = "rules v1") -> Review:
    """A review with this score; `probes` 0 leaves nothing to ask."""
    return Review(
        score=score,
        level=Level.L5A,
        marks=(Mark(element=Element.ACTION, value=1, cites=("A1.2",), reason="own action"),),
        strengths=("“I traced ten slow requests” shows your own part.",),
        gaps=("No result yet: what changed?",),
        brief="Clear cause. I can't see what changed yet.",
        probes=tuple(probe(n) for n in range(probes)),
        engine=engine,
    )


FEEDBACK = Feedback(
    overall_assessment="A real episode, clearly told.",
    coaching=("Say what changed.",),
    revised=(Sourced(text="I traced ten slow requests.", cites=("A1.2",)),),
)
SUMMARY = Summary(
    overall_score=6.0,
    readiness=Readiness.ALMOST_READY,
    assessment="Nearly there.",
    strengths=("Own actions",),
    areas=("Results",),
    priorities=("Name the result",),
    next_steps="Practise once more.",
    lines=(),
    answered=5,
)


@dataclass
class Thread:
    """An interview being played without Slack: posts stand at once, in the order of effects.

    Time is a counter of seconds; every message and post takes one.
    """

    now: int = 1_789_000_000
    two_breaths: bool = False
    step: Step = field(init=False)

    def __post_init__(self) -> None:
        setting = replace(SETTING, two_breaths=self.two_breaths)
        self.step = begin(UUID(int=7), setting)
        self.stand()

    @property
    def interview(self) -> Interview:
        return self.step.interview

    @property
    def question(self) -> Question:
        assert self.interview.current is not None
        return self.interview.current

    def tick(self, seconds: int = 1) -> str:
        self.now += seconds
        return f"{self.now}.000000"

    def happen(self, event: Event, *, stands: bool = True) -> Step:
        """Let an event happen; returns its own step, before what it posts stands."""
        step = self.step = advance(self.interview, event)
        if stands:
            self.stand()
        return step

    def stand(self) -> None:
        """Give every post that waits its place in the thread."""
        while waiting := [post for post in self.interview.posts if post.ts is None]:
            self.step = advance(self.interview, PostStood(key=waiting[0].key, ts=self.tick()))

    def say(self, text: str, *, ts: str | None = None, client_msg_id: str | None = None) -> Step:
        message = Message(ts=ts or self.tick(), text=text, client_msg_id=client_msg_id)
        return self.happen(MessageSent(message=message))

    def press(self, control: Control) -> Step:
        whole = control is Control.END or self.interview.current is None
        question_id = None if whole else self.question.id
        return self.happen(ButtonPressed(control=control, question_id=question_id, ts=self.tick()))

    def prepared(self) -> Step:
        number = self.interview.preparing
        return self.happen(QuestionPrepared(number=number, question=QUESTION))

    def reviewed(self, review: Review) -> Step:
        event = AnswerReviewed(
            question_id=self.question.id, version=self.question.version, review=review
        )
        return self.happen(event)

    def feedback_written(self) -> Step:
        return self.happen(FeedbackWritten(question_id=self.question.id, feedback=FEEDBACK))

    def summary_written(self) -> Step:
        return self.happen(SummaryWritten(summary=SUMMARY))


def thread_in(phase: Phase, *, two_breaths: bool = False) -> Thread:
    """A thread brought to a phase by the shortest way that a candidate would go."""
    thread = Thread(two_breaths=two_breaths)
    if phase is Phase.PREPARING:
        return thread
    thread.prepared()
    if phase is Phase.QUESTION_OPEN:
        return thread
    thread.say(ANSWER)
    if phase is Phase.UNDER_REVIEW:
        return thread
    thread.reviewed(review())
    if phase is Phase.FOLLOW_UP_OPEN:
        return thread
    thread.say("feedback")
    if phase is Phase.WRITING_FEEDBACK:
        return thread
    if not two_breaths:
        thread.feedback_written()
    if phase is Phase.FEEDBACK_OUT:
        return thread
    thread.say("end")
    if phase is Phase.SUMMING_UP:
        return thread
    thread.summary_written()
    assert thread.interview.phase is Phase.ENDED
    return thread


RESUME = (
    Line(id="R1", text="Backend engineer, Acme, 2021 to 2026"),
    Line(id="R2", text="Cut p99 latency of the ledger API from 900 ms to 120 ms"),
    Line(id="R3", text="Led the on-call rota of a team of 6"),
)
JOB = (
    Line(id="J1", text="Senior Backend Engineer"),
    Line(id="J2", text="You will lead cross-functional projects"),
)
PAPERS = Papers(setting=SETTING, resume=RESUME, job=JOB)


@dataclass
class PlainCoach:
    """A real coach of a few lines, for tests of everything but judgement.

    Marks what it hears in full; probes while `probes` are left; `failures` are raised first.
    """

    engine: str = "plain v1"
    prompt_version: str = ""
    label: str = "plain coach, for tests"
    plus_minus: int | None = None
    two_breaths: bool = False
    probes: int = 1
    failures: list[Exception] = field(default_factory=list)

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.pop(0)

    async def ask(self, brief: AskBrief, objections: tuple[str, ...] = ()) -> QuestionDraft:
        self._fail()
        text = f"A question: tell me about {brief.competency.replace('_', ' ')}."
        return QuestionDraft(
            question=Claim(text=text), in_other_words="In other words?", easier="An easier one?"
        )

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        self._fail()
        cites = (brief.answers[-1].id,) if brief.answers else ()
        value = 1 if cites else 0
        asked = len(brief.question.follow_ups)
        again = " again" * asked + " this time" * (brief.question.number - 1)
        probes = (ProbeDraft(element=Element.RESULT, text=f"What changed{again}?"),)
        return ReviewDraft(
            marks=tuple(MarkDraft(element=e, value=value, cites=cites) for e in Element),
            brief=Claim(text="Heard."),
            probes=probes if asked < self.probes else (),
        )

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft:
        self._fail()
        said = brief.answers[:1]
        return FeedbackDraft(
            assessment=(Claim(text="That was heard."),),
            coaching=("Say more.",),
            revised=tuple(Claim(text=line.text, cites=(line.id,)) for line in said),
        )

    async def summarise(
        self, brief: SummaryBrief, objections: tuple[str, ...] = ()
    ) -> SummaryDraft:
        self._fail()
        return SummaryDraft(
            assessment="Done.", strengths=(), areas=(), priorities=(), next_steps="Again."
        )


def kinds(step: Step) -> list[str]:
    """What a step posts, by kind, in order."""
    return [
        str(PostKind(effect.post.split(":")[0])) for effect in step.effects if effect.do == "post"
    ]
