"""The thread as someone nervous reads it: each post, before, during and after its moment."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bot.slack.text import Shown
from bot.slack.views.sources import LABEL
from bot.slack.views.thread import metadata, render
from interview.model import (
    TOTAL_QUESTIONS,
    Answer,
    Closed,
    Competency,
    Feedback,
    Interview,
    Level,
    Message,
    Notice,
    Phase,
    Post,
    PostKind,
    Question,
    Readiness,
    Sourced,
    Then,
)
from views_seen import (
    ASKED,
    FEEDBACK,
    ID,
    PROBE,
    REVIEW,
    SETTING,
    SUMMARY,
    a_post,
    a_question,
    an_interview,
    buttons,
    judged,
    read_aloud,
    stamp,
)

CARD = a_post(PostKind.CARD)


def card(interview: Interview) -> str:
    return read_aloud(render(interview, CARD))


def drawn(interview: Interview, post: Post) -> str:
    return read_aloud(render(interview, post))


def standing(interview: Interview, *posts: Post) -> Interview:
    """The interview with these posts in the thread, in this order."""
    stood = tuple(replace(post, ts=stamp(place)) for place, post in enumerate(posts, start=1))
    return replace(interview, posts=stood)


def used(interview: Interview, post: Post) -> str:
    """The post redrawn in place, alone in the thread."""
    there = standing(interview, post)
    return drawn(there, there.posts[0])


def test_the_card_says_what_was_chosen_and_who_judges() -> None:
    said = card(an_interview(a_question(1)))
    assert "Senior Backend Engineer · Globex" in said
    assert "Hiring manager · medium · aiming at L5A (leads across teams)" in said
    assert "Question 1 of 5 · rules coach, stays on this server" in said


@pytest.mark.parametrize(
    ("interview", "state"),
    [
        (an_interview(phase=Phase.PREPARING), "Being prepared ·"),
        (an_interview(judged(1), a_question(2)), "Question 2 of 5 · average 7.0 ·"),
        (an_interview(judged(1), phase=Phase.PREPARING), "Preparing question 2 of 5 ·"),
        (an_interview(judged(1), phase=Phase.SUMMING_UP), "Summing up · average 7.0"),
        (an_interview(a_question(1), phase=Phase.ENDED), "Ended, not scored ·"),
        (
            an_interview(judged(1), phase=Phase.ENDED, summary=SUMMARY),
            "Finished: Almost ready · 6.8 ·",
        ),
    ],
)
def test_the_card_says_where_the_interview_stands(interview: Interview, state: str) -> None:
    assert state in card(interview)


def test_a_half_in_the_average_is_rounded_up_for_the_reader() -> None:
    scores = (6, 6, 6, 7)
    questions = [
        judged(n, review=replace(REVIEW, score=score)) for n, score in enumerate(scores, start=1)
    ]
    assert "average 6.3" in card(an_interview(*questions))


@pytest.mark.parametrize(
    ("phase", "can_end"),
    [(phase, phase not in (Phase.SUMMING_UP, Phase.ENDED)) for phase in Phase],
)
def test_the_card_ends_what_can_be_ended(phase: Phase, can_end: bool) -> None:
    offered = buttons(render(an_interview(a_question(1), phase=phase), CARD))
    assert offered == ({"end_interview": str(ID)} if can_end else {})


def test_a_long_title_leaves_room_for_the_company() -> None:
    setting = replace(SETTING, job_title="Principal Engineer " * 10)
    header = card(an_interview(setting=setting)).splitlines()[0]
    assert header.endswith("… · Globex")
    assert len(header) <= 60


@pytest.mark.parametrize(
    ("title", "company", "header"),
    [("", "Globex", "Globex"), ("Nurse", "", "Nurse"), ("", "", "Mock interview")],
)
def test_a_card_without_title_or_company_still_has_a_name(
    title: str, company: str, header: str
) -> None:
    setting = replace(SETTING, job_title=title, company=company)
    assert card(an_interview(setting=setting)).splitlines()[0] == header


def test_a_question_stands_under_its_label_with_skip() -> None:
    question = a_question(2)
    post = a_post(PostKind.QUESTION, question)
    shown = render(an_interview(judged(1), question), post)
    assert read_aloud(shown).startswith("2 of 5 · Problem solving\nAt Acme you took p99")
    assert buttons(shown) == {"skip_question": str(question.id)}
    assert shown.text.startswith("Question 2 of 5 · Problem solving: At Acme")


def test_how_to_reply_is_said_with_the_first_question_only() -> None:
    first, second, again = a_question(1), a_question(2), a_question(1, attempt=2)
    interview = an_interview(first, second, again)
    said = [drawn(interview, a_post(PostKind.QUESTION, q)) for q in (first, second, again)]
    assert ["You can also say skip" in one for one in said] == [True, False, False]


@pytest.mark.parametrize("attempt", range(1, 8))
def test_every_label_fits_and_names_the_try(attempt: int) -> None:
    for competency in Competency:
        asked = replace(a_question(1).asked, competency=competency)
        question = a_question(1, attempt=attempt, asked=asked)
        label = drawn(an_interview(question), a_post(PostKind.QUESTION, question)).splitlines()[0]
        assert len(label) <= 40
        assert ("try" in label) == (attempt > 1)


def test_a_skipped_question_says_so_in_place() -> None:
    question = a_question(2, closed=Closed.SKIPPED)
    said = used(an_interview(question), a_post(PostKind.QUESTION, question))
    assert said.endswith("Skipped.\n\n")
    assert "(Skip)" not in said


def test_an_answered_question_keeps_neither_button_nor_line() -> None:
    for question in (judged(2), judged(2, closed=None, review=None)):
        said = used(an_interview(question), a_post(PostKind.QUESTION, question))
        assert said == f"2 of 5 · Problem solving\n{ASKED[2][1]}\n"


def test_skip_moves_down_to_the_nudge_and_says_there_that_it_was_used() -> None:
    question = a_question(2)
    asked, nudge = (
        a_post(PostKind.QUESTION, question),
        a_post(PostKind.NOTICE, question, notice=Notice.NUDGE),
    )
    there = standing(an_interview(question), asked, nudge)
    assert [list(buttons(render(there, post))) for post in there.posts] == [[], ["skip_question"]]
    skipped = replace(there, questions=(replace(question, closed=Closed.SKIPPED),))
    assert ["Skipped." in drawn(skipped, post) for post in there.posts] == [False, True]


def test_a_notice_about_the_next_question_takes_nothing_from_the_one_before() -> None:
    question = a_question(2, closed=Closed.SKIPPED)
    asked = a_post(PostKind.QUESTION, question)
    stuck = a_post(PostKind.NOTICE, question, notice=Notice.NO_QUESTION, number=9)
    there = standing(an_interview(question, phase=Phase.PREPARING), asked, stuck)
    assert "Skipped." in drawn(there, there.posts[0])
    assert "Say next" in drawn(there, there.posts[1])


def test_an_answer_that_no_coach_could_judge_is_not_called_skipped() -> None:
    question = judged(2, closed=Closed.SKIPPED, review=None, feedback=None)
    said = used(an_interview(question), a_post(PostKind.QUESTION, question))
    assert "Not scored." in said
    assert "Skipped." not in said


def probed(**more: object) -> Question:
    held = {"closed": None, "feedback": None, "follow_ups": (PROBE,)}
    return judged(2, **(held | more))


def test_a_follow_up_says_what_is_missing_quotes_and_asks() -> None:
    question = probed()
    shown = render(
        an_interview(question, phase=Phase.FOLLOW_UP_OPEN),
        a_post(PostKind.FOLLOW_UP, question, number=1),
    )
    assert read_aloud(shown).startswith(
        f"{REVIEW.brief}\n\nYou said “we moved the hot rows out”. What did you rule out before"
    )
    assert buttons(shown) == {"finish_question": str(question.id)}


def test_a_follow_up_that_builds_on_no_words_just_asks() -> None:
    question = probed(follow_ups=(replace(PROBE, quote="", brief=""),))
    said = drawn(an_interview(question), a_post(PostKind.FOLLOW_UP, question, number=1))
    assert said.startswith("What did you rule out")


def test_an_older_follow_up_keeps_the_feedback_it_was_asked_with() -> None:
    second = replace(PROBE, brief="Now the result is missing.", text="What changed?")
    newer = replace(REVIEW, brief="Now the result is missing.")
    question = probed(follow_ups=(PROBE, second), review=newer)
    post = a_post(PostKind.FOLLOW_UP, question, number=1)
    shown = render(an_interview(question, phase=Phase.FOLLOW_UP_OPEN), post)
    assert read_aloud(shown).startswith(REVIEW.brief)
    assert buttons(shown) == {}


def test_a_follow_up_left_unanswered_points_to_the_feedback() -> None:
    question = probed(closed=Closed.JUDGED)
    post = a_post(PostKind.FOLLOW_UP, question, number=1)
    assert "Feedback below." in used(an_interview(question, phase=Phase.WRITING_FEEDBACK), post)


def test_a_reworded_follow_up_left_unanswered_says_so_once_and_last() -> None:
    question = probed(closed=Closed.JUDGED)
    asked = a_post(PostKind.FOLLOW_UP, question, number=1)
    reworded = a_post(PostKind.NOTICE, question, notice=Notice.IN_OTHER_WORDS, number=1)
    there = standing(an_interview(question, phase=Phase.FEEDBACK_OUT), asked, reworded)
    assert ["Feedback below." in drawn(there, post) for post in there.posts] == [False, True]


def test_an_answered_follow_up_keeps_neither_button_nor_line() -> None:
    reply = Answer(number=2, parts=(Message(ts=stamp(900), text="The index."),))
    question = probed(closed=Closed.JUDGED)
    question = replace(question, answers=(*question.answers, reply))
    post = a_post(PostKind.FOLLOW_UP, question, number=1)
    said = used(an_interview(question, phase=Phase.FEEDBACK_OUT), post)
    assert said.endswith(f"{PROBE.text}\n")


def feedback(question: Question, *before: Question, **more: object) -> Shown:
    held = {"phase": Phase.FEEDBACK_OUT} | more
    return render(
        an_interview(*before, question, **held),  # type: ignore[arg-type]
        a_post(PostKind.FEEDBACK, question),
    )


def test_feedback_is_score_then_findings_then_buttons_then_advice() -> None:
    said = read_aloud(feedback(judged(2), judged(1)))
    order = [
        "7 of 10 · L5A shown, your aim\nLanded\n“ruled out",
        "Missing\nWhat happened after launch",
        "(Next question!) (Try again) (End)",
        "You named the cause",
        "Start with the number",
        "Your answer at L5A, from your own words\nI traced ten",
        "One claim was cut: nothing you told me supports it.",
    ]
    places = [said.index(piece) for piece in order]
    assert places == sorted(places)


def test_the_slots_of_the_revised_answer_stand_out() -> None:
    shown = feedback(judged(2))
    (quote,) = (
        element
        for block in shown.blocks
        for element in block.get("elements", ())
        if element["type"] == "rich_text_quote"
    )
    bold = [part["text"] for part in quote["elements"] if "style" in part]
    assert bold == ["‹add: how long it stayed there›"]


def test_an_answer_of_nothing_but_slots_is_not_called_their_own_words() -> None:
    empty = replace(FEEDBACK, revised=(Sourced(text="‹add: what you did yourself›", cites=()),))
    said = read_aloud(feedback(judged(1, feedback=empty)))
    assert "What an answer at L5A needs" in said
    assert "from your own words" not in said


def test_how_far_a_score_may_be_off_is_said_once_a_session() -> None:
    first, second = judged(1), judged(2)
    assert "7 of 10 (±1) · L5A shown, your aim\n" in read_aloud(feedback(first))
    assert "±" not in read_aloud(feedback(second, first))
    skipped = a_question(1, closed=Closed.SKIPPED)
    assert "±" in read_aloud(feedback(second, skipped))


def test_a_level_is_explained_the_first_time_only() -> None:
    below = replace(REVIEW, level=Level.L4)
    first, second = judged(1, review=below), judged(2, review=below)
    assert "L4 shown (does their own work well), you aim at L5A\n" in read_aloud(feedback(first))
    assert "L4 shown, you aim at L5A\n" in read_aloud(feedback(second, first))


def test_a_level_above_the_aim_is_called_that() -> None:
    question = judged(1, review=replace(REVIEW, level=Level.L5B))
    assert "L5B shown (sets direction for the organisation), above your aim" in read_aloud(
        feedback(question)
    )


def test_where_no_level_was_shown_it_is_said_only_where_one_was_asked_for() -> None:
    none = replace(REVIEW, level=Level.NOT_SHOWN)
    asked = replace(a_question(1).asked, competency=Competency.AVAILABILITY)
    assert "7 of 10 (±1) · no level shown\n" in read_aloud(feedback(judged(1, review=none)))
    assert "7 of 10 (±1)\n" in read_aloud(feedback(judged(1, review=none, asked=asked)))


def test_a_question_closed_by_silence_gets_its_score_and_no_level() -> None:
    review = replace(REVIEW, score=1, level=Level.NOT_SHOWN, strengths=(), gaps=("No answer yet.",))
    said = read_aloud(feedback(judged(1, answers=(), review=review, closed=Closed.UNANSWERED)))
    assert said.startswith("1 of 10 (±1)\nMissing\nNo answer yet.\n")


def test_a_section_with_nothing_true_to_say_is_left_out() -> None:
    said = read_aloud(feedback(judged(1, review=replace(REVIEW, strengths=()))))
    assert "Landed" not in said
    assert "Missing" in said


def test_the_first_breath_drops_whole_findings_rather_than_parts() -> None:
    long = tuple(f"{n} a finding {'y' * 98}" for n in range(5))
    shown = feedback(judged(1, review=replace(REVIEW, strengths=long, gaps=long)))
    said = read_aloud(list(shown.blocks[:1]))
    assert len(said.replace("\n", "")) <= 700
    assert [said.count(f"{n} a finding") for n in range(5)] == [2, 2, 1, 0, 0]


def test_a_slow_coach_promises_the_rest_until_it_is_there() -> None:
    slow = replace(SETTING, two_breaths=True)
    promise = "Coaching and your answer at L5A follow here."
    assert promise in read_aloud(feedback(judged(1, feedback=None), setting=slow))
    assert promise not in read_aloud(feedback(judged(1), setting=slow))


def test_a_coach_that_says_all_at_once_promises_nothing() -> None:
    assert "follow here" not in read_aloud(feedback(judged(1, feedback=None)))


def test_feedback_that_is_not_the_newest_message_asks_for_no_step() -> None:
    question = judged(1)
    posts = [a_post(PostKind.FEEDBACK, question), Post(kind=PostKind.NOTICE)]
    there = standing(an_interview(question, phase=Phase.FEEDBACK_OUT), *posts)
    assert buttons(render(there, there.posts[0])) == {"show_sources": str(question.id)}


def test_the_way_to_the_sources_stands_below_the_revised_answer_and_only_there() -> None:
    said = read_aloud(feedback(judged(1)))
    assert said.index("how long it stayed there›") < said.index(LABEL)
    assert said.endswith(f"({LABEL})\n")
    unwritten = replace(FEEDBACK, revised=())
    for question in (judged(1, feedback=None), judged(1, feedback=unwritten)):
        assert "show_sources" not in buttons(feedback(question))


@pytest.mark.parametrize(
    ("engine", "ways"),
    [
        ("rules v1", {"retry_review"}),
        ("claude-haiku-5-5 1a2b3c4d", {"retry_review", "use_rules_coach"}),
    ],
)
def test_coaching_that_failed_is_admitted_with_the_ways_to_have_it_after_all(engine, ways) -> None:
    slow = replace(SETTING, two_breaths=True, engine=engine)
    empty = Feedback(overall_assessment="", coaching=(), revised=())
    shown = feedback(judged(1, feedback=empty), setting=slow)
    assert "follow here" not in read_aloud(shown)
    assert "Your score stands." in read_aloud(shown)
    offered = {"next_question", "retry_question", "end_interview"} | ways
    assert buttons(shown).keys() == offered


def test_a_spread_that_nobody_has_measured_is_said_to_be_assumed() -> None:
    claude = replace(SETTING, engine="claude-haiku-5-5 1a2b3c4d")
    assert "(±1)" in read_aloud(feedback(judged(1)))
    assert "(±1, assumed)" in read_aloud(feedback(judged(1), setting=claude))


def test_a_spread_that_was_measured_is_shown_as_it_is() -> None:
    claude = replace(SETTING, engine="claude-haiku-5-5 1a2b3c4d", plus_minus=2)
    assert "(±2)" in read_aloud(feedback(judged(1), setting=claude))


def test_another_coach_than_the_rest_is_named() -> None:
    question = judged(1)
    assert "another coach" not in read_aloud(feedback(question))
    claude = replace(SETTING, engine="claude-haiku-5-5 1a2b3c4d")
    assert "another coach than the rest: rules v1" in read_aloud(feedback(question, setting=claude))


def test_an_answer_that_no_coach_could_judge_offers_both_ways_on() -> None:
    question = judged(2, review=None, closed=None, feedback=None)
    claude = replace(SETTING, engine="claude-haiku-5-5 1a2b3c4d")
    there = an_interview(question, phase=Phase.UNDER_REVIEW, stuck=True, setting=claude)
    post = a_post(PostKind.NOTICE, question, notice=Notice.NO_REVIEW, number=3)
    there = standing(there, post)
    offered = buttons(render(there, there.posts[-1]))
    assert offered == {"retry_review": str(question.id), "use_rules_coach": str(question.id)}
    again = replace(there, stuck=False)
    assert buttons(render(again, again.posts[-1])) == {}


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (2, "Two claims were cut: nothing you told me supports them."),
        (12, "12 claims were cut: nothing you told me supports them."),
    ],
)
def test_what_was_cut_is_counted(cut: int, said: str) -> None:
    assert said in read_aloud(feedback(judged(1, feedback=replace(FEEDBACK, cut=cut))))


def test_nothing_is_said_of_cuts_where_nothing_was_cut() -> None:
    assert "cut:" not in read_aloud(feedback(judged(1, feedback=replace(FEEDBACK, cut=0))))


def test_under_feedback_one_may_go_on_try_again_or_end() -> None:
    question = judged(2)
    assert buttons(feedback(question)) == {
        "next_question": str(question.id),
        "retry_question": str(question.id),
        "end_interview": str(ID),
        "show_sources": str(question.id),
    }


def test_under_the_last_feedback_stands_the_way_to_the_summary() -> None:
    question = judged(TOTAL_QUESTIONS)
    shown = feedback(question)
    assert list(buttons(shown)) == ["end_interview", "retry_question", "show_sources"]
    assert buttons(shown)["end_interview"] == str(ID)
    assert "(See the summary!) (Try again)" in read_aloud(shown)


@pytest.mark.parametrize(
    ("interview", "line"),
    [
        (an_interview(judged(1), a_question(2)), "Next question below."),
        (an_interview(judged(1), phase=Phase.PREPARING), "Next question below."),
        (an_interview(judged(1), a_question(1, attempt=2)), "Tried again below."),
        (an_interview(judged(1), phase=Phase.SUMMING_UP), "Summary below."),
        (an_interview(judged(1), phase=Phase.ENDED, summary=SUMMARY), "Summary below."),
        (an_interview(judged(1), phase=Phase.ENDED), "Ended."),
    ],
)
def test_used_buttons_become_a_line_in_place(interview: Interview, line: str) -> None:
    post = a_post(PostKind.FEEDBACK, interview.questions[0])
    shown = render(standing(interview, post), replace(post, ts=stamp(1)))
    assert f"\n{line}\n" in read_aloud(shown)
    assert list(buttons(shown)) == ["show_sources"]


def test_feedback_without_a_judgement_claims_none() -> None:
    said = read_aloud(feedback(judged(1, review=None, feedback=None)))
    assert "could not judge" in said
    assert "of 10" not in said


def summary(**more: object) -> Shown:
    questions = [judged(n) for n in range(1, 6)]
    return render(
        an_interview(*questions, phase=Phase.ENDED, summary=replace(SUMMARY, **more)),  # type: ignore[arg-type]
        a_post(PostKind.SUMMARY),
    )


def test_the_summary_tells_verdict_reasons_scores_and_what_to_do() -> None:
    said = read_aloud(summary())
    order = [
        "Almost ready · 6.8\n",
        "Average 6.8 over 5 scored questions · rules coach, stays on this server",
        "Your stories are real",
        "Strengths\nProblem solving",
        "To improve\nResults",
        "Practise first\nEnd every story",
        "Next steps\nTell the ledger story",
        "(Practise again!) (My history)",
    ]
    places = [said.index(piece) for piece in order]
    assert places == sorted(places)


def test_the_summary_has_a_line_a_question() -> None:
    (table,) = (block for block in summary().blocks if block["type"] == "table")
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows[1] == ["1", ASKED[1][1], "7"]
    assert [row[2] for row in rows] == ["Score", "7", "7", "7", "no score", "7"]


def test_priorities_are_ranked_and_the_other_lists_are_not() -> None:
    lists = [
        element["style"]
        for block in summary().blocks
        for element in block.get("elements", ())
        if element["type"] == "rich_text_list"
    ]
    assert lists == ["bullet", "bullet", "ordered"]


def test_too_few_answers_for_a_verdict_are_said_plainly() -> None:
    said = read_aloud(summary(readiness=Readiness.NOT_ENOUGH_ANSWERS, answered=2))
    assert said.startswith("Not enough answers · 6.8\n")
    assert "I need three answered questions to say how ready you are" in said
    assert "this interview has two." in said


def test_two_coaches_are_both_named_and_give_no_verdict() -> None:
    claude = judged(2, review=replace(REVIEW, engine="claude v1"))
    mixed = replace(SUMMARY, readiness=Readiness.MIXED_COACHES)
    interview = an_interview(judged(1), claude, phase=Phase.ENDED, summary=mixed)
    said = drawn(interview, a_post(PostKind.SUMMARY))
    assert said.startswith("Mixed coaches · 6.8\n")
    assert "over 2 scored questions · claude v1 and rules v1" in said
    assert "Two coaches judged this interview" in said


def test_a_notice_rewords_the_question_or_its_follow_up() -> None:
    question = probed()
    interview = an_interview(question, phase=Phase.FOLLOW_UP_OPEN)
    reworded = a_post(PostKind.NOTICE, question, notice=Notice.IN_OTHER_WORDS, number=1)
    shown = render(interview, reworded)
    assert read_aloud(shown).startswith(f"In other words: {PROBE.in_other_words}")
    assert list(buttons(shown)) == ["finish_question"]
    question = a_question(2)
    reworded = a_post(PostKind.NOTICE, question, notice=Notice.IN_OTHER_WORDS)
    shown = render(an_interview(question), reworded)
    assert read_aloud(shown).startswith(f"In other words: {question.asked.in_other_words}")
    assert list(buttons(shown)) == ["skip_question"]


def test_an_easier_angle_comes_with_a_way_out() -> None:
    question = a_question(2)
    shown = render(
        an_interview(question), a_post(PostKind.NOTICE, question, notice=Notice.EASIER_ANGLE)
    )
    assert question.asked.easier in read_aloud(shown)
    assert buttons(shown) == {"skip_question": str(question.id)}


def test_a_coach_that_failed_is_admitted_with_what_to_say() -> None:
    question = judged(2, review=None, closed=None, feedback=None)
    interview = an_interview(question, phase=Phase.UNDER_REVIEW, then=Then.NOTHING, stuck=True)
    said = drawn(interview, a_post(PostKind.NOTICE, question, notice=Notice.NO_REVIEW, number=3))
    assert "Your words are kept." in said
    said = drawn(
        an_interview(phase=Phase.PREPARING), Post(kind=PostKind.NOTICE, notice=Notice.NO_QUESTION)
    )
    assert "Say next" in said


def test_the_metadata_names_the_kind_and_nothing_of_the_content() -> None:
    question = a_question(2)
    interview = an_interview(question)
    for kind in PostKind:
        post = a_post(kind, question)
        held = metadata(interview, post)
        assert held == {
            "event_type": f"mock_interview_{kind.value}",
            "event_payload": {"id": str(interview.post_id(post))},
        }
        assert str(UUID(held["event_payload"]["id"])) == held["event_payload"]["id"]


@pytest.mark.parametrize(
    "post",
    [
        Post(kind=PostKind.QUESTION),
        Post(kind=PostKind.SUMMARY),
        a_post(PostKind.FOLLOW_UP, a_question(1), number=1),
        Post(kind=PostKind.NOTICE),
    ],
)
def test_a_post_about_what_is_not_there_cannot_be_drawn(post: Post) -> None:
    with pytest.raises(LookupError):
        render(an_interview(a_question(1)), post)
