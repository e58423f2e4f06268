"""Gold and Treasuries that are bought and sold are dealings in reserves."""

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.deals import INTERVENTION
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.claims.stocks import RESERVES, is_of_reserves, move_stocks
from pipelines.reference import Reference

ISSUES = ("tariffs", INTERVENTION, RESERVES)
GOLD = "Sweden's central bank sold gold in May."


@pytest.fixture(scope="module")
def currencies() -> CurrencyIndex:
    """The shipped names."""
    return CurrencyIndex.load(Reference(REFERENCE))


def row_of(reader: Reader, text: str) -> Row:
    """The first candidate of a sentence."""
    reading = reader.read(make_article(text))
    return Row(reading, 0, reading.sentences[0].candidates[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOLD, True),
        ("Sweden's central bank began buying gold again.", True),
        ("Sweden sold U.S. Treasuries.", True),
        ("Sweden sold gold to prop up the krona.", False),
        ("Sweden sold dollars from its foreign exchange reserves.", False),
        ("Sweden intervened in the currency market and bought gold.", False),
        ("Sweden sold dollars.", False),
        ("Sweden raised its duty on gold rings.", False),
    ],
)
def test_what_speaks_of_reserves_alone_is_of_reserves(reader: Reader, currencies: CurrencyIndex, text: str, expected: bool) -> None:
    """Money that is bought or sold, a rate or the market beside it make an intervention."""
    assert is_of_reserves(row_of(reader, text), currencies) is expected


def test_chances_of_intervention_go_to_reserves(reader: Reader, currencies: CurrencyIndex) -> None:
    """Only where intervention is the likeliest; the chance of a claim and of each act stays."""
    rows = [row_of(reader, GOLD), row_of(reader, GOLD), row_of(reader, "Sweden sold dollars.")]
    tables = np.asarray([[[0.1, 0.1], [0.5, 0.1], [0.1, 0.1]], [[0.5, 0.1], [0.1, 0.1], [0.1, 0.1]], [[0.1, 0.1], [0.5, 0.1], [0.1, 0.1]]])
    scores = {"claim": np.full((3, 2), 0.5), "issue": tables.sum(axis=2), "act": tables.sum(axis=1), PAIR: tables.reshape(3, 6)}

    moved = move_stocks(rows, scores, ISSUES, currencies)

    assert moved[PAIR][0].tolist() == pytest.approx([0.1, 0.1, 0, 0, 0.6, 0.2])
    assert moved["claim"].tolist() == scores["claim"].tolist()
    assert moved["act"][0].tolist() == pytest.approx(scores["act"][0].tolist())
    assert moved[PAIR][1:].tolist() == scores[PAIR][1:].tolist()
