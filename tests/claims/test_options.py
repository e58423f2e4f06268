"""What may fill a slot, as its chooser sees it."""

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.options import Decided, find_amounts, list_sums
from pipelines.claims.reading import Reader
from pipelines.reference import Reference

TABLES = Reference(REFERENCE)
INDEX = CurrencyIndex.load(TABLES)


@pytest.mark.parametrize(
    ("sentence", "are_twins"),
    [
        ("Norway imposed a tariff of 25 percent on cheese and 10 percent on milk.", True),
        ("Norway imposed a 25 percent tariff on cheese and cut its 10 percent duty on milk.", False),
        ("Norway imposed a 25 percent tariff on 10 percent of cheese.", False),
    ],
)
def test_two_rates_of_equal_weight_are_known_as_twins(reader: Reader, sentence: str, are_twins: bool) -> None:
    """Joined, and with no verb of an act between them; the guide lets neither be the amount."""
    reading = reader.read(make_article(sentence))
    decided = Decided(0, next(one for one in reading.sentences[0].candidates if one.actor == "NOR"), "tariffs", "trade", "restrict")
    sums = find_amounts(reading, decided, INDEX)

    options = list_sums(reading, decided, sums)

    assert [f"twin={are_twins}&%" in option.features for option in options] == [True, True]


@pytest.mark.parametrize(("issue", "amounts"), [("exchange_rate", [(1436.5, "KRW")]), ("monetary_policy", [])])
def test_a_rate_without_a_unit_is_offered_where_a_rate_is_claimed(reader: Reader, issue: str, amounts: list[tuple[float, str]]) -> None:
    """In the actor's own currency; elsewhere a bare number is no amount."""
    reading = reader.read(make_article("South Korea's central bank fixed the won at 1436.50."))
    decided = Decided(0, next(one for one in reading.sentences[0].candidates if one.actor == "KOR"), issue, "currency", "intervene")

    assert [(one.value, one.unit) for one in find_amounts(reading, decided, INDEX)] == amounts
