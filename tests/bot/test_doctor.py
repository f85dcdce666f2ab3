"""What the doctor says of a bot at work: its queue, workers, clock, disk and scopes."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
import yaml

from bot.database.backlog import Backlog, Owed, Workforce
from bot.doctor import SCOPES, SCOPES_OF_PAID_PLANS, scopes
from bot.pulse import clock, disk, hands, queue, taken
from bot.sandbox import Sandbox
from bot.sandbox.web_api import identity
from interview.effects import Lane
from test_manifest import MANIFEST
from test_metrics import an_interview, seed
from test_operating_claude import command

NOTHING = Backlog(lanes={lane: Owed() for lane in Lane}, interviews={}, unanswered=0.0)


def owed(seconds: float) -> Backlog:
    lanes = {**NOTHING.lanes, Lane.SAY: Owed(effects=3, oldest=seconds)}
    return Backlog(lanes=lanes, interviews={}, unanswered=seconds)


@pytest.mark.parametrize(
    ("backlog", "alive", "said", "mend"),
    [
        (NOTHING, 0, "nothing is owed", ""),
        (owed(5), 0, "3 owed (say 3), the oldest for 5 s", ""),
        (owed(11), 0, "no worker lives", "Start one: mock-interview worker"),
        (owed(59), 1, "the oldest for 59 s", ""),
        (owed(61), 1, "the oldest for 61 s", "docs/what-to-do-when.md"),
    ],
)
def test_a_queue_is_ill_where_people_wait(backlog, alive, said, mend):
    found = queue(backlog, Workforce(alive=alive, orphaned_jobs=0))
    assert said in found.said
    assert found.mend.startswith(mend)
    assert bool(found.mend) == bool(mend)


@pytest.mark.parametrize(
    ("alive", "orphaned", "mend"), [(0, 0, ""), (2, 0, ""), (0, 4, "Start one"), (1, 4, "They are")]
)
def test_jobs_of_dead_workers_are_told_with_who_takes_them_over(alive, orphaned, mend):
    found = hands(Workforce(alive=alive, orphaned_jobs=orphaned))
    assert found.mend.startswith(mend)
    assert bool(found.mend) == bool(mend)
    assert ("4 jobs" in found.said) == bool(orphaned)


@pytest.mark.parametrize(
    ("here", "said", "well"),
    [
        (1000.0, "0.0 s", True),
        (1001.9, "1.9 s", True),
        (1030.0, "30 s ahead of", False),
        (940.0, "60 s behind", False),
    ],
)
def test_clocks_that_go_apart_are_told_with_the_one_that_is_ahead(here, said, well):
    found = clock(here, 1000.0)
    assert said in found.said
    assert found.is_well == well


def test_a_disk_with_too_little_room_is_told_also_before_the_folder_is_made(tmp_path):
    there = tmp_path / "not" / "yet"
    assert disk(there, least=0).is_well
    found = disk(there, least=2**80)
    assert str(there) in found.said
    assert "disk is full" in found.mend


def test_the_scopes_looked_for_are_those_of_the_manifest():
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    wanted = set(manifest["oauth_config"]["scopes"]["bot"])
    assert wanted == set(SCOPES) | set(SCOPES_OF_PAID_PLANS)


@pytest.mark.parametrize(
    ("granted", "said", "well"),
    [
        ({*SCOPES, *SCOPES_OF_PAID_PLANS}, "all", True),
        ({*SCOPES}, "all, but of paid plans assistant:write", True),
        ({*SCOPES} - {"im:history"}, "without im:history (answers that people write)", False),
        (set(), "does not say", True),
    ],
)
def test_a_scope_that_is_missing_is_named_with_what_it_is_for(granted, said, well):
    found = scopes(frozenset(granted))
    assert said in found.said
    assert found.is_well == well
    assert ("manifest.yml" in found.mend) != well


async def test_what_is_owed_and_who_died_is_read_from_the_database(database_url):
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await seed(connection, database_url)
        await connection.execute(
            """
            WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)
              VALUES (now() - interval '1 minute') RETURNING id),
            alive AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id)
            INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)
            SELECT 'default', 'say', 'doing'::procrastinate_job_status, id FROM dead
            UNION ALL SELECT 'default', 'say', 'doing', id FROM alive
            """
        )
    found = {finding.about: finding.said for finding in await taken(database_url, stale=5)}
    assert found["queue"] == "4 owed (say 2, think 1, clock 1), the oldest for 100 s"
    assert found["workers"] == "1 alive, and 1 jobs are with workers that died"
    assert found["clock"].startswith("0.0 s")


def settings(slack: Sandbox, database_url: str, **more: str) -> Mapping[str, str]:
    return {
        "DATABASE_URL": database_url,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        **more,
    }


async def test_the_command_finds_a_bot_that_nobody_works_for_ill(database_url, home, monkeypatch):
    monkeypatch.setattr("bot.sandbox.server.SCOPES", identity.SCOPES.replace("users:read,", ""))
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await an_interview(connection, "under_review")
        await seed(connection, database_url)
    async with Sandbox() as slack:
        told = settings(slack, database_url)
        code, said = await command("doctor", cwd=home, **told)
    assert code == 1
    assert "BAD queue: 4 owed" in said
    assert "no worker lives\n    Start one: mock-interview worker" in said
    assert "BAD scopes: the app was installed without users:read" in said
    assert [line.split(":")[0] for line in said.splitlines() if line.startswith("BAD")] == [
        "BAD queue",
        "BAD scopes",
    ]


async def test_the_command_looks_at_disk_and_queue_of_a_private_database(home):
    async with Sandbox() as slack:
        told = settings(slack, "")
        code, said = await command("doctor", cwd=home, MOCK_INTERVIEW_HOME=str(home), **told)
        assert code == 0, said
        about = [line.split(":")[0] for line in said.splitlines()]
        assert about[1:4] == ["ok  disk", "ok  database", "ok  Slack"]  # nothing is migrated yet
        migrated, _ = await command("migrate", cwd=home, MOCK_INTERVIEW_HOME=str(home))
        assert migrated == 0
        code, said = await command("doctor", cwd=home, MOCK_INTERVIEW_HOME=str(home), **told)
    assert "ok  queue: nothing is owed" in said
    assert "ok  workers: 0 alive" in said
