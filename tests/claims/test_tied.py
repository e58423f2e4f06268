"""Monetary policy that nothing ties to a currency or to another country."""

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.claims.tied import MONETARY, bar_untied, is_tied
from pipelines.reference import Reference

ISSUES = (MONETARY, "tariffs")
AT_HOME = "Sweden raised its interest rates to cool the housing market."


@pytest.fixture(scope="module")
def currencies() -> CurrencyIndex:
    """The shipped names."""
    return CurrencyIndex.load(Reference(REFERENCE))


def row_of(reader: Reader, text: str, actor: str) -> Row:
    """An actor's candidate in a sentence."""
    reading = reader.read(make_article(text))
    return Row(reading, 0, next(one for one in reading.sentences[0].candidates if one.actor == actor))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AT_HOME, False),
        ("Sweden raised its interest rates and set 5 billion crowns aside.", False),
        ("Sweden raised its interest rates to shore up the crown.", True),
        ("Sweden raised its interest rates after the exchange rate slid.", True),
        ("Sweden raised its interest rates a day after Norway.", True),
    ],
)
def test_a_currency_or_another_country_ties_it(reader: Reader, currencies: CurrencyIndex, text: str, expected: bool) -> None:
    """A sum of money does not."""
    assert is_tied(row_of(reader, text, "SWE"), currencies) is expected


def test_what_is_untied_is_hardly_a_claim(reader: Reader, currencies: CurrencyIndex) -> None:
    """What is left goes to the other issues; what is likelier about another issue, and what is tied, keeps its scores."""
    rows = [row_of(reader, AT_HOME, "SWE"), row_of(reader, AT_HOME, "SWE"), row_of(reader, "Sweden raised rates after Norway.", "SWE")]
    pair = np.asarray([[0.6, 0.2, 0.1, 0.1], [0.2, 0.2, 0.5, 0.1], [0.6, 0.2, 0.1, 0.1]], dtype=np.float32)
    claim = np.asarray([[0.5, 0.5]] * 3, dtype=np.float32)
    tables = pair.reshape(3, 2, 2)
    scores = {"claim": claim, "issue": tables.sum(axis=2), "act": tables.sum(axis=1), PAIR: pair}

    kept = bar_untied(rows, scores, ISSUES, currencies)

    assert kept["claim"][:, 1].tolist() == pytest.approx([0.1, 0.5, 0.5])
    assert kept[PAIR][0].tolist() == pytest.approx([0, 0, 0.5, 0.5])
    assert kept["issue"][0].tolist() == pytest.approx([0, 1])
    assert kept[PAIR][1:].tolist() == pair[1:].tolist()
