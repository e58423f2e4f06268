"""Fixtures of the sample's tests."""

import csv

import pytest
from sample_corpus import REFERENCE, Sample


@pytest.fixture(scope="session")
def sample() -> Sample:
    """The tracked sample corpus."""
    return Sample()


@pytest.fixture(scope="session")
def legal() -> dict[str, frozenset[str]]:
    """The codes that an expected claim may carry, from the reference tables."""
    return {
        "issue": _column("issues", "issue"),
        "act": _column("acts", "act"),
        "actor": _column("countries", "code"),
        "currency": _column("currencies", "code"),
    }


@pytest.fixture(scope="session")
def scores() -> dict[str, float]:
    """Conflict to cooperation of every act, from the reference table."""
    with (REFERENCE / "acts.csv").open(encoding="utf-8", newline="") as file:
        return {row["act"]: float(row["score"]) for row in csv.DictReader(file)}


def _column(table: str, name: str) -> frozenset[str]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row[name] for row in csv.DictReader(file))
