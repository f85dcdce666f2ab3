"""Sentences of people at work, told again: in other words, or as they were not."""

from __future__ import annotations

import pytest

from interview.grounding import unsupported
from interview.model import Line

RETOLD = [
    (
        "I typed the minutes in Word because nobody had the Notion login.",
        "Since nobody had the login for Notion, you typed the minutes in Word.",
    ),
    (
        "I covered for the team leader on Fridays.",
        "On Fridays you stood in for the team leader.",
    ),
    (
        "I asked for overtime and they gave me two Saturdays.",
        "You requested overtime and got two Saturdays.",
    ),
    (
        "Most of the parents came, though not the two I had hoped for.",
        "The majority of parents came, but the two you had hoped for did not.",
    ),
    (
        "I cleaned the filters every Monday so the fryers stopped smoking.",
        "The fryers stopped smoking because you cleaned the filters weekly.",
    ),
    (
        "I relabelled the shelves in the stock room.",
        "You put new labels on the stock room shelves.",
    ),
    (
        "I showed the driver the dent and he paid for it.",
        "The driver paid for the dent once you had shown it to him.",
    ),
    (
        "The landlord rang me and I sent the plumber.",
        "After the landlord's call you sent a plumber.",
    ),
    (
        "We lost two clients in May and won three in July.",
        "You lost two clients in May but gained three in July.",
    ),
    (
        "I had 3 students in the morning and 11 in the evening.",
        "In the evening there were eleven students, in the morning three.",
    ),
    (
        "It was just me and the apprentice on site that week.",
        "You and the apprentice were the only ones on site that week.",
    ),
    (
        "I broke up the fight and sent both of them home.",
        "You stopped the fight and sent the two of them home.",
    ),
    (
        "We had no budget so I asked the paint shop for leftovers.",
        "With no budget, you asked the paint shop for its leftovers.",
    ),
    (
        "The gaffer said leave it but I shored the trench anyway before anyone went in.",
        "Although your boss told you to leave it, you shored the trench before anybody entered.",
    ),
    (
        "The kids weren't getting fractions so I used pizza boxes.",
        "As the pupils struggled with fractions, you used pizza boxes.",
    ),
    (
        "She couldn't hear me over the fans so I wrote it on the board.",
        "Because of the noise of the fans you wrote it on the board for her.",
    ),
    (
        "I kept a notebook of every job and what it cost us.",
        "You recorded each job and its cost in a notebook.",
    ),
    (
        "I hadn't done payroll before, so I shadowed Ann for two runs and did the third on my own.",
        "New to payroll, you shadowed Ann for two runs before doing the third alone.",
    ),
    (
        "I put the wrong date on the label, owned up straight away and we binned the batch.",
        "You admitted at once that you had mislabelled the date, and the batch was thrown away.",
    ),
    (
        "It rained for a week and we couldn't pour, so I got the lads on the drainage.",
        "With a week of rain stopping the pour, you put the crew on drainage.",
    ),
    (
        "Sorted the post, ran the front desk, did the banking on Thursdays.",
        "You sorted post, ran reception and did the banking every Thursday.",
    ),
    (
        "The other team wanted Tuesdays off and so did we; I suggested we took turns.",
        "Both teams wanted Tuesdays off, and you proposed alternating.",
    ),
    (
        "There's only one lift and it was broken, so I carried the beds up with Marek.",
        "The only lift being out of order, you and Marek carried the beds up.",
    ),
    (
        "Handled the complaints inbox, about 25 a day, on my own after Jo left.",
        "After Jo's departure you dealt with around 25 complaints a day alone.",
    ),
]
TWISTED = [
    (
        "Driver for Calder Freight; we carried mostly for Norbrook Foods.",
        "You were a driver for Norbrook Foods, carrying mostly for Calder Freight.",
    ),
    (
        "Seconded from Leith Council to the Fife housing trust for ten months.",
        "Seconded from the Fife housing trust to Leith Council, you stayed ten months.",
    ),
    (
        "My supervisor interviewed the candidates and I booked the rooms.",
        "You interviewed the candidates and booked the rooms.",
    ),
    (
        "I sat second chair on the audit; the partner presented it.",
        "You presented the audit with the partner.",
    ),
    (
        "I covered for the team leader on Fridays.",
        "You were team leader.",
    ),
    (
        "I'm studying for my Level 3, two units left.",
        "You have finished your Level 3.",
    ),
    (
        "I asked for overtime and they gave me two Saturdays.",
        "You turned down overtime.",
    ),
    (
        "I never raised my voice, I just moved the queue to the other till.",
        "You raised your voice and moved the queue to the other till.",
    ),
    (
        "Most of the parents came, though not the two I had hoped for.",
        "All of the parents came, including the two you had hoped for.",
    ),
    (
        "I was the only one who didn't sign the petition.",
        "You signed the petition.",
    ),
    (
        "I cleaned the filters every Monday so the fryers stopped smoking.",
        "You cleaned the filters every Monday and the kitchen won an award.",
    ),
    (
        "I wrote a checklist for opening up.",
        "Your checklist for opening up is now used in every branch.",
    ),
    (
        "I relabelled the shelves in the stock room.",
        "You relabelled the shelves in the stock room, which halved picking time.",
    ),
    (
        "I rang each family the night before.",
        "You rang each family the night before, so attendance improved.",
    ),
    (
        "I showed the driver the dent and he paid for it.",
        "You showed the driver the dent and your boss paid for it.",
    ),
    (
        "The vet asked me to hold the dog while she took the stitches out.",
        "You took the stitches out while the vet held the dog.",
    ),
    (
        "The landlord rang me and I sent the plumber.",
        "You rang the landlord, who sent the plumber.",
    ),
    (
        "I told my manager about the leak before lunch and she closed the aisle.",
        "Your manager told you about the leak and you closed the aisle.",
    ),
    (
        "We lost two clients in May and won three in July.",
        "You won three clients in May and lost two in July.",
    ),
    (
        "The kiln takes 9 hours to fire and 14 to cool.",
        "The kiln takes 14 hours to fire and 9 to cool.",
    ),
    (
        "I had 3 students in the morning and 11 in the evening.",
        "You had 11 students in the morning and 3 in the evening.",
    ),
    (
        "We looked at both suppliers and stayed with the old one.",
        "You switched to the new supplier after comparing both.",
    ),
    (
        "I spotted the leak and the caretaker mended it.",
        "You spotted and mended the leak.",
    ),
    (
        "I was in the group that wrote the safety plan.",
        "You wrote the safety plan.",
    ),
    (
        "I drafted the letter and my boss signed it.",
        "You signed the letter that your boss had drafted.",
    ),
    (
        "I was offered the supervisor job but stayed on the floor.",
        "You were promoted to supervisor.",
    ),
    (
        "I applied for the grant; they haven't answered yet.",
        "You won the grant you applied for.",
    ),
    (
        "I reported it to the council.",
        "You reported it to the council, which repaired the road.",
    ),
    (
        "I taught the evening class for a term.",
        "Everyone in your evening class passed the exam.",
    ),
    (
        "Used Figma for the mock-ups; the developers worked in React.",
        "You built the mock-ups in React.",
    ),
    (
        "I count stock on Mondays and order on Wednesdays.",
        "You order on Mondays and count stock on Wednesdays.",
    ),
    (
        "Half the class needed help with reading.",
        "The whole class needed help with reading.",
    ),
    (
        "We couldn't find the cause.",
        "You found the cause.",
    ),
    (
        "I argued with the chef about the portion size and lost.",
        "You convinced the chef about the portion size.",
    ),
    (
        "The trainer said my welds were nearly there.",
        "The trainer passed your welds.",
    ),
]


def reasons(told: str, said: str) -> tuple[str, ...]:
    return unsupported(said, [Line(id="A1.1", text=told)])


@pytest.mark.parametrize(("told", "said"), RETOLD)
def test_a_sentence_may_be_told_in_other_words(told: str, said: str) -> None:
    assert reasons(told, said) == ()


@pytest.mark.parametrize(("told", "said"), TWISTED)
def test_a_sentence_may_not_be_told_as_it_was_not(told: str, said: str) -> None:
    assert reasons(told, said)
