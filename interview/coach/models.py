"""What is known of each model: how it is asked, what it can do, what it costs; it calls none.

Prices and capabilities are facts of a day, dated here, and can be overridden by a TOML file of the
operator's, a table a model. A model that is not known is asked in the safest way.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

QUICK = "claude-haiku-5-5"
"""Asks and reviews by default: someone waits for these."""
BETTER = "claude-sonnet-5-5"
"""Writes feedback and summaries by default."""


class BadModelFile(Exception):
    """The operator's file cannot be used; the message is one line."""


class Spread(BaseModel):
    """How far a model strays from itself, as `evaluate --repeat` has measured it.

    It holds for the prompts it was measured with, `prompts` in eight letters, and no others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    points: int = Field(ge=0, le=9)
    measured: date
    prompts: str


class ModelRecord(BaseModel):
    """One model. Prices are US dollars a million tokens; `cached` and the writes are factors of

    the price of input. `thinking` is how thinking is turned down (None: the field is left out),
    `cache_minimum` the fewest tokens of a prefix that are kept. `spread` is None where nobody has
    measured it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    thinking: Literal["disabled", "between_tools"] | None = None
    effort: Literal["low", "medium", "high"] | None = None
    system_role: bool = False
    cache_minimum: int = Field(1024, ge=0)
    input_price: float | None = Field(None, ge=0)
    output_price: float | None = Field(None, ge=0)
    read_factor: float = Field(0.1, ge=0)
    short_write_factor: float = Field(1.25, ge=0)
    long_write_factor: float = Field(2.0, ge=0)
    as_of: date | None = None
    spread: Spread | None = None

    def plus_minus(self, prompts: str) -> int | None:
        """How many points a score may be off with these prompts; None where that is assumed."""
        measured = self.spread is not None and self.spread.prompts == prompts
        return self.spread.points if self.spread and measured else None

    def cost(
        self, *, uncached: int = 0, read: int = 0, short: int = 0, long: int = 0, output: int = 0
    ) -> float | None:
        """Dollars for so many tokens: input that was not cached, read from the cache, written to

        it for five minutes or an hour, and output. None where no price is known.
        """
        if self.input_price is None or self.output_price is None:
            return None
        weighed = uncached + read * self.read_factor
        weighed += short * self.short_write_factor + long * self.long_write_factor
        return (weighed * self.input_price + output * self.output_price) / 1_000_000


_SEEN = date(2026, 11, 1)
MODELS: Mapping[str, ModelRecord] = MappingProxyType(
    {
        "claude-haiku-5-5": ModelRecord(
            thinking="disabled",
            effort="low",
            system_role=True,
            cache_minimum=512,
            input_price=0.10,
            output_price=0.50,
            as_of=_SEEN,
        ),
        "claude-sonnet-5-5": ModelRecord(
            thinking="between_tools",
            effort="low",
            system_role=True,
            cache_minimum=512,
            input_price=2.0,
            output_price=10.0,
            as_of=_SEEN,
        ),
        "claude-opus-5-5": ModelRecord(
            effort="low",
            system_role=True,
            cache_minimum=512,
            input_price=4.0,
            output_price=20.0,
            read_factor=0.05,
            as_of=_SEEN,
        ),
        "claude-fable-5-1": ModelRecord(
            effort="low",
            system_role=True,
            cache_minimum=512,
            input_price=10.0,
            output_price=50.0,
            read_factor=0.025,
            as_of=_SEEN,
        ),
        "claude-haiku-4-5": ModelRecord(
            cache_minimum=4096, input_price=1.0, output_price=5.0, as_of=_SEEN
        ),
    }
)
"""Anthropic's list prices and documentation as of the date in each record."""


def known_models(file: Path | None = None) -> Mapping[str, ModelRecord]:
    """The records, with those of the operator's file over them; fields left out stand as they are.

    Raises `BadModelFile`.
    """
    if file is None:
        return MODELS
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as unreadable:
        raise BadModelFile(f"{file} cannot be read ({type(unreadable).__name__}).") from None
    records = dict(MODELS)
    for name, fields in tables.items():
        if not isinstance(fields, dict):
            raise BadModelFile(f'{file}: {name} should be a table, ["{name}"].')
        before = records[name].model_dump() if name in records else {}
        try:
            records[name] = ModelRecord.model_validate(before | fields)
        except ValidationError as wrong:
            where = ".".join(str(part) for part in wrong.errors()[0]["loc"])
            raise BadModelFile(f"{file}: {name}.{where} cannot be used.") from None
    return MappingProxyType(records)


def label_of(name: str, *, by_anthropic: bool) -> str:
    """How a model is named to a person: whose server it is on says where their words go."""
    return (
        f"Claude ({name}), by Anthropic"
        if by_anthropic
        else f"{name}, on a server of this bot's owner"
    )


def record_of(name: str, records: Mapping[str, ModelRecord] = MODELS) -> ModelRecord:
    """A model's record; dated names count as the model (`…-20251001`), unknown ones as safe."""
    if name in records:
        return records[name]
    stem = next((known for known in records if name.startswith(f"{known}-")), None)
    return records[stem] if stem else ModelRecord()
