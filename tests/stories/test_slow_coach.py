"""A coach who takes long over the coaching: the score does not wait, and nor does who goes on."""

from __future__ import annotations

from dataclasses import dataclass

from audit import audit, until_row
from bot.judging import JudgingFailed
from interview.coach import ReviewBrief
from interview.coach.drafts import FeedbackDraft
from playing import GOOD, PacedCoach, Player, bot_over, buttons, rows, shown

COACHING = "Say more."


async def test_next_while_the_coaching_is_written_goes_on_at_once(slack, database_url):
    coach = PacedCoach(probes=0, two_breaths=True, waits_in={"feedback"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        first = await sam.sees("feedback")
        assert "of 10" in shown(first)
        assert COACHING not in shown(first)
        await coach.at_work("feedback")
        assert "next_question" in buttons(first)
        await sam.presses("next_question")
        await sam.sees("question", 2)
        await slack.until(lambda: not buttons(sam.posts("feedback")[0]))
        assert COACHING not in shown(sam.posts("feedback")[0])
        await coach.go_on("feedback")
        await slack.until(lambda: COACHING in shown(sam.posts("feedback")[0]))
        await audit(slack, database_url, sam, phase="question_open")
        assert buttons(sam.posts("feedback")[0]) == ["show_sources"]
        assert len(sam.posts("feedback")) == 1


async def test_end_while_the_coaching_is_written_still_gets_the_coaching(slack, database_url):
    coach = PacedCoach(probes=0, two_breaths=True, waits_in={"feedback"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await sam.sees("feedback")
        await sam.says("end")
        await sam.sees("summary")
        await coach.go_on("feedback")
        await slack.until(lambda: COACHING in shown(sam.posts("feedback")[0]))
        await audit(slack, database_url, sam)


async def test_next_in_mid_review_brings_the_feedback_and_then_the_next_question(
    slack, database_url
):
    coach = PacedCoach(two_breaths=True, waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await sam.is_acked(await sam.says("next"))
        await coach.go_on("review")
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open")
        assert [m["text"][:8] for m in sam.posts()] == ["Question", "Feedback", "Question"]
        assert COACHING in shown(sam.posts("feedback")[0])


async def test_next_before_the_next_question_is_ready_waits_for_it(slack, database_url):
    coach = PacedCoach(probes=0, waits_in={"ask 2"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await sam.sees("feedback")
        await sam.presses("next_question")
        await until_row(
            database_url, "SELECT 1 FROM mock_interview_sessions WHERE phase = 'preparing'"
        )
        early = await sam.says("I am still here, and I think it was three weeks in all.")
        await sam.is_acked(early)
        await sam.is_acked(await sam.says("next"))
        await coach.go_on("ask 2")
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open")
        assert len(sam.posts()) == 3
    assert coach.begun["ask 2"] == 1
    assert await _placed(database_url, early) == "kept"


async def test_words_said_before_the_first_question_are_kept_without_a_reply(slack, database_url):
    coach = PacedCoach(waits_in={"ask"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await slack.command(sam.user, "start hiring_manager medium")
        await slack.until(lambda: sam.cards)
        sam.root = sam.cards[-1]["ts"]
        await until_row(database_url, "SELECT 1 FROM mock_interview_sessions WHERE thread_ts <> ''")
        early = await sam.says("Is anyone there and will it begin soon?")
        await sam.is_acked(early)
        await coach.go_on("ask")
        await sam.sees("question")
        await audit(slack, database_url, sam, phase="question_open")
        assert len(sam.posts()) == 1
        assert not sam.whispers()
    assert await _placed(database_url, early) == "kept"


async def test_end_while_the_first_question_is_prepared_ends_it_unscored(slack, database_url):
    coach = PacedCoach(waits_in={"ask"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await slack.command(sam.user, "start hiring_manager medium")
        await slack.until(lambda: sam.cards)
        sam.root = sam.cards[-1]["ts"]
        await coach.at_work("ask")
        await sam.presses("end_interview")
        await sam.reads_card("Ended, not scored")
        await coach.go_on("ask")
        await audit(slack, database_url, sam)
        assert not sam.posts()


async def _placed(database_url: str, ts: str) -> str:
    [(placed,)] = await rows(database_url, "SELECT placed FROM slack_messages WHERE ts = %s", ts)
    return str(placed)


@dataclass
class BreaksOnce(PacedCoach):
    """Its first feedback ends in a defect of the process in which it is written."""

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft:
        draft = await super().give_feedback(brief, objections)
        if self.begun["feedback"] == 1:
            raise JudgingFailed("KeyError")
        return draft


async def test_a_feedback_that_breaks_does_not_take_its_review_along(slack, database_url):
    coach = BreaksOnce(probes=0)
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await sam.sees("feedback")
    assert (coach.begun["review"], coach.begun["feedback"]) == (1, 2)
