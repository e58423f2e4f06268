"""Bounds of what publishers send: a breach is a sentence, a row of its own wins over the row for all."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import BadReference
from pipelines.reference import Reference
from pipelines.warehouse.bounds import MEASURES, find_breaches, load_bounds

PROJECT = Path(__file__).parents[2]
MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """Two publishers in May: one as usual, one silent but for a single French headline; June has only begun."""
    made = duckdb.connect()
    made.execute("create table build as select date '2025-06-03' as last_known_on")
    counts = "article_count bigint, reject_count bigint, day_count bigint, silent_day_count bigint"
    made.execute(f"create table coverage (source text, month_on date, {counts})")
    made.execute("create table articles (source text, known_on date, language text, published_on date, text text, reject_code text)")
    made.execute(
        "insert into coverage values ('steady', ?, 30, 0, 31, 1), ('odd', ?, 1, 0, 31, 31), ('steady', ?, 0, 0, 3, 3)", [MAY, MAY, JUNE]
    )
    made.execute("insert into articles select 'steady', ?, 'en', ?, repeat('word ', 300), null from range(30)", [MAY, MAY])
    made.execute("insert into articles values ('odd', ?, 'fr', null, 'Un titre', null)", [MAY])
    return made


def folder_with(rows: str, folder: Path) -> Reference:
    """Reference data with bounds of its own."""
    (folder / "source_bounds.csv").write_text("source,measure,low,high,example\n" + rows)
    return Reference(folder)


def test_a_publisher_that_changed_breaks_its_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Silence, another language, missing dates and short texts are each told; the steady publisher and the month at hand are not."""
    breaches = list(find_breaches(connection, Reference(PROJECT / "data" / "reference"), PROJECT / "sql"))

    assert [(breach.source, breach.measure) for breach in breaches] == [
        ("odd", "mean_word_count"),
        ("odd", "other_language_share"),
        ("odd", "silent_day_share"),
        ("odd", "undated_share"),
    ]
    assert str(breaches[2]) == "odd, 2025-05: silent_day_share is 1, expected between 0 and 0.98."


def test_bounds_have_two_sides_and_a_row_of_its_own_wins(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Too many articles are a breach too; a publisher with its own row is measured by that alone."""
    reference = folder_with("*,article_count,0,20,x\nodd,article_count,5,9,x\n", tmp_path)

    breaches = {breach.source: breach.value for breach in find_breaches(connection, reference, PROJECT / "sql")}

    assert breaches == {"steady": 30, "odd": 1}


@pytest.mark.parametrize("row", ["*,article_count,9,1,x", "*,mood,0,1,x", "*,article_count,few,many,x"])
def test_a_bound_that_is_none_stops_the_run(row: str, tmp_path: Path) -> None:
    """Ends the wrong way round, an unknown measure and words for numbers are bad reference data."""
    with pytest.raises(BadReference, match="line 2"):
        load_bounds(folder_with(row + "\n", tmp_path))


def test_every_measure_has_a_bound_for_any_publisher() -> None:
    """The tracked table covers all that is measured."""
    bounds = load_bounds(Reference(PROJECT / "data" / "reference"))

    assert all(("*", measure) in bounds for measure in MEASURES)
