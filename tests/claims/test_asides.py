"""Who is named only aside."""

import pytest
from texts import make_article

from pipelines.claims.asides import aside_acts, awaited_relief, excepted_acts
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row

ACTS = ("concede", "reject", "restrict")


def row_of(reader: Reader, text: str, actor: str) -> Row:
    """An actor's candidate in a sentence."""
    reading = reader.read(make_article(text))
    return Row(reading, 0, next(one for one in reading.sentences[0].candidates if one.actor == actor))


@pytest.mark.parametrize(
    ("text", "actor", "is_excepted"),
    [
        ("Unlike Malta, Cyprus raised its tariff on yachts.", "MLT", True),
        ("Unlike Malta, Cyprus raised its tariff on yachts.", "CYP", False),
        ("Cyprus, unlike Malta and Norway, raised its tariff on yachts.", "MLT", True),
        ("Cyprus, unlike Malta and Norway, raised its tariff on yachts.", "NOR", True),
        ("Cyprus rather than Malta raised its tariff on yachts.", "MLT", True),
        ("It was not Malta but Cyprus that raised its tariff on yachts.", "MLT", True),
        ("Apart from Malta, all islands raised their tariffs on yachts.", "MLT", True),
        ("Unlike Malta's tariff, that of Cyprus was raised.", "MLT", False),
        ("Malta did not raise its tariff, unlike Cyprus.", "MLT", False),
        ("Without Maltese consent the tariff was raised.", "MLT", False),
        ("Like Malta, Cyprus raised its tariff on yachts.", "MLT", False),
    ],
)
def test_an_exception_does_nothing(reader: Reader, text: str, actor: str, is_excepted: bool) -> None:
    """Whoever is named after "unlike", "rather than" or "not" does none of what the sentence tells."""
    assert excepted_acts(row_of(reader, text, actor), ACTS) == (set(ACTS) if is_excepted else set())


@pytest.mark.parametrize(
    ("text", "actor", "aside"),
    [
        ("Malta, courted by Cyprus, raised its tariff on yachts.", "CYP", {"restrict"}),
        ("Courted by Cyprus, Malta raised its tariff on yachts.", "CYP", {"restrict"}),
        ("Malta, courted by Cyprus, raised its tariff on yachts.", "MLT", set()),
        ("Malta, sanctioned by Cyprus, devalued its currency.", "CYP", {"intervene"}),
        ("Despite Cyprus, Malta raised its tariff on yachts.", "CYP", {"restrict"}),
        ("After talks with Cyprus, Malta raised its tariff on yachts.", "CYP", {"restrict"}),
        ("After Cyprus raised its tariff on yachts, Malta raised its own.", "CYP", set()),
        ("Together with Cyprus, Malta raised its tariff on yachts.", "CYP", set()),
        ("Malta, which borders Cyprus, raised its tariff on yachts.", "CYP", {"restrict"}),
        ("Malta, Cyprus's biggest supplier, raised its tariff on yachts.", "CYP", {"restrict"}),
        ("Malta, a candidate for talks with Cyprus, raised its tariff on yachts.", "CYP", {"restrict"}),
        ("Malta, Cyprus and Norway raised their tariffs on yachts.", "CYP", set()),
        ("Malta, along with Cyprus, raised its tariff on yachts.", "CYP", set()),
        ("Malta, according to Cyprus, raised its tariff on yachts.", "CYP", set()),
        ("VALLETTA, Jan 13 - Cyprus, Norway and Denmark raised their tariffs on yachts.", "CYP", set()),
        ("In Valletta, the Cypriot minister criticised the tariff of Malta on yachts.", "MLT", {"accuse"}),
        ("In Valletta, the Cypriot minister heard that Malta criticised the tariff on yachts.", "MLT", set()),
        ("At talks with Cyprus, Malta agreed on a tariff pact.", "CYP", set()),
    ],
)
def test_who_stands_in_a_phrase_of_its_own_does_not_do_the_subjects_deed(reader: Reader, text: str, actor: str, aside: set[str]) -> None:
    """What it does by the words of that phrase, it does, and so does who is named as doing it too."""
    assert aside_acts(row_of(reader, text, actor)) == aside


@pytest.mark.parametrize(
    ("text", "is_awaited"),
    [
        ("Malta will keep its tariffs on yachts until Cyprus lifts its own.", True),
        ("Malta will restrict imports of yachts unless the tariffs are lifted.", True),
        ("Malta will lift its tariffs on yachts if Cyprus lifts its own.", False),
        ("Malta will keep its tariffs on yachts.", False),
    ],
)
def test_the_relief_that_is_awaited_is_anothers(reader: Reader, text: str, is_awaited: bool) -> None:
    """Who keeps a measure until another gives way concedes nothing."""
    assert awaited_relief(row_of(reader, text, "MLT")) == ({"concede"} if is_awaited else set())
