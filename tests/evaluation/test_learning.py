"""What is learned from: whole, coded, and what the weights in use were learned from."""

from __future__ import annotations

import re

import pytest

from interview.coach.rules.roles import Role, weights
from labelled_set import Part, questions
from learning import SENTENCES, coded, common_words, fingerprint, labels

FILES = sorted(SENTENCES.glob("*.txt"), key=lambda path: path.name)


def only_words(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def test_the_weights_were_learned_from_the_files_as_they_are() -> None:
    assert weights()["heard"] == fingerprint(), "learn them again: make learn"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_is_coded_with_known_codes(path) -> None:
    codes = {role.value for role in Role} | {"-"}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("## ", "Q: ", "M: ", "F\t")):
            told, _, text = line.partition("\t")
            assert text, line
            assert set(told) <= codes, line


def test_coded_answers_are_the_labelled_ones_word_for_word() -> None:
    said = {
        f"{question.profession}/{question.id}/{answer.id}": only_words(" ".join(answer.said))
        for part in (Part.TUNING, Part.HEARD)
        for question in questions(part)
        for answer in question.answers
    }
    met = 0
    for path in FILES:
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            head, _, *rows = block.strip("\n").split("\n")
            key = head.split()[1]
            if key in said:
                told = [row.split("\t", 1)[1] for row in rows if not row.startswith("F\t")]
                assert only_words(" ".join(told)) == said[key], key
                met += 1
    assert met > 900


def test_nothing_of_the_part_set_aside_is_learned_from() -> None:
    aside = {
        f"{question.profession}/{question.id}/{answer.id}"
        for question in questions(Part.SET_ASIDE)
        for answer in question.answers
    }
    assert not aside & set(labels())
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    assert not any(key in text for key in aside for text in texts)


def test_an_answer_is_heard_twice_and_the_second_time_as_everybodys_or_in_other_words() -> None:
    first, again = list(coded(FILES[0]))[:2]
    assert not first.retold
    assert again.retold
    assert first.key == again.key
    assert not any("a" in codes for codes in again.codes.values())


def test_a_word_of_one_trade_does_not_count_by_itself() -> None:
    heard = [one for path in FILES for one in coded(path) if path.stem == "second"]
    words = common_words(heard)
    assert "because" in words or "the" in words
    assert not {"warfarin", "crochet", "kubernetes"} & words


def test_marks_told_beside_the_sentences_are_learned_from_and_agree_with_the_first_gap() -> None:
    told = [one for path in FILES for one in coded(path) if one.told_marks and not one.retold]
    assert len(told) > 600
    for one in told:
        marks, gap = one.told_marks.marks, one.told_marks.first_gap
        assert set(marks.values()) <= {0, 1, 2}
        assert (gap is None) == (set(marks.values()) == {2}), one.key
        assert gap is None or marks[gap] < 2, one.key


def test_no_two_answers_have_one_key() -> None:
    keys = [one.key for path in FILES for one in coded(path) if not one.retold]
    assert len(keys) == len(set(keys))
