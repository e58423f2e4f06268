"""Fixtures of the sample's tests: the corpus, and the two databases that are published from it."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hand_coded import publish_by_hand
from sample_corpus import REFERENCE, Sample

RUN_DAY = "2026-03-02"


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


@pytest.fixture(scope="session")
def by_hand(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database published from the sample's articles and its expected claims."""
    database = publish_by_hand(sample, tmp_path_factory.mktemp("by-hand"))
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def road(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database that `demarche run` publishes from the sample's raw files."""
    data = tmp_path_factory.mktemp("road") / "data"
    shutil.copytree(sample.raw, data / "raw")
    command = [sys.executable, "-m", "assets.cli", "run", "--data", str(data), "--day", RUN_DAY, "--quiet"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=170, check=False)
    if done.returncode:
        pytest.fail(f"demarche run ended with {done.returncode}: {done.stderr[-800:]}", pytrace=False)
    with duckdb.connect(str(data / "demarche.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session", params=["by_hand", pytest.param("road", marks=[pytest.mark.slow, pytest.mark.road])])
def published(request: pytest.FixtureRequest) -> duckdb.DuckDBPyConnection:
    """Each of the two databases in turn."""
    connection: duckdb.DuckDBPyConnection = request.getfixturevalue(request.param)
    return connection
