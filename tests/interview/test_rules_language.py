"""What the rules coach cannot read, it says so of."""

from __future__ import annotations

import pytest

from hearing import as_asked, hear, papers_for
from interview.coach.rules import RulesCoach
from interview.coach.rules.language import is_foreign
from interview.model import Competency, Stage
from labelled_set import Part, questions

FOREIGN = [
    "Ich habe im März mit dem Team die Schichten neu geplant, weil niemand wusste, wer kommt.",
    "J'ai réorganisé les équipes de nuit avec ma collègue parce que les patients attendaient.",
    "Organicé los turnos de noche con mi compañera porque los pacientes esperaban demasiado.",
    "Ho organizzato i turni di notte con la mia collega, perché i pazienti non potevano aspettare.",
    "Zaplanowałem zmiany na nowo, bo nikt nie wiedział, że w nocy jest tak mało ludzi.",
    "我去年领导了一个项目,把等待时间缩短了一半。",
    "Я переделал расписание смен, потому что пациенты ждали слишком долго.",
    "أعدت تنظيم المناوبات الليلية لأن المرضى كانوا ينتظرون طويلا",
]


@pytest.mark.parametrize("said", FOREIGN)
def test_another_language_is_recognised(said):
    assert is_foreign(said)


@pytest.mark.parametrize("said", FOREIGN)
async def test_an_answer_in_another_language_is_not_called_noise(said):
    coach = RulesCoach()
    asked = as_asked(Stage.HIRING_MANAGER, Competency.LEADERSHIP, "Whom did you lead?")
    _, found = await hear(coach, papers_for(coach, Stage.HIRING_MANAGER), asked, [said])
    assert found.score == 1
    assert "only read English" in found.brief
    assert "only read English" in found.gaps[0]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Twelve.",
        "Ana Müller und Co asked me for the list.",
        "asdf qwer zxcv uiop hjkl",
        "i has fix pump and after is no more water on floor, boss say good",
        "The et al. in the paper was me.",
    ],
)
def test_english_however_it_is_written_is_not(said):
    assert not is_foreign(said)


def test_no_answer_of_the_tuning_part_is_taken_for_another_language():
    told = [said for q in questions(Part.TUNING) for a in q.answers for said in a.said]
    assert not [said for said in told if is_foreign(said)]
