"""What an interview is made of: frozen values, no behaviour beyond reading them.

The words they are made of are those of `interview.terms`, and can be had from here too.

An `Interview` is one row of the database (as JSON) and all that `flow.advance` needs. Times are
Slack's message stamps: strings such as `"1789000000.000123"`, seconds since 1970 with six
decimals, which order as text because their width is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid5

from pydantic import ConfigDict

from interview.terms import (
    Axis as Axis,
    Cap as Cap,
    Closed as Closed,
    Competency as Competency,
    Difficulty as Difficulty,
    Element as Element,
    Level as Level,
    Notice as Notice,
    Phase as Phase,
    PostKind as PostKind,
    Readiness as Readiness,
    Stage as Stage,
    Then as Then,
)

TOTAL_QUESTIONS = 5
MOST_FOLLOW_UPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words as a person sent them; an empty `text` has been deleted by them since."""

    ts: str
    text: str
    client_msg_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All parts sent to one question or follow-up, in order of `ts`; `number` is 1 to 4."""

    number: int
    parts: tuple[Message, ...]

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts if part.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One numbered line of evidence: `R…` resume, `J…` job, `A<answer>.<sentence>` answers."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far one element is shown: 0 to 2; above 0 it cites at least one answer sentence."""

    element: Element
    value: int
    cites: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisMark:
    axis: Axis
    value: int
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A follow-up: the words it builds on (at most 12, may be empty) and one question (≤ 30).

    `brief` is the one sentence of feedback that stood above it when it was asked. `about` are the
    ids of the lines it asks about: two that do not agree, or one whose claim nothing bears out.
    """

    element: Element
    quote: str
    text: str
    in_other_words: str = ""
    brief: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What stands of an answer after grounding: computed score and level, checked findings.

    `strengths`, `gaps` and `brief` are sentences as shown, at most 110 characters each, strongest
    (or most pressing) first; `strength_cites` are the ids that each strength rests on, in the same
    order (empty in reviews that were stored without). `probes` are what could still be asked, best
    first. `evidence` is the answers' sentences as they were numbered for this review.
    `contradicts` are pairs of ids of lines that cannot both be true and were not cleared up.
    """

    score: int
    level: Level
    marks: tuple[Mark, ...]
    axes: tuple[AxisMark, ...] = ()
    caps: tuple[Cap, ...] = ()
    strengths: tuple[str, ...] = ()
    strength_cites: tuple[tuple[str, ...], ...] = ()
    gaps: tuple[str, ...] = ()
    brief: str = ""
    probes: tuple[Probe, ...] = ()
    evidence: tuple[Line, ...] = ()
    contradicts: tuple[tuple[str, str], ...] = ()
    engine: str
    prompt_version: str = ""

    def value(self, element: Element) -> int:
        return next((mark.value for mark in self.marks if mark.element is element), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A sentence about the candidate and the ids of the lines it rests on.

    `asks` is the question that would fill the slot in it, where it has one.
    """

    text: str
    cites: tuple[str, ...] = ()
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The second breath: coaching and the answer rewritten from the candidate's own words.

    `coaching` is two or three paragraphs, ≤ 900 characters in all; `revised` ≤ 900 characters
    with `‹add: …›` slots where evidence is missing; `cut` counts claims that nothing supported.
    """

    overall_assessment: str
    coaching: tuple[str, ...]
    revised: tuple[Sourced, ...]
    cut: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether the coach gave up on it: there is a score, and no coaching."""
        return not (self.overall_assessment or self.coaching or self.revised)

    @property
    def revised_answer(self) -> str:
        return " ".join(sentence.text for sentence in self.revised)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedQuestion:
    """A question that is ready to be asked, with gentler forms of it for whoever needs them."""

    competency: Competency
    text: str
    in_other_words: str
    easier: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as asked, with all that was said and judged about it.

    `version` grows with every word that a review has to read, and each time one is asked for
    again; a review of an older one is stale. `by_rules` says that the rules coach judges this one,
    `reminded` that it was asked about after a long silence, `hurried` that more came at once than
    is read.
    """

    id: UUID
    number: int
    attempt: int
    asked: PreparedQuestion
    answers: tuple[Answer, ...] = ()
    follow_ups: tuple[Probe, ...] = ()
    review: Review | None = None
    feedback: Feedback | None = None
    closed: Closed | None = None
    version: int = 0
    slips: int = 0
    reworded: tuple[int, ...] = ()
    eased: bool = False
    late: tuple[Message, ...] = ()
    by_rules: bool = False
    reminded: bool = False
    hurried: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything was said that counts as an answer."""
        return bool(self.answers)

    @property
    def slot(self) -> int:
        """The number of the answer that the newest question or follow-up asks for."""
        return len(self.follow_ups) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of the bot in this interview: what it is, and its `ts` once it stands there."""

    kind: PostKind
    question_id: UUID | None = None
    number: int = 0
    notice: Notice | None = None
    ts: str | None = None

    @property
    def is_passing(self) -> bool:
        """Whether it is nothing that stands in the order of question and answer."""
        return self.kind is PostKind.CARD or self.notice is Notice.STILL_AT_WORK

    @property
    def key(self) -> str:
        return ":".join(
            [self.kind, str(self.question_id or ""), str(self.number), self.notice or ""]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One line of the summary: a question with its final score (None: skipped)."""

    number: int
    text: str
    score: int | None
    level: Level
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The closing judgement: computed numbers, explained in the coach's checked words."""

    overall_score: float
    readiness: Readiness
    assessment: str
    strengths: tuple[str, ...]
    areas: tuple[str, ...]
    priorities: tuple[str, ...]
    next_steps: str
    lines: tuple[QuestionLine, ...]
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is fixed when an interview starts.

    `left_out` is how many lines of resume and job are too many for the coach to be shown;
    `plus_minus` how far its scores were measured to be off, None where that is assumed.
    """

    stage: Stage
    difficulty: Difficulty
    target: Level
    job_title: str
    company: str
    engine: str
    engine_label: str
    two_breaths: bool = False
    left_out: int = 0
    plus_minus: int | None = None

    @property
    def by_rules(self) -> bool:
        """Whether the rules coach judges, who never gives up for want of a server."""
        return self.engine.startswith("rules ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview, whole. `version` counts the steps that changed it.

    `preparing` is the number of the question that a coach is working on (0: none); `stuck` says
    that a coach gave up and the candidate was told; `ended_ts` is when the end was asked for;
    `unplaced` waits for a post that is on its way, to know what it answers; `kept` is unscored.
    `waiting` is the version at which the candidate began to wait for a coach, `alarm` the one at
    which the alarm was set that is still to ring (0: not, none). `halted` says that it ended since
    Slack would not show a question.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(hide_input_in_errors=True)

    id: UUID
    setting: Setting
    phase: Phase = Phase.PREPARING
    version: int = 0
    questions: tuple[Question, ...] = ()
    prepared: PreparedQuestion | None = None
    preparing: int = 0
    then: Then = Then.NOTHING
    stuck: bool = False
    ended_ts: str = ""
    summary: Summary | None = None
    posts: tuple[Post, ...] = ()
    unplaced: tuple[Message, ...] = ()
    kept: tuple[Message, ...] = ()
    waiting: int = 0
    alarm: int = 0
    halted: bool = False

    @property
    def current(self) -> Question | None:
        """The question last asked, whatever became of it."""
        return self.questions[-1] if self.questions else None

    @property
    def is_open(self) -> bool:
        return self.phase is not Phase.ENDED

    def question(self, question_id: UUID | None) -> Question | None:
        return next((q for q in self.questions if q.id == question_id), None)

    def post(self, key: str) -> Post | None:
        return next((post for post in self.posts if post.key == key), None)

    def post_id(self, post: Post) -> UUID:
        """The same id for the same post for ever: Slack's `client_msg_id` and our metadata."""
        return uuid5(self.id, post.key)

    def stands_last(self, post: Post) -> bool:
        """Whether buttons may stand under the post: it is the newest, or about to be."""
        return post.ts is None or post == self.newest_post

    @property
    def newest_post(self) -> Post | None:
        """The newest message of the bot that stands in the thread (the card is above it).

        What only says that a coach is at work comes and goes: nobody answers it.
        """
        standing = [post for post in self.posts if post.ts and not post.is_passing]
        return max(standing, key=lambda post: post.ts or "", default=None)

    def messages(self) -> Iterator[Message]:
        """Every message of the candidate that this interview holds."""
        for question in self.questions:
            for answer in question.answers:
                yield from answer.parts
            yield from question.late
        yield from self.unplaced
        yield from self.kept
