"""Countries that are only where something happens."""

import pytest
from texts import make_article

from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.venues import hosted_acts, placed_acts


def rows_of(reader: Reader, text: str) -> dict[str, Row]:
    """The candidates of a sentence by their codes."""
    reading = reader.read(make_article(text))
    return {one.actor: Row(reading, 0, one) for one in reading.sentences[0].candidates}


@pytest.mark.parametrize(
    ("text", "actor", "placed"),
    [
        ("Farmers in Malta complained about the tariff of Cyprus.", "MLT", {"accuse"}),
        ("Six nations in Valletta agreed to end their quotas.", "MLT", {"agree", "concede"}),
        ("In Valletta farmers complained about the tariff of Cyprus.", "MLT", {"accuse"}),
        ("In Valletta a panel complained about the tariff of Cyprus.", "MLT", set()),
        ("The opposition in Valletta complained about the tariff of Cyprus.", "MLT", set()),
        ("The trade ministry in Valletta complained about the tariff of Cyprus.", "MLT", set()),
        ("In March Malta complained about the tariff of Cyprus.", "MLT", set()),
        ("Farmers in Malta complained about the tariff of Cyprus, and Malta complained too.", "MLT", set()),
        ("The change in Malta's policy on tariffs was announced.", "MLT", set()),
    ],
)
def test_what_is_done_in_a_country_is_not_its_doing(reader: Reader, text: str, actor: str, placed: set[str]) -> None:
    """A ministry there is the state's; so is what the country does by another word."""
    assert placed_acts(rows_of(reader, text)[actor]) == placed


@pytest.mark.parametrize(
    ("text", "hosted"),
    [
        ("Cyprus and Norway signed a trade agreement in Valletta.", {"agree", "concede", "consult"}),
        ("Cyprus signed a trade agreement in Valletta.", set()),
        ("Cyprus criticised the tariff on yachts in Valletta.", {"accuse"}),
        ("The two sides agreed in Valletta to cut their tariffs.", {"agree", "concede", "consult"}),
        ("Officials in Valletta criticised the tariff on yachts.", set()),
        ("The Cypriot envoy in Valletta criticised Malta's tariff on yachts.", {"accuse"}),
        ("Cyprus and Norway signed a trade agreement in Valletta, and Malta joined it.", set()),
    ],
)
def test_a_venue_is_no_party(reader: Reader, text: str, hosted: set[str]) -> None:
    """What two others do in a capital is not its country's; one alone may do it with the host."""
    assert hosted_acts(rows_of(reader, text)["MLT"]) == hosted
