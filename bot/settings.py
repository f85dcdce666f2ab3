"""What an operator may set: from the environment, then from `.env`; refuses what cannot work.

BadSetting    one line for the operator: which variable, what is wrong, what it should look like
"""

import os
from pathlib import Path
from typing import Any, Final, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from interview.coach.models import BETTER, QUICK

SLACK_API_URL: Final = "https://slack.com/api/"
_ROOTS_HOME: Final = Path("/var/lib/mock-interview")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class BadSetting(Exception):
    """A variable that cannot be used; the message is one line and never holds a secret's value."""


class Settings(BaseSettings):
    """Every variable of this version, validated; unknown ones are ignored, empty ones are unset.

    Build it with `load` or `for_try`, which translate errors; fields may be given by name.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        case_sensitive=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
        str_strip_whitespace=True,
    )

    slack_bot_token: SecretStr | None = Field(
        None,
        alias="SLACK_BOT_TOKEN",
        description="xoxb-…, of the one workspace the bot serves. No default: `run` needs it.",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        alias="SLACK_APP_TOKEN",
        description="xapp-…, opens Socket Mode. No default: `run` needs it.",
    )
    slack_api_url: str = Field(
        SLACK_API_URL,
        alias="SLACK_API_URL",
        description="Base of the Web API. Default: Slack's own; another one serves a local Slack.",
    )
    database_url: SecretStr | None = Field(
        None,
        alias="DATABASE_URL",
        description="postgresql://… . Default: a private PostgreSQL under MOCK_INTERVIEW_HOME, "
        "so that nothing has to be installed.",
    )
    home: Path = Field(
        default_factory=lambda: default_home(),
        alias="MOCK_INTERVIEW_HOME",
        description="Folder of local data. Default: the user's data folder, as the platform has "
        "it; as root /var/lib/mock-interview, since root's own folder is no place for a service.",
    )
    coach: Literal["auto", "claude", "rules"] = Field(
        "auto",
        alias="MOCK_INTERVIEW_COACH",
        description="Who judges: claude, or the rules coach, with whom nothing leaves the machine. "
        "Default: auto, which is claude where a key is set, else rules.",
    )
    anthropic_api_key: SecretStr | None = Field(
        None,
        alias="ANTHROPIC_API_KEY",
        description="sk-ant-…, for Claude as the coach. No default.",
    )
    anthropic_base_url: str | None = Field(
        None,
        alias="ANTHROPIC_BASE_URL",
        description="A server that speaks Anthropic's protocol, such as Ollama, llama.cpp or vLLM "
        "on this machine; no key is needed for one. Default: Anthropic's own.",
    )
    model: str = Field(
        QUICK,
        alias="MOCK_INTERVIEW_MODEL",
        min_length=1,
        description=f"Model of questions and reviews. Default: {QUICK}, which is quick.",
    )
    feedback_model: str | None = Field(
        None,
        alias="MOCK_INTERVIEW_FEEDBACK_MODEL",
        min_length=1,
        description=f"Model of feedback and summaries. Default: {BETTER}, which writes better; "
        "with MOCK_INTERVIEW_MODEL set, the same as that.",
    )
    models_file: Path | None = Field(
        None,
        alias="MOCK_INTERVIEW_MODELS_FILE",
        description="A TOML file of what models can do and cost, over what is known here. No "
        "default.",
    )
    person_day_dollars: float | None = Field(
        None,
        alias="MOCK_INTERVIEW_PERSON_DAY_DOLLARS",
        gt=0,
        allow_inf_nan=False,
        description="What one person may spend on Claude a day (UTC), in US dollars. Default: no "
        "limit.",
    )
    workspace_month_dollars: float | None = Field(
        None,
        alias="MOCK_INTERVIEW_WORKSPACE_MONTH_DOLLARS",
        gt=0,
        allow_inf_nan=False,
        description="What a workspace may spend on Claude a month (UTC), in US dollars. "
        "Default: no limit.",
    )
    settle_seconds: float = Field(
        1.5,
        alias="MOCK_INTERVIEW_SETTLE_SECONDS",
        ge=0,
        le=60,
        allow_inf_nan=False,
        description="Seconds that a reply waits for another part of an answer; six times that "
        "where the answer looks unfinished; 0 turns both off. Default: 1.5, the pause between "
        "two messages typed in one go.",
    )
    host: str = Field(
        "127.0.0.1",
        alias="HOST",
        min_length=1,
        description="Address that HTTP listens on. Default: this machine only.",
    )
    port: int | None = Field(
        None,
        alias="PORT",
        ge=1,
        le=65535,
        description="Port of /healthz, /readyz and /metrics. Default: none, nothing is served.",
    )

    @classmethod
    def load(cls, **overrides: Any) -> Self:
        """The settings; `overrides` (by field name) win over the environment, that over `.env`.

        Raises `BadSetting`.
        """
        try:
            return cls(**overrides)
        except ValidationError as error:
            line = _one_line(error.errors(include_url=False, include_input=False)[0])
        except UnicodeDecodeError:
            line = ".env is not UTF-8 text; please save it as UTF-8."
        except OSError as error:
            line = f".env cannot be read ({error.strerror})."
        # Not within the except clauses: what is chained there holds the text that was refused.
        raise BadSetting(line)

    @classmethod
    def for_try(cls, home: Path | None = None, **overrides: Any) -> Self:
        """Settings of `mock-interview try`: DATABASE_URL and SLACK_* are ignored, however they
        are set; data goes to the folder `try` under `home` (default: MOCK_INTERVIEW_HOME).

        `overrides` carry the local Slack's address and tokens. Raises `BadSetting`.
        """
        ignored: dict[str, Any] = {
            "slack_bot_token": None,
            "slack_app_token": None,
            "slack_api_url": SLACK_API_URL,
            "database_url": None,
        }
        if home is not None:
            overrides["home"] = home
        settings = cls.load(**(ignored | overrides))
        # Nothing leaves the machine of someone who only wants to see it, unless they said so.
        coach = "claude" if settings.coach == "claude" else "rules"
        return settings.model_copy(update={"home": settings.home / "try", "coach": coach})

    def slack_tokens(self) -> tuple[str, str]:
        """The bot's token and the app's, for `run`. Raises `BadSetting` where one is missing."""
        bot_token = self.bot_token()
        if self.slack_app_token is None:
            raise BadSetting("SLACK_APP_TOKEN is missing; it begins with xapp-.")
        return bot_token, self.slack_app_token.get_secret_value()

    def bot_token(self) -> str:
        """The bot's token, which a worker alone needs too. Raises `BadSetting`."""
        if self.slack_bot_token is None:
            raise BadSetting("SLACK_BOT_TOKEN is missing; it begins with xoxb-.")
        return self.slack_bot_token.get_secret_value()

    @property
    def coached_by_claude(self) -> bool:
        """Whether Claude, or a server in its place, judges; raises `BadSetting` where it cannot."""
        has_key = self.anthropic_api_key is not None
        if self.coach == "claude" and not has_key and self.anthropic_base_url is None:
            raise BadSetting(
                "MOCK_INTERVIEW_COACH is claude, but neither ANTHROPIC_API_KEY nor "
                "ANTHROPIC_BASE_URL is set."
            )
        return self.coach == "claude" or (self.coach == "auto" and has_key)

    @property
    def better_model(self) -> str:
        """The model of feedback and summaries."""
        return self.feedback_model or (BETTER if self.model == QUICK else self.model)

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None, info: Any) -> SecretStr | None:
        if token is None:
            return None
        value = token.get_secret_value().strip()
        wanted, other = ("xoxb-", "xapp-") if "bot" in info.field_name else ("xapp-", "xoxb-")
        if value.startswith(other):
            raise ValueError(
                f"begins with {other}, not {wanted}; the two tokens are swapped, it seems"
            )
        if not value.startswith(wanted) or len(value) <= len(wanted):
            raise ValueError(f"should begin with {wanted}")
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError(f"should be {wanted} and letters, digits and dashes, without spaces")
        return SecretStr(value)

    @field_validator("slack_api_url")
    @classmethod
    def _check_api_url(cls, url: str) -> str:
        wanted = f"should look like {SLACK_API_URL}"
        parts, _ = _split(url, wanted)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise ValueError(wanted)
        if parts.username or parts.query or parts.fragment:
            raise ValueError(f"{wanted}, without user, query or fragment")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("may be plain http on this machine only, else https://…")
        return url.rstrip("/") + "/"

    @field_validator("anthropic_base_url")
    @classmethod
    def _check_base_url(cls, url: str | None) -> str | None:
        wanted = "should look like http://127.0.0.1:11434"
        if url is None:
            return None
        parts, _ = _split(url, wanted)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise ValueError(wanted)
        return url.rstrip("/").removesuffix("/v1")

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        wanted = "should look like postgresql://user:password@host:5432/name"
        parts, rest = _split(url.get_secret_value().strip(), wanted)
        if parts.scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
            raise ValueError(wanted)
        if not (parts.hostname or "host=" in parts.query):
            raise ValueError(f"names no host; it {wanted}")
        return SecretStr(f"postgresql:{rest}")

    @field_validator("home")
    @classmethod
    def _check_home(cls, home: Path) -> Path:
        try:
            home = home.expanduser().absolute()
        except RuntimeError:
            raise ValueError("names a user's folder that is not known here") from None
        if home.exists() and not home.is_dir():
            raise ValueError("should be a folder, but a file stands there")
        return home

    @field_validator("coach", mode="before")
    @classmethod
    def _check_coach(cls, coach: Any) -> Any:
        return coach.strip().lower() if isinstance(coach, str) else coach


def default_home() -> Path:
    """Where local data goes when nobody says: see the description of `home`."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return _ROOTS_HOME
    return user_data_path("mock-interview", appauthor=False)


def _split(url: str, wanted: str) -> tuple[Any, str]:
    """The URL in parts, its port checked, and what follows the scheme."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number up to 65535
    except ValueError:
        raise ValueError(wanted) from None
    if any(c.isspace() for c in url):
        raise ValueError(wanted)
    return parts, url.partition(":")[2]


_SHOULD: Final = {
    "MOCK_INTERVIEW_COACH": "should be auto, claude or rules",
    "MOCK_INTERVIEW_PERSON_DAY_DOLLARS": "should be a sum of dollars above 0, such as 0.5",
    "MOCK_INTERVIEW_WORKSPACE_MONTH_DOLLARS": "should be a sum of dollars above 0, such as 20",
    "MOCK_INTERVIEW_SETTLE_SECONDS": "should be a number of seconds from 0 to 60, such as 1.5",
    "HOST": "should be an address such as 127.0.0.1",
    "PORT": "should be a whole number from 1 to 65535",
}


def _one_line(error: ErrorDetails) -> str:
    field = str(error["loc"][0]) if error["loc"] else "a setting"
    known = Settings.model_fields.get(field)
    variable = (known.alias if known is not None else None) or field
    own = error.get("ctx", {}).get("error")
    said = str(own) if own is not None else _SHOULD.get(variable, "cannot be understood")
    return f"{variable} {said}."
