"""Words in pieces, late, edited, deleted or delivered again: they count as they were sent, once."""

from __future__ import annotations

import asyncio
from typing import Any

from audit import audit, words_kept
from playing import GOOD, PacedCoach, Player, bot_over, rows, shown

LATE = "And I wrote the whole plan for it myself."


async def test_the_last_of_three_parts_comes_late_and_still_belongs_to_its_answer(
    slack, database_url
):
    coach = PacedCoach()
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        parts = ["The payment API got slow.", "I found that ten requests wait for the same rows."]
        for part in parts:
            await sam.says(part)
        late = await sam.says(LATE, hold=True)
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")
        posts = len(sam.posts())
        await slack.release(late)
        await sam.is_acked(late)
        await audit(slack, database_url, sam, phase="follow_up_open")
        assert len(sam.posts()) == posts
        assert await _answers(database_url) == [(1, "\n".join([*parts, LATE]))]
        assert LATE not in coach.heard[-1]
        await sam.says("It fell from 900 ms to 120 ms within two weeks.")
        await sam.sees("feedback")
        assert all(words in coach.heard[-1] for words in (*parts, LATE, "900 ms"))
        await audit(slack, database_url, sam, phase="feedback_out")
        assert len(sam.posts()) == posts + 1


async def test_a_part_that_comes_after_the_feedback_is_kept_and_not_judged(slack, database_url):
    coach = PacedCoach(probes=0)
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        late = await sam.says(LATE, hold=True)
        score = shown(await sam.sees("feedback"))
        await slack.release(late)
        await sam.is_acked(late)
        await audit(slack, database_url, sam, phase="feedback_out")
        assert shown(sam.posts("feedback")[0]) == score
    assert await _answers(database_url) == [(1, GOOD)]
    [(placed,)] = await rows(database_url, "SELECT placed FROM slack_messages WHERE ts = %s", late)
    assert placed == "late"


async def test_an_edit_before_the_reply_is_judged_as_edited(slack, database_url):
    coach = PacedCoach(probes=0, waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        answer = await sam.says("I did nothing about it at all, I only watched what others did.")
        await coach.at_work("review")
        await slack.edit(sam.user, answer, GOOD)
        await sam.is_acked(answer, "message_changed")
        await coach.go_on("review")
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        assert not sam.whispers()
    assert await _answers(database_url) == [(1, GOOD)]
    assert "only watched" not in coach.heard[-1]


async def test_an_edit_after_the_reply_is_told_of_retry_and_changes_nothing(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        answer = await sam.says(GOOD)
        before = shown(await sam.sees("feedback"))
        await slack.edit(sam.user, answer, "I did all of it alone and in one night.")
        assert "retry" in (await sam.hears("your edit"))["text"]
        await audit(slack, database_url, sam, phase="feedback_out")
        assert shown(sam.posts("feedback")[0]) == before
        assert len(sam.whispers()) == 1
    assert await _answers(database_url) == [(1, GOOD)]


async def test_a_deletion_before_the_reply_takes_the_answer_back(slack, database_url):
    coach = PacedCoach(probes=0, waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        regretted = await sam.says("I broke it because I was very careless that whole week.")
        await coach.at_work("review")
        await slack.delete(sam.user, regretted)
        await sam.is_acked(regretted, "message_deleted")
        await coach.go_on("review")
        await audit(slack, database_url, sam, phase="question_open")
        assert not sam.posts("follow_up", "feedback")
        assert await words_kept(database_url, "careless") == []
        await sam.says(GOOD)
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
    assert await _answers(database_url) == [(1, GOOD)]
    assert "careless" not in coach.heard[-1]


async def test_a_deletion_after_the_reply_blanks_the_words_and_leaves_the_score(
    slack, database_url
):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        answer = await sam.says(GOOD)
        before = shown(await sam.sees("feedback"))
        await audit(slack, database_url, sam, phase="feedback_out")
        await slack.delete(sam.user, answer)
        await sam.is_acked(answer, "message_deleted")
        await audit(slack, database_url, sam, phase="feedback_out")
        assert shown(sam.posts("feedback")[0]) == before
    assert await _answers(database_url) == [(1, "")]
    [(text,)] = await rows(database_url, "SELECT text FROM slack_messages WHERE ts = %s", answer)
    assert text == ""


async def test_words_deleted_while_a_question_is_on_its_way_stand_nowhere(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        slack.fault("chat.postMessage", "slow", seconds=1.5)
        await sam.presses("next_question")
        await slack.until(lambda: slack.faults_met == 1)
        regretted = await sam.says("What a ridiculous question that was, honestly.")
        await sam.is_acked(regretted)
        await slack.delete(sam.user, regretted)
        await sam.is_acked(regretted, "message_deleted")
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open", unstored={regretted})
        assert await words_kept(database_url, "ridiculous") == []


async def test_a_skip_that_arrives_after_the_follow_up_does_nothing(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        late = await sam.says("skip", hold=True)
        await sam.sees("follow_up")
        await slack.release(late)
        await sam.is_acked(late)
        await audit(slack, database_url, sam, phase="follow_up_open")


async def test_a_skip_that_arrives_after_the_feedback_does_nothing(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        late = await sam.says("skip", hold=True)
        await sam.sees("feedback")
        await slack.release(late)
        await sam.is_acked(late)
        await audit(slack, database_url, sam, phase="feedback_out")
        assert len(sam.posts("question")) == 1


async def test_a_control_word_said_while_a_question_is_on_its_way_leaves_no_trace(
    slack, database_url
):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        slack.fault("chat.postMessage", "slow", seconds=1)
        await sam.presses("next_question")
        await slack.until(lambda: slack.faults_met == 1)
        await sam.is_acked(await sam.says("skip"))
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open")


async def test_a_whole_interview_of_which_every_event_comes_three_times(slack, database_url):
    slack.every_event_times = 3
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        for number in range(1, 6):
            await sam.sees("question", number)
            await sam.says(GOOD)
            await sam.sees("follow_up", number)
            await sam.says("It took us three weeks in all, and it has held since.")
            await sam.sees("feedback", number)
            await sam.says("next" if number < 5 else "end")
        await sam.sees("summary")
        await audit(slack, database_url, sam)
        told = [len(sam.posts(k)) for k in ("question", "follow_up", "feedback", "summary")]
        assert told == [5, 5, 5, 1]
        assert not sam.whispers()
    assert [number for number, _ in await _answers(database_url)] == [1, 2] * 5


async def test_the_same_words_under_another_stamp_count_once(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        answer = await sam.says(GOOD)
        await sam.is_acked(answer)
        payload = next(p for p in slack.events if p["event"].get("ts") == answer)
        again = f"{float(answer) + 0.000_1:.6f}"
        event = {**payload["event"], "ts": again, "event_ts": again}
        assert await slack.deliver({**payload, "event_id": "Ev0ANOTHER", "event": event})
        await sam.sees("follow_up")
        assert await slack.deliver({**payload, "event_id": "Ev0ATHIRD", "event": event})
        await audit(slack, database_url, sam, phase="follow_up_open")
        assert len(sam.posts("follow_up")) == 1
    assert await _answers(database_url) == [(1, GOOD)]


async def test_a_skip_under_a_follow_up_that_comes_again_does_not_skip_the_feedback_too(
    slack, database_url
):
    coach = PacedCoach(waits_in={"feedback"})
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")
        word = await sam.says("skip")
        await coach.at_work("feedback")
        await sam.comes_again(word)
        await coach.go_on("feedback")
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        assert len(sam.posts("question")) == 1


async def test_a_button_pressed_twice_at_once_does_its_work_once(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        await _press_twice(sam, "skip_question", sam.posts()[-1])
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open")
        assert len(sam.posts("question")) == 2
        await sam.says(GOOD)
        await _press_twice(sam, "finish_question", await sam.sees("follow_up"))
        feedback = await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        await _press_twice(sam, "next_question", feedback)
        await sam.sees("question", 3)
        await audit(slack, database_url, sam, phase="question_open")
        assert len(sam.posts("question")) == 3


async def _press_twice(sam: Player, action_id: str, message: dict[str, Any]) -> None:
    pressing = (sam.slack.click(sam.user, action_id, ts=message["ts"]) for _ in range(2))
    assert all(await asyncio.gather(*pressing))


async def _at_the_first_question(slack) -> Player:
    sam = Player(slack)
    await sam.introduces_themselves()
    await sam.starts()
    return sam


async def _answers(database_url: str) -> list[tuple[int, str]]:
    return await rows(
        database_url,
        "SELECT response_number, response_text FROM mock_interview_responses r "
        "JOIN mock_interview_questions q ON q.id = r.question_id "
        "ORDER BY question_number, response_number",
    )
