"""Stories in three pieces, each of which a coach has to miss where it is left out."""

from __future__ import annotations

from dataclasses import dataclass

from interview.model import Competency


@dataclass(frozen=True, slots=True)
class Taken:
    """A story in three pieces, of which the action or the result can be left out."""

    competency: Competency
    asked: str
    scene: str
    action: str
    result: str


TAKEN = {
    "florist": Taken(
        Competency.PROBLEM_SOLVING,
        "Tell me about something that kept going wrong. How did you put it right?",
        "Two years ago half of our roses arrived brown, every Monday for a month.",
        "I rode along in the van one night with a thermometer, because I suspected the cooling "
        "and not the grower.",
        "After that the brown ones fell from half a box to three or four stems.",
    ),
    "bus driver": Taken(
        Competency.STAKEHOLDER_MANAGEMENT,
        "Tell me about two groups of people who wanted opposite things of you.",
        "Last autumn the school wanted the 7.40 bus earlier and the early shift at the mill wanted "
        "it later.",
        "I counted who got on at each stop for two weeks and took the list to both, since nobody "
        "had a figure.",
        "They agreed on 7.45, and neither has complained since.",
    ),
    "librarian": Taken(
        Competency.LEADERSHIP,
        "When did you have to bring others along with a decision?",
        "In spring three colleagues were against opening the library on Sundays.",
        "I offered to work the first four Sundays myself, because asking others first would have "
        "been unfair.",
        "By June 90 people came each Sunday, and two of the three had signed up for a shift.",
    ),
    "developer": Taken(
        Competency.TECHNICAL_DEPTH,
        "Describe a change you made deep in a system. What else could you have chosen?",
        "In May our nightly report took six hours and was late for the morning meeting.",
        "I split it by region and ran the pieces side by side, because the queries waited on the "
        "disk and not on each other.",
        "It went from six hours to fifty minutes.",
    ),
}
