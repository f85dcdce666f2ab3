"""A bot over the sandbox, and people who play with it: what the stories are told with."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from pydantic import SecretStr

from bot.assemble import assembled
from bot.sandbox import Sandbox
from bot.sandbox.blocks.surfaces import usable
from bot.settings import Settings
from bot.slack.pacing import Pacing
from builders import PlainCoach
from interview.coach import AskBrief, Coach, ReviewBrief, SummaryBrief
from interview.coach.drafts import (
    FeedbackDraft,
    ProbeDraft,
    QuestionDraft,
    ReviewDraft,
    SummaryDraft,
)
from interview.model import Element

SAM = "U0CANDIDATE"
PRIYA = "U0PRIYA"
STRANGER = "U0JONAS"

RESUME = """Acme Pay, Senior Backend Engineer, 2021 to today
- Cut p99 latency of the payment API from 900 ms to 120 ms by moving hot ledger rows
- Led the migration of 14 services to four databases with a team of five
- Mentored three junior engineers; two of them now run their own services
Parcelwise, Backend Engineer, 2018 to 2021
- Agreed on an API with two partner teams who wanted opposite things; it served 12 clients
"""
JOB = """Lead projects over several teams: agree on interfaces, plan the steps, remove obstacles.
Make our ledger correct first and fast second, and prove both with numbers."""
GOOD = (
    "In March 2023 our payment API got slow and shops complained every day. I traced ten slow "
    "requests and saw them wait for the same ledger rows, so I ruled out the index. I moved the "
    "hot rows into a table of their own because they were read far more often than written. "
    "p99 fell from 900 ms to 120 ms and stayed there; since then I test for contention first."
)


def settings_for(slack: Sandbox, database_url: str, **more: Any) -> Settings:
    chosen = {"settle_seconds": 0.05, "port": None, **more}
    return Settings.load(
        slack_bot_token=SecretStr(slack.bot_token),
        slack_app_token=SecretStr(slack.app_token),
        slack_api_url=slack.api_url,
        database_url=SecretStr(database_url),
        **chosen,
    )


@asynccontextmanager
async def bot_over(
    slack: Sandbox,
    database_url: str,
    *,
    coach: Coach | None = None,
    built: Mapping[str, Any] | None = None,
    **settings: Any,
) -> AsyncIterator[None]:
    """The whole bot, in this process, connected and at work; `built` is told to `assembled`.

    Its people click faster than any person, so that the pace of posts is not Slack's.
    """
    stop = asyncio.Event()
    chosen = settings_for(slack, database_url, **settings)
    more = {"pacing": Pacing(a_second=1_000), **(built or {})}
    async with assembled(chosen, stop, listens=True, works=True, coach=coach, **more) as bot:
        running = asyncio.create_task(bot.run(stop))
        try:
            await slack.wait_until_connected()
            yield
        finally:
            stop.set()
            await running


_PROBES = (
    "What was different afterwards?",
    "Who else took part in it?",
    "What would you do another time?",
    "",
)


@dataclass
class PacedCoach(PlainCoach):
    """A coach who asks follow-ups, and stops in the tasks of `waits_in` until told to `go_on`.

    Tasks are `ask` (also `ask 2` and so on), `review`, `feedback` and `summary`; `begun` counts
    how often each was begun, `heard` is what was said to a question, a text for each review.
    """

    waits_in: set[str] = field(default_factory=set)
    begun: Counter[str] = field(default_factory=Counter)
    heard: list[str] = field(default_factory=list)
    _turned: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def go_on(self, task: str) -> None:
        """Wait no more in this task."""
        async with self._turned:
            self.waits_in.discard(task)
            self._turned.notify_all()

    async def at_work(self, task: str, times: int = 1) -> None:
        """Return when the task has been begun so often; TimeoutError after ten seconds."""
        async with asyncio.timeout(10), self._turned:
            await self._turned.wait_for(lambda: self.begun[task] >= times)

    async def _pace(self, *names: str) -> None:
        async with self._turned:
            self.begun.update(names)
            self._turned.notify_all()
            await self._turned.wait_for(lambda: self.waits_in.isdisjoint(names))

    async def ask(self, brief: AskBrief, objections: tuple[str, ...] = ()) -> QuestionDraft:
        await self._pace("ask", f"ask {brief.number}")
        return await super().ask(brief, objections)

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        self.heard.append(" ".join(line.text for line in brief.answers))
        await self._pace("review")
        draft = await super().review(brief, objections)
        asked = len(brief.question.follow_ups)
        text = " And this time:" * (brief.question.number - 1) + f" {_PROBES[asked]}"
        probes = (ProbeDraft(element=Element.RESULT, text=text.strip()),)
        return draft.model_copy(update={"probes": probes if asked < self.probes else ()})

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft:
        await self._pace("feedback")
        return await super().give_feedback(brief, objections)

    async def summarise(
        self, brief: SummaryBrief, objections: tuple[str, ...] = ()
    ) -> SummaryDraft:
        await self._pace("summary")
        return await super().summarise(brief, objections)


class Player:
    """A person in their DM with the bot."""

    def __init__(self, slack: Sandbox, user: str = SAM) -> None:
        self.slack = slack
        self.user = user
        self.root = ""

    @property
    def dm(self) -> str:
        return str(self.slack.dm(self.user))

    async def introduces_themselves(self, resume: str = RESUME, job: str = JOB) -> None:
        """Saves resume and job through the modal; the one that starts is in front afterwards."""
        await self.slack.command(self.user, "profile")
        answer = await self.slack.submit(
            self.user,
            {
                "resume_text": resume,
                "company": "Globex",
                "job_title": "Senior Backend Engineer",
                "job_description": job,
            },
        )
        assert answer.get("response_action") == "update", answer

    async def starts(self, words: str = "hiring_manager medium") -> None:
        """Starts an interview; ends when its first question stands in the thread."""
        before = len(self.cards)
        await self.slack.command(self.user, f"start {words}")
        await self.slack.until(lambda: len(self.cards) > before)
        self.root = self.cards[-1]["ts"]
        await self.sees("question")

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [m for m in self.slack.messages(self.dm) if kind(m) == "card"]

    @property
    def thread(self) -> list[dict[str, Any]]:
        return list(self.slack.thread(self.dm, self.root))[1:]

    def posts(self, *kinds: str) -> list[dict[str, Any]]:
        """The bot's messages of these kinds (default: of any) in the thread, in order."""
        return [m for m in self.thread if kind(m) and (not kinds or kind(m) in kinds)]

    async def says(self, text: str, **more: Any) -> str:
        """Writes into the thread; gives the `ts`."""
        return str(await self.slack.say(self.user, text, thread_ts=self.root, **more))

    async def presses(self, action_id: str) -> bool:
        return bool(await self.slack.click(self.user, action_id))

    async def sees(self, what: str, number: int = 1, *, timeout: float = 15) -> dict[str, Any]:
        """Waits for the n-th message of a kind in the thread."""
        await self.slack.until(lambda: len(self.posts(what)) >= number, timeout)
        return self.posts(what)[number - 1]

    async def is_acked(self, ts: str, subtype: str | None = None) -> None:
        """Waits until the bot has acked the message; with a subtype, what became of it."""

        def acked() -> bool:
            about = {
                payload["event_id"]
                for payload in self.slack.events
                if payload["event"].get("subtype") == subtype
                and ts
                in (
                    payload["event"].get("ts"),
                    payload["event"].get("deleted_ts"),
                    payload["event"].get("message", {}).get("ts"),
                )
            }
            return any(a.acked and a.event_id in about for a in self.slack.attempts)

        await self.slack.until(acked)

    async def reads_card(self, words: str) -> None:
        """Waits until the card of this interview says so."""
        await self.slack.until(
            lambda: any(words in shown(c) for c in self.cards if c["ts"] == self.root)
        )

    async def comes_again(self, ts: str) -> None:
        """Slack delivers the message a second time."""
        payload = next(p for p in self.slack.events if p["event"].get("ts") == ts)
        assert await self.slack.deliver(payload, number=1)

    def whispers(self) -> list[str]:
        """What only this person was told, oldest first."""
        return [str(message["text"]) for message in self.slack.ephemerals(self.user)]

    async def hears(self, words: str) -> dict[str, Any]:
        """Waits for an ephemeral message with these words."""

        def heard() -> dict[str, Any] | None:
            all_of_them = self.slack.ephemerals(self.user)
            return next((m for m in all_of_them if words in str(m["text"])), None)

        await self.slack.until(lambda: heard() is not None)
        message = heard()
        assert message is not None
        return message

    async def reads_feedback(self, number: int) -> dict[str, Any]:
        """Waits for the n-th feedback, asking for it where a follow-up comes first."""
        await self.slack.until(
            lambda: len(self.posts("feedback")) >= number or self._follow_up_is_newest()
        )
        if len(self.posts("feedback")) < number:
            await self.says("feedback")
        return await self.sees("feedback", number)

    def _follow_up_is_newest(self) -> bool:
        posts = self.posts("question", "follow_up", "feedback")
        return bool(posts) and kind(posts[-1]) == "follow_up"


def kind(message: dict[str, Any]) -> str | None:
    """What a message of the bot's is, by its metadata."""
    event_type = str((message.get("metadata") or {}).get("event_type", ""))
    name = event_type.removeprefix("mock_interview_")
    return name if name and name != event_type else None


def buttons(message: dict[str, Any]) -> list[str]:
    """The action ids of what can be pressed under a message."""
    elements = [element for block in message.get("blocks", []) for element in usable(block)]
    return [str(element["action_id"]) for element in elements]


def shown(message: dict[str, Any]) -> str:
    """All the words of a message's blocks, as one text."""

    def words(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["text"]] if isinstance(part.get("text"), str) else []
            return own + [
                w for key, value in part.items() if key != "text" or not own for w in words(value)
            ]
        if isinstance(part, list):
            return [w for each in part for w in words(each)]
        return []

    return "\n".join(words(message.get("blocks", []))) or str(message.get("text", ""))


async def rows(database_url: str, query: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """What the database says."""
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        return list(await (await connection.execute(query.encode(), arguments)).fetchall())
