"""The hand-coded claims of the sample in the ledger: with every claim right, every position and change is right.

What the extractor makes of the same articles is another question, asked by the test of the whole road.
"""

import duckdb
from published_sample import change_of, changes_of, key_of, position_on
from sample_corpus import Sample


def test_every_position_stands_on_both_clocks(sample: Sample, by_hand: duckdb.DuckDBPyConnection) -> None:
    """Every row of positions.csv is what the ledger answers."""
    wrong = [(row, found) for row in sample.rows("positions") if (found := position_on(by_hand, row)) != (row["act"], row["modality"])]

    assert wrong == []


def test_every_change_is_found(sample: Sample, by_hand: duckdb.DuckDBPyConnection) -> None:
    """Every row of changes.csv is a change of the ledger, of the same kind on the same day."""
    missing = [row for row in sample.rows("changes") if change_of(row) not in changes_of(by_hand, key_of(row))]

    assert missing == []
