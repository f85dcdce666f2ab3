"""What an operator's graphs show of one process: counts, times, and what the database is owed.

It hears and steers nothing. No label is a person, a workspace, a channel or anyone's words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from importlib.metadata import version

import psycopg
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.database.backlog import Backlog, backlog
from bot.database.engine import conninfo
from interview.coach.calls import Call
from interview.events import CoachFailed, Event, PostStood
from interview.model import Interview, Phase, Post, PostKind

CONTENT_TYPE = CONTENT_TYPE_LATEST
LOOK_SECONDS = 1.0
"""How long a page waits for the database, before it does without."""
_LOOK_ENDS_SECONDS = 5.0
_ACK_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 0.3, 0.6, 1, 2, 3)
_REPLY_BUCKETS = (0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 10, 15, 20, 30, 60)
_COACH_BUCKETS = (0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 90, 120)
_MOST_NAMES = 40
_REPLIES = frozenset({PostKind.FOLLOW_UP, PostKind.FEEDBACK})

disable_created_metrics()


class Metrics:
    """One for each bot, since a process may run several; `close` it at the end."""

    def __init__(self) -> None:
        self._registry = every = CollectorRegistry()
        ProcessCollector(registry=every)
        PlatformCollector(registry=every)
        self._errors = _Names()
        self._url: str | None = None
        self._looking: asyncio.Task[Backlog | None] | None = None
        self._owed = _Owed()
        every.register(self._owed)
        Info("mock_interview_build", "The version that runs.", registry=every).info(
            {"version": version("mock-interview")}
        )
        self._acks = Histogram(
            "mock_interview_ack_seconds",
            "From what Slack brought to the answer it got, by kind.",
            ["kind"],
            buckets=_ACK_BUCKETS,
            registry=every,
        )
        self._not_acked = Counter(
            "mock_interview_not_acked",
            "What Slack brought and got no ack for: an event of these comes again.",
            ["kind"],
            registry=every,
        )
        self._turns = Counter(
            "mock_interview_turns",
            "Answers that were replied to, by what the reply was.",
            ["reply"],
            registry=every,
        )
        self._replies = Histogram(
            "mock_interview_reply_seconds",
            "From the last words of an answer to its reply, both by Slack's clock.",
            buckets=_REPLY_BUCKETS,
            registry=every,
        )
        self._posts = Counter(
            "mock_interview_posts",
            "Attempts to post: posted, retried (later again), found (it stood there), refused, "
            "overtaken (by another worker).",
            ["outcome"],
            registry=every,
        )
        self._slack = Counter(
            "mock_interview_slack_errors",
            "Calls of the Web API that Slack did not do; paused: it was not asked.",
            ["method", "error"],
            registry=every,
        )
        self._calls = Counter(
            "mock_interview_coach_calls",
            "Calls of a model, also those that failed.",
            ["task", "model"],
            registry=every,
        )
        self._call_errors = Counter(
            "mock_interview_coach_errors",
            "Calls of a model that failed, by the fault's name.",
            ["task", "model", "error"],
            registry=every,
        )
        self._tokens = Counter(
            "mock_interview_coach_tokens",
            "Tokens as they are paid for: uncached, read from the cache, written to it for five "
            "minutes (short) or an hour (long), output.",
            ["model", "kind"],
            registry=every,
        )
        self._call_seconds = Histogram(
            "mock_interview_coach_seconds",
            "How long a call of a model took.",
            ["task", "model"],
            buckets=_COACH_BUCKETS,
            registry=every,
        )
        self._given_up = Counter(
            "mock_interview_coach_given_up",
            "Work that a coach gave up and the person was told of; limited: for want of money.",
            ["task", "limited"],
            registry=every,
        )

    def acked(self, kind: str, seconds: float, well: bool) -> None:
        """Slack got its answer to what it brought; `well` says that it was an ack."""
        self._acks.labels(kind).observe(seconds)
        if not well:
            self._not_acked.labels(kind).inc()

    def stepped(self, before: Interview, events: Sequence[Event], after: Interview) -> None:
        """An interview goes from one state to the next.

        A step whose commit fails is done again and counts twice, which is rare enough for a graph.
        """
        if after is before:
            return
        for event in events:
            if isinstance(event, CoachFailed):
                self._given_up.labels(event.task.value, str(event.limited).lower()).inc()
            elif isinstance(event, PostStood):
                owed, post = before.post(event.key), after.post(event.key)
                if owed is not None and owed.ts is None and post is not None:
                    self._stood(after, post, float(event.ts))

    def _stood(self, interview: Interview, reply: Post, at: float) -> None:
        """Only what answers words counts: feedback that was asked for has waited for nothing."""
        question = interview.question(reply.question_id)
        if reply.kind not in _REPLIES or question is None or not question.answers:
            return
        said = max(float(part.ts) for part in question.answers[-1].parts)
        between = (float(p.ts) for p in interview.posts if p.ts and p.kind in _REPLIES)
        if any(said < ts < at for ts in between):
            return
        self._turns.labels(reply.kind.value).inc()
        self._replies.observe(max(at - said, 0.0))

    def posted(self, outcome: str) -> None:
        """An attempt to post ended."""
        self._posts.labels(outcome).inc()

    def not_done(self, method: str, error: str) -> None:
        """Slack did not do what it was asked, for the reason that it names."""
        self._slack.labels(method, self._errors.known(error)).inc()

    def called(self, call: Call) -> None:
        """A model was called."""
        self._calls.labels(call.task, call.model).inc()
        self._call_seconds.labels(call.task, call.model).observe(call.seconds)
        if call.error:
            error = self._errors.known(call.error)
            self._call_errors.labels(call.task, call.model, error).inc()
        for kind in ("uncached", "read", "short", "long", "output"):
            self._tokens.labels(call.model, kind).inc(getattr(call, kind))

    def ask(self, database_url: str) -> None:
        """From now on a page asks this database what is owed, on a connection of its own."""
        self._url = database_url

    async def page(self) -> bytes:
        """All of it as Prometheus reads it; what the database does not tell in time is left out."""
        self._owed.found = await self._looked()
        return generate_latest(self._registry)

    async def _looked(self) -> Backlog | None:
        """One look at a time; a page that finds one under way waits for that."""
        if self._url is None:
            return None
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(_look(self._url), name="metrics")
        await asyncio.wait({self._looking}, timeout=LOOK_SECONDS)
        return self._looking.result() if self._looking.done() else None

    async def close(self) -> None:
        """End a look that is under way."""
        if self._looking is not None and not self._looking.done():
            self._looking.cancel()
            await asyncio.wait({self._looking})


async def _look(url: str) -> Backlog | None:
    try:
        async with asyncio.timeout(_LOOK_ENDS_SECONDS):
            connection = await psycopg.AsyncConnection.connect(conninfo(url), autocommit=True)
            try:
                await connection.execute(f"SET statement_timeout = '{LOOK_SECONDS}s'".encode())
                return await backlog(connection)
            finally:
                # Closed here, not by its own block: cut off in a commit, that leaves it open.
                await connection.close()
    except (psycopg.Error, TimeoutError, OSError):
        return None


class _Names:
    """Names that others give to errors; past the first few dozens they are `other`.

    Each is a series of its own, and what stands between the bot and Slack may name anything.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()

    def known(self, name: str) -> str:
        if len(self._known) < _MOST_NAMES and name.isascii() and len(name) <= _MOST_NAMES:
            self._known.add(name)
        return name if name in self._known else "other"


class _Owed(Collector):
    """What the database said last; no series at all where it said nothing."""

    def __init__(self) -> None:
        self.found: Backlog | None = None

    def collect(self) -> Iterable[Metric]:
        found = self.found
        yield GaugeMetricFamily(
            "mock_interview_database_up",
            "Whether the database said in time what is owed.",
            value=float(found is not None),
        )
        if found is None:
            return
        depth = GaugeMetricFamily(
            "mock_interview_queue_depth", "Effects that are owed, by lane.", labels=["lane"]
        )
        oldest = GaugeMetricFamily(
            "mock_interview_queue_oldest_seconds",
            "For how long the oldest of them has been owed; 0 where there is none.",
            labels=["lane"],
        )
        for lane, owed in found.lanes.items():
            depth.add_metric([lane.value], owed.effects)
            oldest.add_metric([lane.value], owed.oldest)
        interviews = GaugeMetricFamily(
            "mock_interview_open_interviews", "Interviews that are open.", labels=["phase"]
        )
        for phase in Phase:
            if phase is not Phase.ENDED:
                interviews.add_metric([phase.value], found.interviews.get(phase.value, 0))
        yield from (depth, oldest, interviews)
        yield GaugeMetricFamily(
            "mock_interview_oldest_unanswered_seconds",
            "For how long whoever has waited longest for the bot has waited; 0 where nobody does.",
            value=found.unanswered,
        )
