"""The story that the ledger was built for: what Japan held on its Treasuries, on which day, known since when."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from ledger_lake import Corpus, publish_corpus

from pipelines.records import Attribution, Modality
from pipelines.warehouse import open_reader

RULED_OUT, CARD, NOT_CONSIDERED = date(2025, 4, 21), date(2025, 5, 2), date(2025, 5, 4)


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published database of the story."""
    folder = tmp_path_factory.mktemp("founding")
    corpus = Corpus()
    first = corpus.article("Tokyo will not turn its Treasury holdings into a bargaining chip.", RULED_OUT, date(2025, 11, 30))
    corpus.claim(first, "JPN", "reject", "reserves", "USA")
    corpus.claim(first, "JPN", "threaten", "reserves", "USA", attribution=Attribution.THIRD_PARTY, modality=Modality.POSSIBLE)
    second = corpus.article("The finance minister said the holdings could be a card on the table.", CARD, CARD, source="Reuters")
    corpus.claim(second, "JPN", "threaten", "reserves", "USA", modality=Modality.POSSIBLE)
    third = corpus.article("The minister said a sale was not under consideration.", NOT_CONSIDERED, NOT_CONSIDERED, source="Reuters")
    corpus.claim(third, "JPN", "reject", "reserves", "USA")
    publish_corpus(folder, corpus)
    return folder / "demarche.duckdb"


def test_three_statements_make_three_intervals(founding: Path) -> None:
    """Each statement stands from its own day until the next one is made, and the last stands still."""
    with open_reader(founding) as ledger:
        found = ledger.sql("select act, valid_from, valid_to from positions order by valid_from").fetchall()

    assert found == [("reject", RULED_OUT, CARD), ("threaten", CARD, NOT_CONSIDERED), ("reject", NOT_CONSIDERED, None)]


def test_two_changes_with_both_quotes(founding: Path) -> None:
    """The card hardens the rule-out, and taking it back two days later walks it back."""
    with open_reader(founding) as ledger:
        found = ledger.sql(
            "select change, changed_on, days_between, from_quote, to_quote from position_changes order by changed_on"
        ).fetchall()

    assert [(row[0], row[1]) for row in found] == [("hardened", CARD), ("walked_back", NOT_CONSIDERED)]
    assert [row[2] for row in found] == [11, 2]
    assert found[0][4] == found[1][3] == "The finance minister said the holdings could be a card on the table."


@pytest.mark.parametrize(
    ("day", "act"),
    [
        (RULED_OUT - timedelta(1), None),
        (RULED_OUT, "reject"),
        (CARD - timedelta(1), "reject"),
        (CARD, "threaten"),
        (CARD + timedelta(1), "threaten"),
        (NOT_CONSIDERED, "reject"),
        (date(2026, 1, 1), "reject"),
    ],
)
def test_the_position_is_right_on_every_day(founding: Path, day: date, act: str | None) -> None:
    """On each day the latest statement made by then stands."""
    with open_reader(founding) as ledger:
        found = ledger.execute("select act from positions_on(?) where issue = 'reserves'", [day]).fetchall()

    assert found == ([(act,)] if act else [])
