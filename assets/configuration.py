"""Settings from flags and `DEMARCHE_…` environment variables. Imports no Dagster.

Belongs here: what every stage runs by. Does not belong here: when Dagster runs them and whom it tells (`automation`).
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import get_type_hints

from pipelines.errors import WrongUse
from pipelines.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
SMALL, LANGUAGE_MODEL = "small", "language-model"  # extractors that the settings may name, beside the folder of an accurate one
_MAY_BE_ZERO = frozenset(("min_confidence", "llm_cost", "llm_price_in", "llm_price_out"))
_SHARES = frozenset(("min_confidence",))  # from 0 to 1
_NUMBERS = {int: "a whole number", float: "a number"}


def build_settings(data: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this run: a flag wins over the environment, the environment over the default.

    Args:
        data: The data folder, from `--data`.
        environment: Where `DEMARCHE_DATA`, `DEMARCHE_WORKERS` … are looked up; the process environment where None. An empty variable
            counts as none, as a line of a service file leaves it: it names neither the folder one is in nor a number.

    Raises:
        WrongUse: A variable holds no number, or one that is out of range.
    """
    found = _filled(environment)
    chosen = {
        f.name: _read(f.name, get_type_hints(Settings)[f.name], found[f"DEMARCHE_{f.name.upper()}"])
        for f in fields(Settings)
        if f"DEMARCHE_{f.name.upper()}" in found
    }
    if data is not None:
        chosen["data"] = data
    folders = {"data": PROJECT / "data", "reference": PROJECT / "data" / "reference", "sql": PROJECT / "sql"}
    merged = {**folders, **chosen}
    return Settings(**{name: value.absolute() if isinstance(value, Path) else value for name, value in merged.items()})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Access:
    """How a language model is reached and what it may cost: apart from the settings, which are shown, pickled and stored."""

    llm_url: str = ""  # an OpenAI-compatible endpoint, e.g. `http://localhost:11434/v1`
    llm_key: str = field(default="", repr=False)  # sent to the endpoint, and to nobody else; in no table, log or file
    llm_tokens: int = 5_000_000  # in and out, of one run; the run stops before it would use more
    llm_cost: float = 0.0  # of one run, in the currency of the prices; 0: no limit
    llm_price_in: float = 0.0  # of a million tokens sent
    llm_price_out: float = 0.0  # of a million tokens that come back
    llm_parallel: int = 4  # requests under way at once
    llm_seconds: float = 120.0  # deadline of one answer
    llm_batch: int = 12_000  # characters of articles in one request


def build_access(environment: Mapping[str, str] | None = None) -> Access:
    """Access to the language model, from `DEMARCHE_LLM_…`.

    Raises:
        WrongUse: A variable holds no number, or one that is out of range.
    """
    found = _filled(environment)
    kinds = get_type_hints(Access)
    names = [f.name for f in fields(Access) if f"DEMARCHE_{f.name.upper()}" in found]
    return Access(**{name: _read(name, kinds[name], found[f"DEMARCHE_{name.upper()}"]) for name in names})  # type: ignore[arg-type]


def _filled(environment: Mapping[str, str] | None) -> dict[str, str]:
    return {name: value for name, value in (os.environ if environment is None else environment).items() if value}


def _read(name: str, kind: type, text: str) -> object:
    if kind in _NUMBERS:
        try:
            value = kind(text)
        except ValueError as error:
            raise WrongUse(f"DEMARCHE_{name.upper()} must be {_NUMBERS[kind]}, not {text!r}.") from error
        if value < 0 or (value == 0 and name not in _MAY_BE_ZERO):
            raise WrongUse(f"DEMARCHE_{name.upper()} must be above 0.")
        if not math.isfinite(value) or (name in _SHARES and value > 1):
            raise WrongUse(f"DEMARCHE_{name.upper()} must be {'from 0 to 1' if name in _SHARES else 'a finite number'}, not {text!r}.")
        return value
    return kind(text)
