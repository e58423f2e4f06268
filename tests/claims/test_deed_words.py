"""Where a sentence says what a candidate does."""

import pytest
from texts import make_article

from pipelines.claims.deed_words import find_deeds
from pipelines.claims.reading import Reader


@pytest.mark.parametrize(
    ("text", "actor", "act", "found"),
    [
        ("Malta lifted the tariff on yachts that it imposed in 2019.", "MLT", "concede", ["lifted"]),
        ("Malta lifted the tariff on yachts that it imposed in 2019.", "MLT", "restrict", ["imposed"]),
        ("Cyprus criticised the tariffs that Malta imposed.", "MLT", "restrict", ["imposed"]),
        ("Cyprus criticised the tariffs that Malta imposed.", "CYP", "restrict", []),
        ("Malta imposed limits on yacht exports.", "MLT", "restrict", ["imposed"]),
        ("Malta refused to cut its tariff on yachts.", "MLT", "reject", ["refused"]),
        ("Malta imposed a tariff on yachts and banned exports of tuna.", "MLT", "restrict", ["imposed", "banned"]),
        ("Malta sent a letter.", "MLT", "restrict", []),
    ],
)
def test_the_verbs_of_an_act_are_its_doers(reader: Reader, text: str, actor: str, act: str, found: list[str]) -> None:
    """Verbs of that act alone, the candidate's own, and no infinitive or noun that only goes with one."""
    read = reader.read(make_article(text)).sentences[0]
    candidate = next(one for one in read.candidates if one.actor == actor)

    deeds = find_deeds(read, candidate, act)

    assert [read.text[slice(*deed.verb)] for deed in deeds] == found


def test_a_deed_names_its_doer(reader: Reader) -> None:
    """The words before an active verb and after a passive one's "by" may name who does it."""
    active, passive = (
        find_deeds(read, next(one for one in read.candidates if one.actor == "MLT"), "restrict")
        for text in ("The government of Malta imposed a tariff on yachts.", "The tariff on yachts was imposed by Malta.")
        for read in reader.read(make_article(text)).sentences
    )

    assert "Malta" in active[0].doer
    assert "Malta" in passive[0].doer
