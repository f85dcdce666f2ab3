"""What an answer was worth and how to better it: the score at once, the coaching below it."""

from __future__ import annotations

from bot.slack.text import (
    Block,
    Element,
    Shown,
    bullets,
    button,
    buttons,
    clip,
    context,
    one_line,
    paragraph,
    quote,
    rich,
    shown,
    words,
)
from bot.slack.views.sources import LABEL, MOST_FINDINGS, SOURCES
from bot.slack.views.subject import asked, coach_again
from bot.slack.views.words import count, with_slots, without_slots
from interview.model import (
    TOTAL_QUESTIONS,
    Interview,
    Level,
    Phase,
    Post,
    Question,
    Review,
    Stage,
)
from interview.rubric import COMPETENCIES, GLOSS, PLUS_MINUS

MOST_FIRST_BREATH = 700
MOST_FINDING = 110
MOST_ASSESSMENT = 400
MOST_COACHING = 900
MOST_REVISED = 900
_NARROW_TO_WIDE = list(Level)
_ONLY_SLOTS = "What an answer at {} needs"
_NO_COACHING = "I could not write the coaching just now. Your score stands."
_NOT_JUDGED = "I could not judge this answer, so it has no score. Your words are kept."


def feedback(interview: Interview, post: Post) -> Shown:
    """The first breath, the buttons, and below them the second breath once it is written."""
    question = asked(interview, post)
    review = question.review
    first: list[Element]
    if review is None:
        said, first = _NOT_JUDGED, [paragraph(words(_NOT_JUDGED))]
    else:
        score = f"{review.score} of 10"
        aside = _aside(interview, question, review)
        landed, missing = _findings(review, room=MOST_FIRST_BREATH - len(score + aside))
        said = f"Feedback on question {question.number}: {score}{aside}"
        said = ". ".join([said, *_named("Landed", landed), *_named("Missing", missing)])
        first = [
            paragraph(words(score, bold=True), words(aside)),
            *_listed("Landed", landed),
            *_listed("Missing", missing),
        ]
    return shown(
        said,
        rich(*first),
        _buttons_or_what_came_of_them(interview, post, question),
        *_second_breath(interview, post, question),
    )


def _aside(interview: Interview, question: Question, review: Review) -> str:
    """What stands behind the score: its spread, the first time only, and the level shown."""
    earlier = interview.questions[: interview.questions.index(question)]
    before = [q.review for q in earlier if q.review and q.closed]
    measured = PLUS_MINUS if interview.setting.by_rules else interview.setting.plus_minus
    off = f"±{PLUS_MINUS}, assumed" if measured is None else f"±{measured}"
    spread = "" if before else f" ({off})"
    named = {it.level for it in before} | {interview.setting.target}
    level = _level(question, review, interview.setting.target, named)
    return f"{spread} · {level}" if level else spread


def _level(question: Question, review: Review, target: Level, named: set[Level]) -> str:
    """The level against the aim, explained where neither the card nor feedback has named it."""
    shown_level = review.level
    if shown_level is Level.NOT_SHOWN:
        # Only these questions ask for scope, so only here is its absence worth a word.
        asks_for_scope = question.asked.competency in COMPETENCIES[Stage.HIRING_MANAGER]
        return "no level shown" if asks_for_scope and question.answered else ""
    gloss = "" if shown_level in named else f" ({GLOSS[shown_level]})"
    if shown_level is target:
        return f"{shown_level} shown{gloss}, your aim"
    above = _NARROW_TO_WIDE.index(shown_level) > _NARROW_TO_WIDE.index(target)
    return f"{shown_level} shown{gloss}, {'above your aim' if above else f'you aim at {target}'}"


def _findings(review: Review, room: int) -> tuple[list[str], list[str]]:
    """What landed and what is missing, at most three each; the weakest goes where room ends."""
    landed = [clip(one_line(it), MOST_FINDING) for it in review.strengths[:MOST_FINDINGS] if it]
    missing = [clip(one_line(it), MOST_FINDING) for it in review.gaps[:MOST_FINDINGS] if it]
    room -= len("Landed") + len("Missing")
    while sum(map(len, landed)) + sum(map(len, missing)) > room:
        (landed if len(landed) > len(missing) else missing).pop()
    return landed, missing


def _named(title: str, findings: list[str]) -> list[str]:
    """The findings as a screen reader says them."""
    return [f"{title}: {'; '.join(it.rstrip('.') for it in findings)}"] if findings else []


def _listed(title: str, findings: list[str]) -> list[Element]:
    if not findings:
        return []
    return [paragraph(words(title, bold=True)), bullets(words(finding) for finding in findings)]


def _buttons_or_what_came_of_them(
    interview: Interview, post: Post, question: Question
) -> Block | None:
    later = interview.questions[interview.questions.index(question) + 1 :]
    if later:
        again = later[0].number == question.number
        return context("Tried again below." if again else "Next question below.")
    match interview.phase:
        case Phase.SUMMING_UP:
            return context("Summary below.")
        case Phase.ENDED:
            return context("Summary below." if interview.summary else "Ended.")
        case Phase.PREPARING:
            return context("Next question below.")
    if interview.phase is not Phase.FEEDBACK_OUT or not interview.stands_last(post):
        return None
    last = question.number >= TOTAL_QUESTIONS
    end = str(interview.id)
    onward = (
        button("end_interview", "See the summary", end, "primary")
        if last
        else button("next_question", "Next question", str(question.id), "primary")
    )
    return buttons(
        onward,
        button("retry_question", "Try again", str(question.id)),
        None if last else button("end_interview", "End", end),
    )


def _second_breath(interview: Interview, post: Post, question: Question) -> list[Block | None]:
    """Coaching and revised answer, a promise of them, or the way to them where they failed.

    The way to its sources is no step of the interview, so it stays when the other buttons go.
    """
    written, target = question.feedback, interview.setting.target
    if written is None:
        promised = interview.setting.two_breaths
        return [context(f"Coaching and your answer at {target} follow here.") if promised else None]
    if written.is_missing:
        if question.review is None:
            return []
        by_rules = interview.setting.by_rules or question.by_rules
        offered = coach_again(question.id, by_rules=by_rules, first="Write the coaching again")
        return [context(_NO_COACHING), offered if interview.stands_last(post) else None]
    assessment = clip(written.overall_assessment.strip(), MOST_ASSESSMENT)
    coaching = clip("\n\n".join(part.strip() for part in written.coaching if part), MOST_COACHING)
    revised = clip(written.revised_answer.strip(), MOST_REVISED)
    advice = "\n\n".join(part for part in (assessment, coaching) if part)
    blocks: list[Block | None] = [rich(paragraph(words(advice)))] if advice else []
    if revised:
        whose = "Your answer at {}, from your own words" if without_slots(revised) else _ONLY_SLOTS
        title = whose.format(target)
        blocks.append(rich(paragraph(words(title, bold=True)), quote(with_slots(revised))))
    blocks.append(context(_cut(written.cut)))
    if revised:
        blocks.append(buttons(button(SOURCES, LABEL, str(question.id))))
    if question.review and question.review.engine != interview.setting.engine:
        blocks.append(context(f"Judged by another coach than the rest: {question.review.engine}."))
    return blocks


def _cut(claims: int) -> str:
    """What was left out of the coach's words because nothing the candidate said carries it."""
    if claims <= 0:
        return ""
    many = f"{count(claims).capitalize()} claims were cut: nothing you told me supports them."
    return many if claims > 1 else "One claim was cut: nothing you told me supports it."
