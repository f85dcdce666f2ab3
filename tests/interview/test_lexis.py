"""What words are, and which are near each other."""

from __future__ import annotations

import pytest

from interview.lexis import Part, base, is_near, kinds, share


@pytest.mark.parametrize(
    ("word", "part", "form"),
    [
        ("led", Part.VERB, "lead"),
        ("planned", Part.VERB, "plan"),
        ("reduces", Part.VERB, "reduce"),
        ("nurses", Part.NOUN, "nurse"),
        ("families", Part.NOUN, "family"),
        ("Weeks", Part.NOUN, "week"),
        ("quicker", Part.ADJECTIVE, "quick"),
    ],
)
def test_a_word_is_known_in_any_of_its_forms(word, part, form):
    assert base(word, part) == form


@pytest.mark.parametrize(
    ("word", "part", "kind"),
    [
        ("nurse", Part.NOUN, "noun.person"),
        ("week", Part.NOUN, "noun.time"),
        ("reduced", Part.VERB, "verb.change"),
        ("committee", Part.NOUN, "noun.group"),
    ],
)
def test_a_word_has_the_kind_of_its_commonest_meaning(word, part, kind):
    assert kinds(word, part)[0] == kind


def test_a_word_that_nobody_uses_has_no_kind():
    assert kinds("kubernetes", Part.NOUN) == ()
    assert share("kubernetes", Part.NOUN) == 0


def test_a_word_is_mostly_one_part_of_speech():
    assert share("patient", Part.NOUN) > 0.9
    assert share("reduced", Part.VERB) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reduced", "cut"),
        ("reduction", "reduce"),
        ("customers", "client"),
        ("quick", "fast"),
        ("errors", "mistake"),
        ("kept", "retained"),
    ],
)
def test_words_of_one_meaning_are_near_each_other(one, other):
    assert is_near(one, other)
    assert is_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("helped", "led"), ("customer", "patient"), ("won", "lost"), ("table", "quick")],
)
def test_words_of_different_meanings_are_not(one, other):
    assert not is_near(one, other)
