"""Whatever goes wrong, a line of the log has ids and never anyone's words, at any level."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from uuid import UUID

from bot.sandbox import Sandbox
from loopback import Fault, loopback
from loopback_author import honest
from playing import GOOD, RESUME, Player, rows
from test_cli import environment, stopped
from test_contract_process import variables

MARK = "Quillwort"
DEBUG = """
import logging, sys
from bot import cli, logs
logs.configure()
logging.root.setLevel(logging.DEBUG)
logging.getLogger("anyone").debug("this log is at DEBUG")
sys.argv = ["mock-interview", "run"]
cli.main()
"""
"""The command as it is, with every line of the log that is not kept quiet by name."""

OF_EFFECTS = {
    "blocks_refused",
    "coach_defect",
    "coach_gave_up",
    "coach_retry",
    "job_defect",
    "job_failed",
    "overtaken",
    "say_defect",
    "slack_refused",
    "slack_retry",
    "whisper_lost",
}


async def test_an_interview_full_of_faults_leaves_ids_and_no_words_in_the_log(database_url, home):
    async with Sandbox() as slack, loopback(honest) as claude:
        told = variables(
            slack,
            database_url,
            ANTHROPIC_API_KEY=claude.key,
            ANTHROPIC_BASE_URL=claude.url,
        )
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", DEBUG, env=environment(**told), cwd=home, stderr=PIPE
        )
        assert process.stderr is not None
        await slack.wait_until_connected(30)
        sam = Player(slack)
        await slack.command(sam.user, "profile")
        await slack.submit(sam.user, {"resume_text": MARK, "company": f"{MARK} Ltd"})
        await slack.submit(
            sam.user,
            {
                "resume_text": RESUME.replace("Acme", MARK),
                "company": f"{MARK} Ltd",
                "job_title": f"{MARK} engineer",
                "job_description": f"Keep {MARK} growing; lead projects over several teams.",
            },
        )
        slack.fault("chat.postMessage", "rate_limited")
        await sam.starts(f"easy {MARK}")
        await claude.until_asked(4)
        slack.fault("chat.postMessage", "cut_after")
        slack.fault("chat.update", "error", error="invalid_blocks")
        claude.faults.append(Fault(status=529, kind="overloaded_error"))
        claude.faults.append(Fault(text=f"I think that {MARK} is out of shape."))
        await sam.says(f"{GOOD} It was all for {MARK}.")
        await sam.reads_feedback(1)
        claude.faults.extend([Fault(status=401, kind="authentication_error")] * 9)
        slack.fault("chat.postMessage", "error", error="invalid_blocks")
        await sam.presses("next_question")
        await sam.sees("question", 2)
        await sam.says(f"{GOOD} And again for {MARK}.")
        await sam.sees("notice")
        await slack.say(sam.user, f"something about {MARK} that is no command of yours, is it")
        await sam.says(f"```{MARK}", raw=True)
        await sam.says("end")
        sessions = await rows(database_url, "SELECT id::text FROM mock_interview_sessions")
        log = await stopped(process)
    said = json.dumps(log, ensure_ascii=False)
    assert "this log is at DEBUG" in said
    assert MARK.lower() not in said.lower()
    assert not [words for words in GOOD.split(". ") if words in said]
    of_effects = [line for line in log if line["event"] in OF_EFFECTS]
    assert {"slack_retry", "blocks_refused", "coach_gave_up"} <= {it["event"] for it in of_effects}
    for line in of_effects:
        assert line.get("session") == sessions[0][0] or UUID(str(line["effect"])), line
        assert isinstance(line["job"], int)
    assert not [line for line in log if "traceback" in line]
