"""Backfill: what a dry run says, how long it thinks, and what a range and a stage select."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from assets.backfill import describe_backfill, describe_time, measure_rate, run_backfill
from assets.configuration import build_settings
from assets.definitions import defs
from assets.resources import take_turn
from pipelines.lake import Lake, Part
from pipelines.schemas import to_table
from pipelines.settings import Settings

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "raw"
FILES = ("2025-03-12/quayside-wire/furniture-in-force.txt", "2025-04-02/quayside-wire/antimony.txt", "2025-05-28/quayside-wire/asean.txt")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A data folder with one wire story in each of three landing months."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    for path in FILES:
        (tmp_path / "raw" / path).parent.mkdir(parents=True)
        (tmp_path / "raw" / path).write_bytes((SAMPLE / path).read_bytes())
    yield build_settings(tmp_path, {"DEMARCHE_WORKERS": "1"})


def months_of(settings: Settings, table: str) -> list[str]:
    """Landing months that have parts."""
    return [part.month for part in Lake(settings.lake).parts(table)]


def stamp(settings: Settings, table: str) -> dict[str, tuple[int, int]]:
    """Inode and time of each part, by month."""
    lake = Lake(settings.lake)
    found = {part.month: lake.path(table, part).stat() for part in lake.parts(table)}
    return {month: (status.st_ino, status.st_mtime_ns) for month, status in found.items()}


def test_a_dry_run_counts_the_range_alone(settings: Settings) -> None:
    """Files of other months are not counted, and nothing but the list of files is written."""
    lines = list(describe_backfill(settings, "2025-04", "2025-05", None))

    assert lines[0] == "documents: 2 batches of 2 files to read, 0 fresh"
    assert months_of(settings, "documents") == []


def test_a_dry_run_of_a_stage_names_that_stage_alone(settings: Settings) -> None:
    """`--stage claims` has one line."""
    assert [line.split(":")[0] for line in describe_backfill(settings, "2025-03", "2025-05", "claims")] == ["claims"]


def test_the_time_is_told_from_the_rate_of_earlier_parts(tmp_path: Path) -> None:
    """Three parts of 50 rows, ten seconds apart: five rows a second; a night's pause between two parts tells nothing."""
    lake = Lake(tmp_path / "lake")
    for number, second in enumerate((0, 10, 20, 90_000)):
        part = Part("2025-04", f"b-{number:03d}")
        lake.write("claims", part, to_table("claims", []), "c", {"rows_in": 50})
        os.utime(lake.path("claims", part), (1_000_000 + second, 1_000_000 + second))

    assert measure_rate(lake, "claims") == 5.0
    assert describe_time(lake, "claims", 3000) == "; about 10 min at the rate of earlier parts"
    assert describe_time(lake, "claims", 0) == ""
    assert describe_time(lake, "articles", 3000) == ""


@pytest.mark.parametrize(("first", "last"), [("2026-01", "2026-02"), ("2030-01", "2030-01"), ("2025-06", "9999-12")])
def test_a_range_without_files_is_said_to_be_empty(settings: Settings, first: str, last: str) -> None:
    """No run is launched, and the dry run says the same."""
    told = run_backfill(settings, first, last, None, day=date(2026, 3, 1))

    assert told == list(describe_backfill(settings, first, last, None))
    assert len(told) == 1 and told[0].startswith("No file has landed")
    assert not settings.database.exists()


@pytest.mark.slow
@pytest.mark.road
def test_a_range_is_one_run_and_a_stage_touches_its_own_parts(settings: Settings) -> None:
    """Dagster records a single run with every month of the range; redoing claims rewrites no article; other months stay untouched."""
    with take_turn(settings, "test"):
        told = run_backfill(settings, "2025-04", "9999-12", None, day=date(2026, 3, 1))
        with dg.DagsterInstance.get() as instance:
            runs = instance.get_runs()
            months = instance.get_materialized_partitions(dg.AssetKey("claims"))

    assert [run.job_name for run in runs] == [defs.resolve_job_def("backfill").name]
    assert months == {"2025-04", "2025-05"}
    assert months_of(settings, "claims") == ["2025-04", "2025-05"]

    assert told == [
        "documents: 2 batches made of 2 files, 0 fresh",
        "articles: 2 parts made of 2 documents, 0 fresh",
        "claims: 2 parts made of 2 articles, 0 fresh",
    ]

    articles, claims, lake = stamp(settings, "articles"), stamp(settings, "claims"), Lake(settings.lake)
    for part in lake.parts("claims"):
        lake.write("claims", part, lake.read("claims", part), "another version")
    told = run_backfill(settings, "2025-05", "2025-05", "claims", day=date(2026, 3, 1))

    assert told == ["claims: 1 part made of 1 article, 0 fresh"]
    assert stamp(settings, "articles") == articles
    assert stamp(settings, "claims")["2025-05"] != claims["2025-05"]
    assert {lake.check("claims", part).fingerprint == "another version" for part in lake.parts("claims", ["2025-04"])} == {True}
