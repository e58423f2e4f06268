"""Where a sentence says what a candidate does."""

import pytest
from texts import make_article

from pipelines.claims.deed_words import find_deed_words
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

    spans = find_deed_words(read, candidate, act)

    assert [" ".join(read.tokens.lows[first:last]) for first, last in spans] == found
