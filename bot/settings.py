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
    coach: Literal["auto", "rules"] = Field(
        "auto",
        alias="MOCK_INTERVIEW_COACH",
        description="Who judges. Default: auto, the best coach that is set up. This version has "
        "the rules coach only.",
    )
    anthropic_api_key: SecretStr | None = Field(
        None,
        alias="ANTHROPIC_API_KEY",
        description="Unused in this version; looked at only to say so.",
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
        description="Port of /healthz and /readyz. Default: none, nothing is served.",
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
        return settings.model_copy(update={"home": settings.home / "try"})

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

    def coach_note(self) -> str | None:
        """A line for the log where a key is set that this version does not use; else None."""
        if self.coach == "auto" and self.anthropic_api_key is not None:
            return "ANTHROPIC_API_KEY is set, but this version has only the rules coach; it is used"
        return None

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
        word = coach.strip().lower() if isinstance(coach, str) else coach
        if word == "claude":
            raise ValueError("is claude, but this version has only the rules coach: auto or rules")
        return word


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
    "MOCK_INTERVIEW_COACH": "should be auto or rules",
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
