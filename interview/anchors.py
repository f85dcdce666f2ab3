"""What a 3, a 6 and a 9 look like for each competency, as data; it judges nothing.

Prompts, the rules coach and the screens all read this table, so that a candidate is coached
towards what they are scored by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from interview.model import Competency, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One competency: an answer worth 3, 6 and 9, what each level shows, and what to ask.

    `levels` is empty where no level is read; `probe` is asked where the substance is missing;
    `ask` and `easier` are questions that presume nothing about anybody.
    """

    three: str
    six: str
    nine: str
    probe: str
    ask: str
    easier: str
    levels: Mapping[Level, str] = field(default_factory=dict)


def _levels(l4: str, l5a: str, l5b: str) -> Mapping[Level, str]:
    return MappingProxyType({Level.L4: l4, Level.L5A: l5a, Level.L5B: l5b})


ANCHORS: Mapping[Competency, Anchor] = MappingProxyType(
    {
        Competency.COMMUNICATION: Anchor(
            three="wanders or lists duties; the point stays unclear",
            six="the point comes first, in order, with some padding; the listener is implied",
            nine="a headline with two or three supports, words fitted to the listener, "
            "and a check that they understood",
            probe="Give me the one-sentence version for a non-expert.",
            ask="Tell me about something you had to explain to people who did not know your field.",
            easier="What do you do at work? Tell it as you would to a neighbour.",
            levels=_levels(
                "explains own work",
                "brings two functions to one understanding",
                "reframes for executives and so changes a decision",
            ),
        ),
        Competency.MOTIVATION: Anchor(
            three="praise that fits any company, or pay alone",
            six="one true fact of the role, tied to own history",
            nine="two facts of the role with matching proof and what they would give up for it; "
            "realistic about the downsides",
            probe="Which line of the posting made you apply, and what have you done like it?",
            ask="What made you apply for this role, and what have you done that comes "
            "closest to it?",
            easier="Which one thing in the posting would you like to do, and why?",
            levels=_levels(
                "interest in the task", "a problem of the team", "a bet on mission or market"
            ),
        ),
        Competency.CULTURE_FIT: Anchor(
            three="adjectives such as “team player”",
            six="one episode that shows a way of working",
            nine="an episode with friction, own adjustment and the effect on others; "
            "a preference stated honestly",
            probe="When did that way of working cost you something?",
            ask="Tell me about a time when you and the people you worked with did "
            "things differently.",
            easier="Think of a colleague you worked with well. What did you each do?",
            levels=_levels(
                "follows the norms", "improves a norm of the team", "sets or repairs the culture"
            ),
        ),
        Competency.TECHNICAL_BASICS: Anchor(
            three="names tools",
            six="says what was used, when, how long and for what",
            nine="correct use, its limit and how it was verified; "
            "admits what is unknown, with a way to learn it",
            probe="What breaks first in that approach?",
            ask="Which tool or method do you know best, and what have you used it for?",
            easier="What did you last use at work, and what for?",
            levels=_levels("uses", "chooses", "sets the standard"),
        ),
        Competency.AVAILABILITY: Anchor(
            three="vague, or volunteers problems",
            six="date, notice, location and range are clear",
            nine="complete and consistent, one constraint with an option, "
            "and the matching question asked",
            probe="Earliest start, and what could move it?",
            ask="When could you start, and what does that depend on?",
            easier="What is your notice period, and where would you like to work?",
        ),
        Competency.LEADERSHIP: Anchor(
            three="a title, or “we” only",
            six="led a task; who and what are clear",
            nine="direction given against resistance, others grew or decided, "
            "the result attributed fairly",
            probe="What did you decide that others disagreed with?",
            ask="Tell me about a time when you had to bring other people along with a decision.",
            easier="Tell me about a task, however small, that others did with you because "
            "you asked.",
            levels=_levels(
                "leads own task",
                "leads across teams without authority",
                "sets direction and builds leaders",
            ),
        ),
        Competency.PROBLEM_SOLVING: Anchor(
            three="a solution without its problem",
            six="the cause found, in logical steps",
            nine="options weighed, figures, the root cause, an effect that was verified, "
            "recurrence prevented",
            probe="What did you rule out, and on what evidence?",
            ask="Tell me about the hardest problem you have worked on lately. How did "
            "you find its cause?",
            easier="Tell me about something that went wrong at work, and what you did first.",
            levels=_levels(
                "fixes the fault given",
                "finds the cause that crosses teams",
                "redefines the class of problem",
            ),
        ),
        Competency.AMBIGUITY_TOLERANCE: Anchor(
            three="waited, or guessed",
            six="made assumptions and moved",
            nine="the unknowns named, the cheapest test, a point of decision, "
            "later reversed or confirmed",
            probe="What did you not know when you decided?",
            ask="Tell me about a time when you had to decide before you knew enough.",
            easier="Tell me about a task that was unclear. What did you do first?",
            levels=_levels(
                "clarifies the request",
                "gives the open question a structure",
                "defines the goal for others",
            ),
        ),
        Competency.STAKEHOLDER_MANAGEMENT: Anchor(
            three="“kept everyone informed”",
            six="names the parties and their interests; one action",
            nine="interests that opposed each other, what was traded, "
            "the agreement and whether it lasted",
            probe="Who lost something, and why did they accept?",
            ask="Tell me about a time when two people wanted different things from your work.",
            easier="Tell me about someone who asked for something you could not give. "
            "What did you say?",
            levels=_levels(
                "updates the manager",
                "aligns peers with rival goals",
                "moves senior leaders or policy",
            ),
        ),
        Competency.TECHNICAL_DEPTH: Anchor(
            three="buzzwords",
            six="the mechanism explained, and one choice",
            nine="constraints, alternatives, a failure mode, the effect measured, "
            "and what they would redo",
            probe="At ten times the load, what changes?",
            ask="Describe a piece of work you know to the bottom. How does it work, "
            "and what else could you have chosen?",
            easier="Pick something you made or keep running. How does it work?",
            levels=_levels(
                "a component",
                "the boundary of a system",
                "a trade-off of architecture or portfolio",
            ),
        ),
    }
)
