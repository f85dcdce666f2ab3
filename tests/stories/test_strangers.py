"""What others do to an interview that is not theirs: they are told so, and nothing is stored."""

from __future__ import annotations

import copy

import pytest

from audit import audit, words_kept
from playing import GOOD, PRIYA, PacedCoach, Player, bot_over, rows

ELSEWHERE = "T0ELSEWHERE"


@pytest.fixture
async def sam(slack, database_url):
    """At the first question, with Priya looking over the shoulder, as Slack would not let her."""
    async with bot_over(slack, database_url, coach=PacedCoach()):
        player = Player(slack)
        await player.introduces_themselves()
        await player.starts()
        slack.slack.workspace.dm(player.user).members.add(PRIYA)
        yield player


async def test_a_strangers_reply_is_told_so_and_not_stored(sam, slack, database_url):
    await slack.say(PRIYA, f"{GOOD} Zanzibar.", thread_ts=sam.root, channel=sam.dm)
    await Player(slack, PRIYA).hears("This interview is someone else's")
    await audit(slack, database_url, sam, phase="question_open")
    assert await words_kept(database_url, "Zanzibar") == []
    assert not sam.whispers()
    assert len(sam.posts()) == 1


@pytest.mark.parametrize("word", ["skip", "end", "next"])
async def test_a_strangers_word_moves_nothing(sam, slack, database_url, word):
    await slack.say(PRIYA, word, thread_ts=sam.root, channel=sam.dm)
    await Player(slack, PRIYA).hears("This interview is someone else's")
    await audit(slack, database_url, sam, phase="question_open")


async def test_a_strangers_edit_and_deletion_of_the_owners_words_change_nothing(
    sam, slack, database_url
):
    await sam.says(GOOD)
    await sam.sees("follow_up")
    forged = copy.deepcopy(
        next(p for p in slack.events if p["event"].get("text", "").startswith("In March"))
    )
    words = {**forged["event"], "user": PRIYA, "text": "Zanzibar", "edited": {"user": PRIYA}}
    forged["event"] = {**forged["event"], "subtype": "message_changed", "message": words}
    assert await slack.deliver(forged)
    await audit(slack, database_url, sam, phase="follow_up_open")
    assert await words_kept(database_url, "Zanzibar") == []


@pytest.mark.parametrize("action_id", ["skip_question", "end_interview"])
async def test_a_strangers_click_is_told_so_and_moves_nothing(sam, slack, database_url, action_id):
    assert await slack.click(PRIYA, action_id, channel=sam.dm)
    await Player(slack, PRIYA).hears("This interview is someone else's")
    await audit(slack, database_url, sam, phase="question_open")
    assert not sam.whispers()


async def test_the_owners_click_sent_again_by_a_stranger_moves_nothing(sam, slack, database_url):
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await sam.presses("finish_question")
    await sam.sees("feedback")
    await sam.presses("next_question")
    await sam.sees("question", 2)
    for kind, payload in list(slack.interactions):
        if payload.get("type") == "block_actions":
            stolen = copy.deepcopy(payload)
            stolen["user"] = {**payload["user"], "id": PRIYA}
            assert await slack.interact(kind, stolen)
    await Player(slack, PRIYA).hears("This interview is someone else's")
    await audit(slack, database_url, sam, phase="question_open")


async def test_whatever_comes_from_another_workspace_is_acked_and_dropped(sam, slack, database_url):
    await sam.presses("skip_question")
    await sam.sees("question", 2)
    await sam.is_acked(await sam.says("one moment"))
    said = next(p for p in slack.events if p["event"].get("text") == "one moment")
    foreign = copy.deepcopy(said)
    foreign["team_id"] = ELSEWHERE
    foreign["event"].update(ts="1999999999.000001", text=f"{GOOD} Zanzibar.", client_msg_id="x")
    assert await slack.deliver(foreign)
    for kind, payload in list(slack.interactions):
        elsewhere = copy.deepcopy(payload)
        if kind == "slash_commands":
            elsewhere.update(team_id=ELSEWHERE, text="end")
        else:
            elsewhere["team"] = {**payload["team"], "id": ELSEWHERE}
        assert await slack.interact(kind, elsewhere)
    await audit(slack, database_url, sam, phase="question_open")
    assert await words_kept(database_url, "Zanzibar") == []
    assert len(sam.posts("question")) == 2
    assert [team for (team,) in await rows(database_url, "SELECT team_id FROM candidates")] == [
        slack.team_id
    ]
    assert not sam.whispers()


async def test_a_reply_where_no_interview_is_is_told_so_and_not_stored(sam, slack, database_url):
    root = await slack.say(PRIYA, "hello")
    await slack.say(PRIYA, f"{GOOD} Zanzibar.", thread_ts=root)
    await Player(slack, PRIYA).hears("no interview in this thread")
    await audit(slack, database_url, sam, phase="question_open")
    assert await words_kept(database_url, "Zanzibar") == []


async def test_a_reply_after_the_end_is_told_so_and_not_stored(sam, slack, database_url):
    await sam.says("end")
    await sam.reads_card("Ended, not scored")
    late = await sam.says(f"{GOOD} Zanzibar.")
    await sam.hears("This interview is over")
    await audit(slack, database_url, sam, unstored={late})
    assert await words_kept(database_url, "Zanzibar") == []
