"""What is known of models, and what an operator may add."""

from __future__ import annotations

from datetime import date

import pytest

from interview.coach.claude import ClaudeCoach, open_client
from interview.coach.models import (
    MODELS,
    BadModelFile,
    ModelRecord,
    Spread,
    known_models,
    record_of,
)
from interview.coach.prompts import prompt_version


def test_a_dated_name_is_its_model_and_an_unknown_one_is_asked_in_the_safest_way():
    assert record_of("claude-haiku-5-5-20261001") is MODELS["claude-haiku-5-5"]
    assert record_of("llama-4") == ModelRecord()
    assert not record_of("llama-4").system_role


def test_cost_weighs_each_kind_of_token():
    haiku = MODELS["claude-haiku-5-5"]
    assert haiku.cost(uncached=1_000_000) == pytest.approx(0.10)
    assert haiku.cost(read=1_000_000) == pytest.approx(0.01)
    assert haiku.cost(short=1_000_000) == pytest.approx(0.125)
    assert haiku.cost(long=1_000_000) == pytest.approx(0.2)
    assert haiku.cost(output=1_000_000) == pytest.approx(0.5)
    assert ModelRecord().cost(uncached=5) is None


def test_a_spread_holds_for_the_prompts_it_was_measured_with_and_no_others(tmp_path):
    file = tmp_path / "models.toml"
    file.write_text(
        '["claude-haiku-5-5"]\n'
        'spread = { points = 2, measured = 2026-11-20, prompts = "1a2b3c4d" }\n'
    )
    record = known_models(file)["claude-haiku-5-5"]
    assert record.plus_minus("1a2b3c4d") == 2
    assert record.plus_minus("99999999") is None
    assert all(known.plus_minus("1a2b3c4d") is None for known in MODELS.values())


def test_the_coach_says_its_models_spread():
    spread = Spread(points=2, measured=date(2026, 11, 20), prompts=prompt_version())
    measured = {"local": ModelRecord(spread=spread)}
    client = open_client("sk-ant-none", "http://127.0.0.1:9")
    assert ClaudeCoach(client=client, quick="local", models=measured).plus_minus == 2
    assert ClaudeCoach(client=client, quick="other", models=measured).plus_minus is None


def test_an_operators_file_changes_one_field_and_adds_a_model(tmp_path):
    file = tmp_path / "models.toml"
    file.write_text('["claude-haiku-5-5"]\ninput_price = 0.2\n["my-model"]\nsystem_role = true\n')
    records = known_models(file)
    assert records["claude-haiku-5-5"].input_price == 0.2
    assert records["claude-haiku-5-5"].thinking == "disabled"
    assert record_of("my-model", records).system_role


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml", "cannot be read"),
        ('["x"]\nefort = "low"', "x.efort"),
        ('["x"]\ninput_price = -1', "x.input_price"),
        ("x = 3", "should be a table"),
        ('["x"]\nspread = { points = 1 }', "x.spread.measured"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(tmp_path, text, said):
    file = tmp_path / "models.toml"
    file.write_text(text)
    with pytest.raises(BadModelFile, match=said) as told:
        known_models(file)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadModelFile, match="cannot be read"):
        known_models(tmp_path / "none.toml")
