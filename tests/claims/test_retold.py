"""Who tells or awaits what another does, or is addressed."""

import pytest
from texts import make_article

from pipelines.claims.reading import Reader
from pipelines.claims.retold import addressed_acts, retold_deeds
from pipelines.claims.rows import Row


def row_of(reader: Reader, text: str, actor: str) -> Row:
    """An actor's candidate in a sentence."""
    reading = reader.read(make_article(text))
    return Row(reading, 0, next(one for one in reading.sentences[0].candidates if one.actor == actor))


@pytest.mark.parametrize(
    ("text", "actor", "is_retold"),
    [
        ("Cyprus said Malta had agreed to lower its tariff on yachts.", "CYP", True),
        ("A Cypriot official said Malta had agreed to lower its tariff on yachts.", "CYP", True),
        ("Cyprus said Malta had agreed to lower its tariff on yachts.", "MLT", False),
        ("Cyprus said it had agreed with Malta to lower its tariff on yachts.", "CYP", False),
        ("Cyprus said Malta and Cyprus had agreed to lower tariffs on yachts.", "CYP", False),
        ("Cyprus raised its tariff, though its minister said Malta had lowered its own.", "CYP", False),
        ("A tariff of 9% on Maltese yachts took effect, Cyprus said.", "CYP", False),
        ("Malta's tariff on Cypriot yachts took effect, Greece said.", "GRC", True),
        ("Cyprus fears Malta will raise its tariff on yachts.", "CYP", True),
        ("Cyprus expects Malta to lower its tariff on yachts.", "CYP", True),
        ("Cyprus expects to lower its tariff on Maltese yachts.", "CYP", False),
    ],
)
def test_who_tells_of_anothers_deed_does_none(reader: Reader, text: str, actor: str, is_retold: bool) -> None:
    """The deed is of whom the words of the saying name; what else it says, as a demand, stays."""
    retold = retold_deeds(row_of(reader, text, actor))

    assert ("concede" in retold) == is_retold
    assert "request" not in retold


@pytest.mark.parametrize(
    ("text", "act", "is_retold"),
    [
        ("Cyprus's trade minister said Malta opposed the tariff.", "reject", True),
        ("Cyprus said Malta had complained about its tariff on yachts.", "accuse", True),
        ("Cyprus said Malta was asking for lower tariffs.", "request", True),
        ("Cyprus said Maltese dumping of yachts was a scandal.", "accuse", False),
        ("Cyprus said Malta should drop its tariff on yachts.", "request", False),
    ],
)
def test_who_tells_what_another_says_does_not_say_it(reader: Reader, text: str, act: str, is_retold: bool) -> None:
    """What a noun names, or the teller asks for, may be the teller's charge."""
    assert (act in retold_deeds(row_of(reader, text, "CYP"))) == is_retold


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("A yacht builders' lobby urged Malta to cut its tariff.", {"request"}),
        ("The newspaper accused Malta of dumping yachts.", {"accuse"}),
        ("Malta urged Cyprus to cut its tariff.", set()),
        ("Cyprus urged Malta to cut its tariff, and Malta urged Cyprus to cut its own.", set()),
        ("The lobby urged a cut in Malta's tariff.", set()),
    ],
)
def test_who_is_addressed_asks_and_charges_nobody(reader: Reader, text: str, acts: set[str]) -> None:
    """Whoever asks, a state or not: the plea is not of whom it is put to."""
    assert addressed_acts(row_of(reader, text, "MLT")) == acts
