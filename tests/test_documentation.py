"""The pages say what the code does: settings, commands, words and rooms are compared with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
UNUSED = {"ANTHROPIC_API_KEY"}


def test_every_setting_is_explained_in_the_readme():
    known = {field.alias for field in Settings.model_fields.values() if field.alias}
    assert known - UNUSED <= set(re.findall(r"`([A-Z_]{4,})`", README))


def test_every_setting_in_the_readme_exists():
    known = {field.alias for field in Settings.model_fields.values()}
    told = set(re.findall(r"^\| `([A-Z_]{4,})`", README, re.MULTILINE))
    assert told
    assert told <= known


def test_every_command_in_the_readme_exists_and_none_is_left_out():
    told = set(re.findall(r"^\| `mock-interview (\w+)`", README, re.MULTILINE))
    known = {(command.name or command.callback.__name__) for command in app.registered_commands}
    assert told == known


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_what_a_page_links_to_is_there(page):
    text = (ROOT / page).read_text()
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_every_make_target_that_a_page_names_exists():
    makefile = (ROOT / "Makefile").read_text()
    known = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"^\s*make (\w+)", (ROOT / page).read_text(), re.MULTILINE))
        assert named
        assert named <= known


def test_every_test_that_the_guarantees_name_exists():
    page = (ROOT / "docs" / "guarantees.md").read_text()
    named = set(re.findall(r"`(test_\w+)`", page))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert len(named) > 20
    assert named <= there, named - there


def test_every_module_that_the_architecture_names_exists():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    named = re.findall(r"`((?:bot|interview)/[\w/.]*)`", text)
    assert len(named) > 20
    for path in named:
        assert (ROOT / path).exists(), path
