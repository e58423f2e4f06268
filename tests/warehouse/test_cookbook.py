"""Every question of the cookbook and every macro's own example runs, and has an answer on the made-up record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from ledger_lake import ROOT, Corpus, build_in_memory

from pipelines.records import Attribution, DateBasis
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


@pytest.mark.parametrize(
    "name", ["answer_in_kind", "contested_days", "rumours_before_positions", "who_pressed_whom", "yearly_temperature_of_a_dyad"]
)
def test_what_was_corrected_away_answers_no_question(name: str) -> None:
    """A report whose claims a later correction left out is no part of an answer about what was said, as known now."""
    corpus, signature = Corpus(), tuple(range(128))
    days = [date(2025, 4, day) for day in (1, 2, 3, 20)]
    rumour = corpus.article("Dealers expect Beijing to warn Washington.", days[0], days[0])
    corpus.claim(rumour, "CHN", "threaten", "tariffs", "USA", attribution=Attribution.THIRD_PARTY)
    first = corpus.article("Washington raised duties on Beijing, which warned it.", days[1], days[1], signature=signature)
    corpus.claim(first, "USA", "restrict", "tariffs", "CHN")
    corpus.claim(first, "CHN", "threaten", "tariffs", "USA")
    corpus.claim(first, "CHN", "concede", "tariffs", "USA")
    corpus.claim(first, "CHN", "restrict", "tariffs", "USA", claimed_on=days[2], date_basis=DateBasis.EXPLICIT)
    asked = next(question.sql for question in QUESTIONS if question.name == name)
    assert _ask(corpus, asked)

    corpus.article("Nothing of the kind was said.", days[3], days[3], signature=signature, is_correction=True)

    assert _ask(corpus, asked) == []


def test_a_rumour_is_told_once_however_often_it_was_reprinted() -> None:
    """Reprints of a third party's guess are no guesses of their own."""
    corpus = Corpus()
    for day, text in ((1, "Dealers expect Tokyo to sell."), (2, "Dealers expect  Tokyo to sell.")):
        rumour = corpus.article(text, date(2025, 4, day), date(2025, 4, day))
        corpus.claim(rumour, "JPN", "intervene", "intervention", attribution=Attribution.THIRD_PARTY)
    own = corpus.article("Tokyo has sold dollars.", date(2025, 4, 9), date(2025, 4, 9))
    corpus.claim(own, "JPN", "intervene", "intervention")

    found = _ask(corpus, next(question.sql for question in QUESTIONS if question.name == "rumours_before_positions"))

    assert [row[5] for row in found] == [8]


def test_a_correction_that_says_the_same_again_takes_nothing_away() -> None:
    """Only what the two versions say otherwise is told: the rate that was wrong, and the one that is right."""
    corpus, signature = Corpus(), tuple(range(128))
    for day, amount, is_correction in ((1, 25.0, False), (2, 52.0, True)):
        on = date(2025, 4, day)
        article = corpus.article(f"Duties of {amount} per cent.", on, on, signature=signature, is_correction=is_correction)
        corpus.claim(article, "USA", "restrict", "tariffs", "CHN", amount=amount, unit="%")
        corpus.claim(article, "CHN", "accuse", "tariffs", "USA")

    found = _ask(corpus, next(question.sql for question in QUESTIONS if question.name == "what_corrections_changed"))

    assert [(row[2], row[6]) for row in found] == [("USA", "no longer said"), ("USA", "said instead")]


def _ask(corpus: Corpus, question: str) -> list[tuple[object, ...]]:
    connection = build_in_memory(corpus)
    connection.execute("use memory")
    return connection.execute(question).fetchall()


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


def test_a_claim_is_explained_by_the_copy_that_counts() -> None:
    """Of one text that landed undated and later with a date in its sidecar, the raw file named is the one that the date stands beside."""
    corpus = Corpus()
    corpus.article("Japan ruled it out.", None, date(2025, 5, 1), path="2025-05-01/undated.txt")
    dated = corpus.article("Japan ruled it out.", date(2025, 4, 1), date(2025, 6, 1), path="2025-06-01/dated.txt")
    claim = corpus.claim(dated, "JPN", "reject", "reserves", "USA")
    connection = build_in_memory(corpus)

    found = connection.execute("select published_on, path, landed_on from memory.explain(?)", [claim.claim_id]).fetchall()

    assert found == [(date(2025, 4, 1), "2025-06-01/dated.txt", date(2025, 6, 1))]
