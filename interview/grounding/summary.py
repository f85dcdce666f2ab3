"""A summary: computed numbers, and a coach's words as far as they agree with what was said."""

from __future__ import annotations

from collections.abc import Iterable

from interview import rubric
from interview.coach import Papers, SummaryBrief
from interview.coach.drafts import SummaryDraft
from interview.grounding import clipping
from interview.grounding.objections import (
    Objections,
    misstated,
    posting,
    questions_said,
)
from interview.grounding.truth import untraced
from interview.model import (
    Closed,
    Level,
    Question,
    QuestionLine,
    Readiness,
    Setting,
    Stage,
    Summary,
)
from interview.sentences import sentences

_MOST_POINTS = 3
_LEVEL_NOT_ASKED = "A recruiter screen does not weigh the level of your work."
_NO_LEVEL = "No answer showed how wide your scope is, so level plays no part in this."
_VERDICTS = (Readiness.ALMOST_READY, Readiness.NEEDS_PRACTICE, Readiness.READY)
_PLAIN_STEPS = {
    Readiness.READY: "Keep it fresh: one more round on another day, with harder questions.",
    Readiness.ALMOST_READY: "Take the question with the lowest score and answer it once more.",
    Readiness.NEEDS_PRACTICE: "Pick one question, read its feedback, and answer it once more.",
    Readiness.NOT_ENOUGH_ANSWERS: "Answer at least three questions next time, for a full picture.",
    Readiness.MIXED_COACHES: "Stay with one coach for a whole interview, to compare its scores.",
}


def ground_summary(draft: SummaryDraft, brief: SummaryBrief) -> tuple[Summary, tuple[str, ...]]:
    """The summary with every sentence that brings in a number, a name or a verdict cut."""
    objections = Objections()
    known, scores = _known(brief), _scores(brief)

    def sound(about: str, text: str) -> list[str]:
        return [
            sentence
            for sentence in sentences(text)
            if not objections.add(
                about,
                [
                    *untraced(sentence, known, advice=True),
                    *_verdict(sentence, brief.readiness),
                    *misstated(sentence, scores, known),
                ],
            )
        ]

    def points(about: str, texts: Iterable[str]) -> tuple[str, ...]:
        kept = [" ".join(sound(about, text)) for text in texts]
        clipped = [clipping.clip(text, clipping.POINT) for text in kept if text]
        return tuple(dict.fromkeys(clipped))[:_MOST_POINTS]

    plain = _computed(brief.papers.setting, brief.questions, brief.overall_score, brief.readiness)
    said = sound("assessment", draft.assessment)
    if said and not any("level" in sentence.lower() for sentence in said):
        said += _about_level(brief.papers.setting, brief.questions, brief.readiness)
    return Summary(
        overall_score=brief.overall_score,
        readiness=brief.readiness,
        assessment=" ".join(clipping.fit(said, clipping.ASSESSMENT)) or plain.assessment,
        strengths=points("strength", draft.strengths),
        areas=points("area", draft.areas),
        priorities=points("priority", draft.priorities),
        next_steps=" ".join(
            clipping.fit(sound("next steps", draft.next_steps), clipping.NEXT_STEPS)
        )
        or plain.next_steps,
        lines=plain.lines,
        answered=plain.answered,
    ), objections.told


def bare_summary(setting: Setting, questions: Iterable[Question]) -> Summary:
    """The computed outcome in plain words, for when no coach has any.

    Raises ValueError where nothing was scored: such an interview has no summary.
    """
    questions = tuple(questions)
    overall = rubric.mean(questions)
    if overall is None:
        raise ValueError("nothing was scored")
    outcome = rubric.readiness(questions, setting.target, rubric.engines(questions))
    return _computed(setting, questions, overall, outcome)


def _computed(
    setting: Setting, questions: Iterable[Question], overall: float, outcome: Readiness
) -> Summary:
    questions = tuple(questions)
    finals = [q.review for q in rubric.finals(questions) if q.review]
    answered = rubric.answered(questions)
    counted = f"{answered} question{'' if answered == 1 else 's'} answered"
    said = [f"{outcome}: {counted}, {overall:.1f} of 10 on average."]
    said += _about_level(setting, questions, outcome)
    return Summary(
        overall_score=overall,
        readiness=outcome,
        assessment=clipping.clip(" ".join(said), clipping.ASSESSMENT),
        strengths=_points(text for review in finals for text in review.strengths[:1]),
        areas=_points(text for review in finals for text in review.gaps[:1]),
        priorities=(),
        next_steps=_PLAIN_STEPS[outcome],
        lines=question_lines(questions),
        answered=answered,
    )


def _points(texts: Iterable[str]) -> tuple[str, ...]:
    clipped = [clipping.clip(text, clipping.POINT) for text in texts]
    return tuple(dict.fromkeys(clipped))[:_MOST_POINTS]


def _about_level(setting: Setting, questions: Iterable[Question], outcome: Readiness) -> list[str]:
    """That no level was shown, where the verdict would seem to rest on one."""
    if outcome not in _VERDICTS or rubric.level_plays_a_part(questions):
        return []
    return [_LEVEL_NOT_ASKED if setting.stage is Stage.RECRUITER_SCREEN else _NO_LEVEL]


def question_lines(questions: Iterable[Question]) -> tuple[QuestionLine, ...]:
    """A line a question, with its final score; None where it was skipped or left open."""
    lines = []
    for question in rubric.shown(questions):
        review = question.review if question.closed is not Closed.SKIPPED else None
        scored = review if question.closed else None
        lines.append(
            QuestionLine(
                number=question.number,
                text=question.asked.text,
                score=scored.score if scored else None,
                level=scored.level if scored else Level.NOT_SHOWN,
                brief=scored.brief if scored else "",
            )
        )
    return tuple(lines)


def _known(brief: SummaryBrief) -> list[str]:
    papers = brief.papers
    said = [line.text for line in (*papers.resume, *papers.job, posting(papers))]
    for question in brief.questions:
        said += [*questions_said(question), question.asked.competency.replace("_", " ")]
        review = question.review
        if review:
            said += [line.text for line in review.evidence]
            said += [*review.strengths, *review.gaps, review.brief, f"{review.score} of 10"]
        said.append(f"question {question.number}")
    return [*said, _figures(brief, papers)]


def _figures(brief: SummaryBrief, papers: Papers) -> str:
    mean = brief.overall_score
    answered = rubric.answered(brief.questions)
    verdicts = " ".join(readiness.title() for readiness in Readiness)
    return (
        f"{mean} {mean:.1f} {mean:.2f} {mean:g} of 10, {answered} of {len(brief.questions)} of 5, "
        f"Level L4 L5A L5B {papers.setting.target}, STAR {verdicts}"
    )


def _scores(brief: SummaryBrief) -> list[float]:
    mean = brief.overall_score
    given = [question.review.score for question in brief.questions if question.review]
    return [mean, round(mean, 1), round(mean, 2), *given]


def _verdict(sentence: str, outcome: Readiness) -> list[str]:
    """Readiness is computed: a sentence that says another one contradicts it."""
    left = sentence.replace(outcome, "")
    others = [verdict for verdict in _VERDICTS if verdict != outcome and verdict in left]
    return [f"says “{others[0]}” where “{outcome}” was computed"] if others else []
