"""What an operator sets: where it is read from, what is refused, and that no secret is told."""

import os
from pathlib import Path

import pytest

from bot.settings import SLACK_API_URL, BadSetting, Settings, default_home

BOT, APP = "xoxb-1-secret", "xapp-1-secret"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty working folder and an environment without any of our variables."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)


def refusal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as refused:
        Settings.load()
    line = str(refused.value)
    assert "\n" not in line
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    return line


def test_with_nothing_set_the_defaults_hold() -> None:
    settings = Settings.load()
    assert settings.slack_bot_token is None
    assert settings.slack_app_token is None
    assert settings.slack_api_url == SLACK_API_URL
    assert settings.database_url is None
    assert settings.home == default_home()
    assert settings.coach == "auto"
    assert settings.settle_seconds == 1.5
    assert (settings.host, settings.port) == ("127.0.0.1", None)
    assert not settings.coached_by_claude


def test_every_variable_explains_its_default() -> None:
    for name, field in Settings.model_fields.items():
        assert field.alias, name
        if name != "anthropic_api_key":
            assert "efault" in str(field.description), name


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "SLACK_BOT_TOKEN": f" {BOT} ",
        "SLACK_APP_TOKEN": APP,
        "SLACK_API_URL": "http://127.0.0.1:8766/api",
        "DATABASE_URL": "postgres://ana:pass@db.example:5432/interviews?sslmode=require",
        "MOCK_INTERVIEW_HOME": str(tmp_path / "home"),
        "MOCK_INTERVIEW_COACH": "Rules",
        "MOCK_INTERVIEW_SETTLE_SECONDS": "0",
        "HOST": "0.0.0.0",
        "PORT": "8080",
        "SOMETHING_ELSE": "ignored",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings.load()
    assert settings.slack_tokens() == (BOT, APP)
    assert settings.slack_api_url == "http://127.0.0.1:8766/api/"
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == (
        "postgresql://ana:pass@db.example:5432/interviews?sslmode=require"
    )
    assert settings.home == tmp_path / "home"
    assert settings.coach == "rules"
    assert settings.settle_seconds == 0
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)


def test_a_dotenv_file_is_read_and_the_environment_wins_over_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("\ufeffPORT=1111\nHOST=::1\nOTHER=x\n", encoding="utf-8")
    assert Settings.load().port == 1111
    monkeypatch.setenv("PORT", "2222")
    assert Settings.load().port == 2222
    assert Settings.load(port=3333).port == 3333
    assert Settings.load().host == "::1"


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=\nDATABASE_URL=\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    settings = Settings.load()
    assert settings.port is None
    assert settings.database_url is None
    assert settings.slack_bot_token is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_BOT_TOKEN", "hunter2-secret", "SLACK_BOT_TOKEN should begin with xoxb-."),
        (
            "SLACK_BOT_TOKEN",
            APP,
            "SLACK_BOT_TOKEN begins with xapp-, not xoxb-; the two tokens are swapped, it seems.",
        ),
        ("SLACK_APP_TOKEN", "secret", "SLACK_APP_TOKEN should begin with xapp-."),
        (
            "SLACK_APP_TOKEN",
            "xapp-1 secret",
            "SLACK_APP_TOKEN should be xapp- and letters, digits and dashes, without spaces.",
        ),
        ("SLACK_API_URL", "slack", "SLACK_API_URL should look like https://slack.com/api/."),
        (
            "SLACK_API_URL",
            "http://slack.example/api/",
            "SLACK_API_URL may be plain http on this machine only, else https://….",
        ),
        (
            "DATABASE_URL",
            "mysql://ana:secret@db/x",
            "DATABASE_URL should look like postgresql://user:password@host:5432/name.",
        ),
        (
            "DATABASE_URL",
            "postgresql://ana:secret@db:99999/x",
            "DATABASE_URL should look like postgresql://user:password@host:5432/name.",
        ),
        (
            "DATABASE_URL",
            "postgresql:///secret",
            "DATABASE_URL names no host; it should look like "
            "postgresql://user:password@host:5432/name.",
        ),
        ("MOCK_INTERVIEW_COACH", "gpt", "MOCK_INTERVIEW_COACH should be auto, claude or rules."),
        (
            "MOCK_INTERVIEW_SETTLE_SECONDS",
            "-1",
            "MOCK_INTERVIEW_SETTLE_SECONDS should be a number of seconds from 0 to 60, "
            "such as 1.5.",
        ),
        (
            "MOCK_INTERVIEW_SETTLE_SECONDS",
            "nan",
            "MOCK_INTERVIEW_SETTLE_SECONDS should be a number of seconds from 0 to 60, "
            "such as 1.5.",
        ),
        ("PORT", "0", "PORT should be a whole number from 1 to 65535."),
        ("PORT", "65536", "PORT should be a whole number from 1 to 65535."),
        ("PORT", "http", "PORT should be a whole number from 1 to 65535."),
        ("HOST", " ", "HOST should be an address such as 127.0.0.1."),
    ],
)
def test_a_bad_setting_is_one_line_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    assert refusal(monkeypatch, **{name: value}) == said


def test_a_home_that_is_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    line = refusal(monkeypatch, MOCK_INTERVIEW_HOME=str(tmp_path / "file"))
    assert line == "MOCK_INTERVIEW_HOME should be a folder, but a file stands there."


def test_a_relative_home_does_not_move_with_the_working_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MOCK_INTERVIEW_HOME", "here")
    assert Settings.load().home == tmp_path / "here"


def test_a_dotenv_file_that_is_no_text_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes("PORT=1".encode("utf-16"))
    assert refusal(monkeypatch) == ".env is not UTF-8 text; please save it as UTF-8."


def test_a_dotenv_that_cannot_be_read_is_refused_or_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").mkdir()
    assert Settings.load().port is None


def test_run_is_told_which_token_is_missing() -> None:
    with pytest.raises(BadSetting, match="SLACK_BOT_TOKEN is missing"):
        Settings.load().slack_tokens()
    with pytest.raises(BadSetting, match="SLACK_BOT_TOKEN is missing"):
        Settings.load().bot_token()
    with pytest.raises(BadSetting, match="SLACK_APP_TOKEN is missing"):
        Settings.load(slack_bot_token=BOT).slack_tokens()


def test_a_key_makes_claude_the_coach_unless_the_rules_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not Settings.load().coached_by_claude
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-secret")
    assert Settings.load().coached_by_claude
    assert not Settings.load(coach="rules").coached_by_claude
    assert not Settings.for_try().coached_by_claude
    assert Settings.for_try(coach="claude").coached_by_claude


def test_claude_without_a_key_or_a_server_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="neither ANTHROPIC_API_KEY nor ANTHROPIC_BASE_URL"):
        _ = Settings.load(coach="claude").coached_by_claude
    own = Settings.load(coach="claude", anthropic_base_url="http://127.0.0.1:11434/v1/")
    assert own.coached_by_claude
    assert own.anthropic_base_url == "http://127.0.0.1:11434"


@pytest.mark.parametrize("url", ["127.0.0.1:11434", "ftp://x", "http://", "http://a b"])
def test_a_servers_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(BadSetting, match="ANTHROPIC_BASE_URL should look like"):
        Settings.load(anthropic_base_url=url)


def test_one_model_named_is_used_for_everything() -> None:
    assert Settings.load().better_model == "claude-sonnet-5-5"
    assert Settings.load(model="llama").better_model == "llama"
    assert Settings.load(model="llama", feedback_model="big").better_model == "big"


def test_settings_can_be_printed_without_telling_a_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana:secret@db/x")
    settings = Settings.load(slack_bot_token=BOT, slack_app_token=APP)
    assert "secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_try_ignores_the_database_and_everything_of_slack(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://db/x\nSLACK_APP_TOKEN=broken\n")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.setenv(name, "broken")
    monkeypatch.setenv("MOCK_INTERVIEW_HOME", str(tmp_path / "home"))
    settings = Settings.for_try()
    assert settings.slack_bot_token is None
    assert settings.slack_app_token is None
    assert settings.slack_api_url == SLACK_API_URL
    assert settings.database_url is None
    assert settings.home == tmp_path / "home" / "try"


def test_try_takes_its_home_and_the_local_slack_from_its_caller(tmp_path: Path) -> None:
    local = {"slack_bot_token": BOT, "slack_api_url": "http://127.0.0.1:8766/api/"}
    settings = Settings.for_try(home=tmp_path, **local)
    assert settings.home == tmp_path / "try"
    assert settings.slack_api_url == "http://127.0.0.1:8766/api/"
    assert settings.slack_bot_token is not None


@pytest.mark.parametrize("is_root", [True, False])
def test_root_keeps_its_data_where_services_do(
    monkeypatch: pytest.MonkeyPatch, is_root: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0 if is_root else 1000)
    assert (default_home() == Path("/var/lib/mock-interview")) is is_root
    assert default_home().name == "mock-interview"
