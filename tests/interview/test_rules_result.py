"""What came of it, as the rules coach reads it: told plainly, in broken English, without a verb."""

from __future__ import annotations

import re

import pytest

from interview.coach.rules import warm_up
from interview.coach.rules.ending import result
from interview.coach.rules.facts import date
from interview.coach.rules.findings import Circumstances, Finding
from interview.coach.rules.signals import read
from interview.coach.rules.spoken import About, When, clauses_of
from interview.model import Line
from interview.rubric import Shape

warm_up()

STORY = (
    "Last spring the boxes for the evening run were packed in the wrong order. I moved the labels "
    "to the lid and asked the packers to load from the back, because nobody could read them. "
)
MEASURED = """Wrong drops went from six a night to one.
It used to take forty minutes, now it takes ten.
By June we were down to two a week.
By June they had dropped from six to two.
That cut the run by half an hour.
Six a night before, one after.
The wrong drops stopped: none in eleven weeks.
Out of ninety boxes that week only one went astray.
Complaints fell by two thirds over the summer.
It came in four thousand under budget.
So the run finishes at nine instead of half ten.
Ninety-four percent arrived on time, before it was seventy.
We shipped it on the ninth, two days early.
Three of the five came back the next year.
The supplier paid us back the whole eight hundred.
It saved us about a day a week.
wrong drop go down from six to one in the month""".splitlines()
LASTING = """They've used it on every run since.
Nobody has rung about a wrong box from that day on.
Not a single box since.
Nothing's been missed since March.
It has held for two years now.
My manager wrote it into the handbook and every depot uses it now.
The two crews have swapped lists every Monday since then.
We were fully staffed by August and nobody has left.""".splitlines()
VOUCHED = """The depot in Hull copied it the month after.
The council took it on for all their sites.
The auditor checked the sheets in autumn.
The customer renewed for two years.
The inspector came in May and passed us with nothing to correct.
The regional manager came to see it and ordered the same lids for every depot.
Both drivers thanked me and the night crew started on it by themselves.
My boss said that complaints went down.""".splitlines()
LESSER = """After that it was a lot better.
The drivers were happier with it.
It went fine in the end.
The evening run got quicker.
It worked.
There were fewer mistakes afterwards.
They went with my idea.
It improved things quite a bit.
it was more easy for the drivers after
The problem went away as far as I know.
I think it went from six to two, but I am not sure.
We managed to finish it.
Things settled down after a while.
My boss seemed pleased.""".splitlines()
NO_RESULT = """I think communication is really important.
So that is what I did.
It took me about two weeks.
There were four packers and two drivers on that shift.
I always try to help my team.
So yes, that would be my example.
If it works it could cut the time by half.
Next time I would cut it from six to one.
The result was a great result and a big success.
The result was positive and the impact was significant.
I hoped the drivers would see it.
You have to be patient with people.
I sent 40 emails and made 25 calls that week.
Forty boxes, three vans, two drivers.
It cost four hundred pounds for the lids.
We were eleven people from four departments.
It had gone from one to six before I came.""".splitlines()


def found(text: str, shape: Shape = Shape.STAR) -> Finding:
    parts = [part for part in re.split(r"(?<=[.?!])\s+", text) if part]
    reading = read([Line(id=f"A1.{at}", text=part) for at, part in enumerate(parts, 1)])
    return result(reading, Circumstances(shape))


@pytest.mark.parametrize("ending", [*MEASURED, *LASTING, *VOUCHED])
def test_a_change_with_its_size_its_lasting_or_a_witness_is_full(ending: str) -> None:
    assert found(STORY + ending).value == 2


@pytest.mark.parametrize("ending", LESSER)
def test_a_change_without_either_is_half(ending: str) -> None:
    assert found(STORY + ending).value == 1


@pytest.mark.parametrize("ending", NO_RESULT)
def test_plans_claims_costs_and_figures_without_a_change_are_no_result(ending: str) -> None:
    assert found(STORY + ending).value == 0


@pytest.mark.parametrize("ending", [*MEASURED, *LASTING, *VOUCHED, *LESSER])
def test_without_its_result_a_story_has_none(ending: str) -> None:
    assert found(STORY).value == 0
    assert found(STORY + ending).value > 0


@pytest.mark.parametrize("ending", [*MEASURED[:6], *LASTING[:4], *LESSER[:6], *NO_RESULT[:6]])
def test_case_and_full_stops_cost_nothing(ending: str) -> None:
    careless = (STORY + ending).rstrip(".").lower()
    assert found(careless).value == found(STORY + ending).value


@pytest.mark.parametrize("ending", [*MEASURED, *LASTING, *VOUCHED, *LESSER])
def test_a_result_cites_the_sentence_that_tells_it(ending: str) -> None:
    shown = found(STORY + ending)
    assert shown.said is not None
    assert shown.said.id in shown.cites
    assert shown.said.id not in ("A1.1", "A1.2")


@pytest.mark.parametrize("padding", NO_RESULT)
@pytest.mark.parametrize("ending", [MEASURED[0], LESSER[0]])
def test_padding_raises_no_result(ending: str, padding: str) -> None:
    assert found(f"{STORY}{ending} {padding}").value <= found(STORY + ending).value


def test_what_was_wrong_before_is_no_result() -> None:
    assert found("Complaints went from one to nine. I rang every customer myself.").value == 0


def test_what_stopped_being_so_is_told_as_a_reason_and_no_result() -> None:
    assert found("I rang the depot because the drops fell from nine to two.").value == 0


def test_a_story_told_in_the_present_has_an_ending_too() -> None:
    text = (
        "Last year in my shop the freezer is broken on Saturday. I call my boss but he not answer. "
        "I ask the neighbour to take the ice cream. We lose only two boxes."
    )
    assert found(text).value == 2


def test_a_teams_story_has_an_ending_too() -> None:
    text = (
        "We redid the whole rota so the villages were together. Complaints went from nine to one."
    )
    assert found(text).value == 2


def test_a_claim_is_borne_out_by_what_others_did_and_not_by_praise_of_the_post() -> None:
    proof = "In my last year there I explained the new meter to every tenant on the third floor. "
    assert found(proof + "Your meters are better and cheaper now.", Shape.CLAIM).value == 0
    assert found(proof + "She said it back to me in her own words.", Shape.CLAIM).value == 1
    assert found(proof + "Calls about it fell from thirty to four.", Shape.CLAIM).value == 2


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("I can start on 3 March.", 2),
        ("I could begin on Monday the second of June.", 2),
        ("I am free to start tomorrow.", 2),
        ("Two weeks from the day you offer, I start.", 2),
        ("I could start in May.", 1),
        ("My notice is four weeks, so I start after that.", 1),
        ("I think I could start in about a month or so.", 0),
        ("I have lived here for two years and I like it.", 0),
        ("Fairly soon, it depends.", 0),
    ],
)
def test_a_date_is_full_where_one_can_plan_with_it(answer: str, value: int) -> None:
    assert date(read([Line(id="A1.1", text=answer)], least_words=3)).value == value


@pytest.mark.parametrize(
    ("text", "about", "when"),
    [
        ("I moved the labels", About.ME, When.PAST),
        ("we've not had one", About.US, When.PERFECT),
        ("it's held", About.SOMETHING, When.PERFECT),
        ("it's in the book", About.SOMETHING, When.PRESENT),
        ("the auditor found it exact", About.SOMEONE, When.PAST),
        ("the council made it their standard", About.SOMEONE, When.PAST),
        ("they'd complained", About.SOMEONE, When.BEFORE),
        ("I'd ask the driver", About.ME, When.THOUGHT),
        ("if it works", About.SOMETHING, When.THOUGHT),
        ("she couldn't read it", About.SOMEONE, When.PAST),
        ("none in eleven weeks", About.UNSAID, When.UNSAID),
    ],
)
def test_a_clause_says_whom_it_is_about_and_when(text: str, about: About, when: When) -> None:
    clause = clauses_of(text)[0]
    assert (clause.about, clause.when) == (about, when)


def test_a_subject_left_out_is_the_one_before() -> None:
    clauses = clauses_of("I moved the labels and asked the packers")
    assert [clause.about for clause in clauses] == [About.ME, About.ME]


def test_a_subject_left_out_behind_a_description_is_the_main_clauses() -> None:
    clauses = clauses_of("I counted who got on and took the list to both")
    assert [clause.about for clause in clauses] == [About.ME, About.SOMEONE, About.ME]


def test_a_quotation_is_no_clause_of_the_story() -> None:
    assert [c.about for c in clauses_of("“I can't read it” calls went down")] == [About.SOMETHING]


@pytest.mark.parametrize(
    "ending",
    [
        "With me the wrong drops went to zero.",
        "No wrong box again for the whole year.",
        "The night lead stopped me a month later and said not one box was wrong both weeks.",
        "The work was put at 16,400 and it settled at 17,100.",
        "We've had no repeat since.",
    ],
)
def test_a_figure_a_lasting_or_a_report_counts_however_it_is_put(ending: str) -> None:
    assert found(STORY + ending).value == 2


def test_a_body_of_people_acts_under_a_common_noun() -> None:
    assert clauses_of("the shops asked for the drawing")[0].about is About.SOMEONE
    assert clauses_of("the drawing was approved")[0].about is About.SOMETHING


def test_who_only_left_told_no_result() -> None:
    assert found(STORY + "Then there was a queue, so he went.").value == 0


def test_praise_that_is_only_believed_is_no_result() -> None:
    assert found(STORY + "I think it was good.").value == 0


def test_what_usually_comes_of_a_habit_is_half_and_a_commonplace_is_none() -> None:
    habit = "I usually give the porters until six, because the lift is free then, and I ring down. "
    assert found(habit + "Most mornings it works out and they laugh about it.").value == 1
    assert found(habit + "When you ask people nicely they usually help you.").value == 0


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("I keep everyone informed", When.PRESENT),
        ("I think it went from six to two", When.PAST),
        ("the forms get written on the spot", When.PRESENT),
        ("it settled at 17,100", When.PAST),
    ],
)
def test_the_time_of_a_clause_is_its_own_verbs(text: str, when: When) -> None:
    assert [clause.when for clause in clauses_of(text)] == [when]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("I can start Monday week.", 2),
        ("Start would be some time in January, it depends on my boss.", 1),
        ("I could do the odd late if I get notice, and I start fairly soon.", 0),
    ],
)
def test_a_month_named_stays_near_however_loosely(answer: str, value: int) -> None:
    assert date(read([Line(id="A1.1", text=answer)], least_words=3)).value == value
