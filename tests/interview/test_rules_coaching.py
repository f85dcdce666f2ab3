"""The rules coach's words over whole interviews: specific, never the same opening twice.

And what a recruiter hears differently from a hiring manager.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from interview.coach import Papers, ReviewBrief
from interview.coach.grounded import give_feedback, review, summarise
from interview.coach.rules import RulesCoach
from interview.coach.rules.naming import clause, deed
from interview.coach.rules.review import examine
from interview.evidence import number_answers
from interview.model import (
    Answer,
    Closed,
    Competency,
    Difficulty,
    Element,
    Feedback,
    Level,
    Line,
    Message,
    PreparedQuestion,
    Question,
    Setting,
    Stage,
)
from interview.rubric import COMPETENCIES
from labelled_set import Part, questions

COACH = RulesCoach()
SEEDS = range(12)


def papers(stage: Stage) -> Papers:
    setting = Setting(
        stage=stage,
        difficulty=Difficulty.MEDIUM,
        target=Level.L5A,
        job_title="The advertised job",
        company="The employer",
        engine=COACH.engine,
        engine_label=COACH.label,
    )
    line = "Employed in this line of work until now"
    return Papers(
        setting=setting,
        resume=(Line(id="R1", text=line),),
        job=(Line(id="J1", text="The advertised job"),),
    )


def asked(number: int, competency: Competency, text: str, said: str) -> Question:
    return Question(
        id=UUID(int=number),
        number=number,
        attempt=1,
        asked=PreparedQuestion(competency=competency, text=text, in_other_words="", easier=""),
        answers=(Answer(number=1, parts=(Message(ts="1789000001.000000", text=said),)),),
        version=1,
    )


async def closed(stage: Stage, question: Question) -> tuple[Question, Feedback]:
    found = await review(COACH, papers(stage), question)
    judged = replace(question, review=found, closed=Closed.JUDGED)
    return judged, await give_feedback(COACH, papers(stage), judged)


async def coached(stage: Stage, competency: Competency, said: str) -> Feedback:
    number = COMPETENCIES[stage].index(competency) + 1
    _, feedback = await closed(stage, asked(number, competency, "Tell me about it.", said))
    return feedback


async def said_in_an_interview(stage: Stage, seed: int) -> list[str]:
    """Every paragraph of coaching, every assessment and the summary of an interview of five."""
    chance = random.Random(f"{stage} {seed}")
    pool = [q for q in questions(Part.TUNING) if q.competency in COMPETENCIES[stage]]
    said: list[str] = []
    done: list[Question] = []
    for number, competency in enumerate(COMPETENCIES[stage], 1):
        question = chance.choice([q for q in pool if q.competency is competency])
        answer = chance.choice(question.answers)
        judged, feedback = await closed(
            stage, asked(number, competency, question.text, answer.said[0])
        )
        done.append(judged)
        said += [feedback.overall_assessment, *feedback.coaching]
    summary = await summarise(COACH, papers(stage), tuple(done))
    points = (*summary.strengths, *summary.areas, *summary.priorities)
    return [*said, summary.assessment, *points, summary.next_steps]


def openings(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield " ".join(re.findall(r"[\w'’]+", text.lower())[:3])


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("seed", SEEDS)
async def test_no_two_texts_of_an_interview_begin_alike(stage: Stage, seed: int) -> None:
    found = Counter(openings(await said_in_an_interview(stage, seed)))
    assert [opening for opening, times in found.items() if times > 1] == []


_POINTER = re.compile(r"(?:[Gg]o on (?:from this:|after you say that)|where you say that) (.+)")


async def test_an_ending_that_is_missing_is_put_behind_the_last_sentence() -> None:
    pointed: list[tuple[str, str]] = []
    for labelled in questions(Part.TUNING):
        for place, answer in enumerate(labelled.answers):
            question = asked(place % 5 + 1, labelled.competency, labelled.text, answer.said[0])
            judged, feedback = await closed(labelled.stage, question)
            assert judged.review is not None
            gap = judged.review.probes[0].element if judged.review.probes else None
            if gap in (Element.RESULT, Element.LESSON) and not judged.review.value(gap):
                last = judged.review.evidence[-1].text
                pointed += [(found[1], last) for found in _POINTER.finditer(feedback.coaching[0])]
    assert len(pointed) >= 3
    for told, last in pointed:
        said = set(re.findall(r"\w+", last.lower()))
        shared = [word in said for word in re.findall(r"\w+", told.lower())]
        assert sum(shared) > len(shared) / 2, (told, last)


PROOF = (
    "I explain lab results to families every day. Last month I drew the numbers as a bus timetable "
    "for a mother, because she drives one, and she told it back to me without a mistake. "
)
LONG = PROOF + (
    "We have many families in the clinic. The clinic is quite busy in the mornings. "
    "There are three rooms and a waiting area. People come from the whole county."
)


async def test_a_recruiter_is_told_where_a_long_answer_could_have_stopped() -> None:
    feedback = await coached(Stage.RECRUITER_SCREEN, Competency.COMMUNICATION, LONG)
    place = next(text for text in feedback.coaching if "recruiter" in text.lower())
    assert re.search(r"“[^”]{8,}”", place)
    quoted = re.findall(r"“([^”]+)”", place)[0]
    assert quoted in PROOF


async def test_an_answer_without_proof_is_told_to_prove_it_once_and_stop() -> None:
    rambling = "I think that talking with people is a large part of what makes work go well. " * 3
    said = rambling + "There is so much to say about it, and so many sides to it. " * 7
    varied = " ".join(f"{sentence} number{at}." for at, sentence in enumerate(said.split(". ")))
    feedback = await coached(Stage.RECRUITER_SCREEN, Competency.COMMUNICATION, varied)
    assert any("recruiter" in text.lower() and "“" not in text for text in feedback.coaching)


async def test_a_short_complete_answer_is_praised_for_stopping_in_time() -> None:
    short = await coached(Stage.RECRUITER_SCREEN, Competency.COMMUNICATION, PROOF)
    assert "how a recruiter likes it" in " ".join(short.coaching)
    long = await coached(Stage.RECRUITER_SCREEN, Competency.COMMUNICATION, LONG)
    assert "how a recruiter likes it" not in " ".join(long.coaching)


async def test_a_date_with_its_condition_and_a_question_back_does_not_run_long() -> None:
    said = (
        "I can start on the 15th of September. My visa allows full time from the 10th, when my "
        "studies finish. Early or late are both good. On Fridays I would take lunch at one, or "
        "stay an hour longer. How many weeks before do you publish the rota?"
    )
    feedback = await coached(Stage.RECRUITER_SCREEN, Competency.AVAILABILITY, said)
    assert "ask for more" not in " ".join(feedback.coaching)


async def test_what_landed_is_not_taken_for_a_copy_of_the_coach() -> None:
    question = asked(1, Competency.COMMUNICATION, "Whom did you explain something to?", PROOF)
    judged, _ = await closed(Stage.RECRUITER_SCREEN, question)
    assert judged.review
    assert judged.review.strengths
    lines = number_answers(question.answers, ())
    given = papers(Stage.RECRUITER_SCREEN)
    briefs = [ReviewBrief(papers=given, question=it, answers=lines) for it in (question, judged)]
    before, after = (examine(brief) for brief in briefs)
    assert {e: before.value(e) for e in Element} == {e: after.value(e) for e in Element}


async def test_length_is_no_mark_and_no_concern_of_a_hiring_manager() -> None:
    number = COMPETENCIES[Stage.RECRUITER_SCREEN].index(Competency.CULTURE_FIT) + 1
    question = asked(number, Competency.CULTURE_FIT, "Tell me about friction at work.", LONG)
    screened, at_the_screen = await closed(Stage.RECRUITER_SCREEN, question)
    managed, at_the_managers = await closed(Stage.HIRING_MANAGER, question)
    assert screened.review
    assert managed.review
    assert screened.review.score == managed.review.score
    assert "recruiter" in " ".join(at_the_screen.coaching).lower()
    assert "recruiter" not in " ".join(at_the_managers.coaching).lower()


async def test_what_lifts_a_sound_answer_waits_until_something_was_done() -> None:
    vague = "I am a team player and I always communicate. Leadership is very important to me."
    feedback = await coached(Stage.HIRING_MANAGER, Competency.LEADERSHIP, vague)
    lifts = ("win over", "Who grew", "Share out")
    assert not any(lift in text for lift in lifts for text in feedback.coaching)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I rang the supplier and wrote it down.", "rang the supplier and wrote it down"),
        ("i moved four pickers to hand packing", "moved four pickers to hand packing"),
        ("I asked my boss to sit beside me", "asked your boss to sit beside you"),
        ("I moved our plates from pour to spread", "moved the plates from pour to spread"),
        ("We rang the supplier that night", ""),
        ("I would ring the supplier first", ""),
        ("I was in charge of the ward", ""),
        ('I told her "we need young donors"', ""),
        ("I went.", ""),
    ],
)
def test_a_deed_is_told_in_its_own_words_or_not_at_all(said: str, told: str) -> None:
    assert deed(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("She moved two patients to the Friday.", "she moved two patients to the Friday"),
        ("We lost three machines.", "you lost three machines"),
        ("I'm eleven miles out, by car.", "you're eleven miles out"),
        ("I was the lead for two years.", "you were the lead for two years"),
        ("You keep one carer with one client.", ""),
        ("In the end, quiet.", ""),
        ("Backend, Python, queues", ""),
        ("I'm all about a positive, inclusive culture", ""),
    ],
)
def test_what_is_told_of_an_answer_reads_behind_that(said: str, told: str) -> None:
    assert clause(said) == told
