"""Every question of the cookbook and every macro's own example runs, and has an answer on the made-up record."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from ledger_lake import ROOT

from pipelines.warehouse import open_reader
from pipelines.warehouse.models import Macro, Question, load_macros, load_questions

QUESTIONS = load_questions(ROOT / "sql")
PUBLIC = [macro for macro in load_macros(ROOT / "sql") if macro.is_public]


@pytest.fixture(scope="module")
def ledger(record: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database of the made-up record, opened as an analyst opens it."""
    with open_reader(record / "demarche.duckdb") as connection:
        yield connection


def test_the_cookbook_has_its_questions() -> None:
    """At least twenty-five questions, each a sentence that ends with a question mark."""
    assert len(QUESTIONS) >= 25
    assert [question.name for question in QUESTIONS if not question.question.endswith("?")] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_has_an_answer(ledger: duckdb.DuckDBPyConnection, question: Question) -> None:
    """The query runs on the safe connection and finds at least one row."""
    assert ledger.execute(question.sql).fetchall()


@pytest.mark.parametrize("macro", PUBLIC, ids=lambda macro: macro.name)
def test_every_macro_is_what_its_header_says(ledger: duckdb.DuckDBPyConnection, macro: Macro) -> None:
    """The example in the header runs and gives the documented columns, and a client shows the description."""
    found = ledger.execute(macro.example)
    names = [column[0] for column in found.description or []]
    comment = ledger.execute("select comment from duckdb_functions() where function_name = ?", [macro.name]).fetchone()

    assert names == [column.name for column in macro.columns]
    assert comment == (macro.description,)


def test_the_bloc_stands_beside_its_member(ledger: duckdb.DuckDBPyConnection) -> None:
    """A country's own position and its bloc's are two rows that say whose they are."""
    found = ledger.execute("select held_as, actor, act from own_and_bloc('DEU', '2025-07-01') where issue = 'tariffs'").fetchall()

    assert found == [("own", "DEU", "concede"), ("EURO_AREA, EUU", "EUU", "threaten")]


def test_a_country_outside_the_bloc_has_only_its_own(ledger: duckdb.DuckDBPyConnection) -> None:
    """Membership counts on the day asked for: the bloc speaks for Italy and, since it left in 2020, no longer for Britain."""
    asked = "select distinct actor from own_and_bloc(?, '2025-07-01') where actor = 'EUU'"

    assert ledger.execute(asked, ["ITA"]).fetchall() == [("EUU",)]
    assert ledger.execute(asked, ["GBR"]).fetchall() == []


def test_deeds_stand_beside_words(ledger: duckdb.DuckDBPyConnection) -> None:
    """A measure lists what its actor had said on the same issue toward the same counterpart, with the days between."""
    found = ledger.execute(
        "select measure_id, days_before, said_modality from said_and_done where actor = 'JPN' and days_before = 9"
    ).fetchall()

    assert found == [("jpn-2024-04-29", 9, "possible")]


def test_a_correction_speaks_from_its_own_day_on(ledger: duckdb.DuckDBPyConnection) -> None:
    """Before the correction was known the first version stood; afterwards only the corrected one ever did."""
    before = ledger.execute(
        "select act from positions_on('2025-10-12', known_on := '2025-10-10') where actor = 'CHN' and issue = 'export_controls'"
    )
    acts_before = before.fetchall()
    after = ledger.execute("select act from timeline('CHN', 'export_controls', 'JPN')").fetchall()

    assert acts_before == [("restrict",)]
    assert after == [("threaten",)]
