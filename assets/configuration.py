"""Settings from flags and `DEMARCHE_…` environment variables. The only place that reads the environment; imports no Dagster."""

import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

from pipelines.errors import WrongUse
from pipelines.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
_NUMBERS = {int: "a whole number", float: "a number"}


def build_settings(data: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this run: a flag wins over the environment, the environment over the default.

    Args:
        data: The data folder, from `--data`.
        environment: Where `DEMARCHE_DATA`, `DEMARCHE_WORKERS` … are looked up; the process environment where None.

    Raises:
        WrongUse: A variable holds no number, or one that is out of range.
    """
    found = dict(os.environ if environment is None else environment)
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


def _read(name: str, kind: type, text: str) -> object:
    if kind in _NUMBERS:
        try:
            value = kind(text)
        except ValueError as error:
            raise WrongUse(f"DEMARCHE_{name.upper()} must be {_NUMBERS[kind]}, not {text!r}.") from error
        if value <= 0 and name != "min_confidence":
            raise WrongUse(f"DEMARCHE_{name.upper()} must be above 0.")
        return value
    return kind(text)
