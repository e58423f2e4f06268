"""Names in one row."""

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.enumerations import complete, rows_of
from pipelines.claims.options import Option
from pipelines.claims.reading import Reader, ReadSentence
from pipelines.dating.offices import Offices
from pipelines.reference import Reference


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader over the real tables."""
    tables = Reference(REFERENCE)
    return Reader.load(tables, Offices.load(tables))


def read(reader: Reader, text: str) -> ReadSentence:
    """The first sentence of an article."""
    return reader.read(make_article(text)).sentences[0]


def test_a_row_is_names_with_nothing_but_commas_and_conjunctions_between(reader: Reader) -> None:
    """Other words end it; one name is no row."""
    rows = rows_of(read(reader, "Peru lifted duties on goods from Chile, Brazil and the European Union, while Kenya met Oman."))

    assert [[mention.code for mention in row] for row in rows] == [["CHL", "BRA", "EUU"]]


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Peru lifted duties on goods from Chile, Brazil and Kenya.", ["BRA", "CHL", "KEN"]),
        ("Peru lifted duties on goods from Chile, Brazil, and Kenya.", ["BRA", "CHL", "KEN"]),
        ("Peru lifted duties on goods from Brazil, and Kenya protested.", ["BRA"]),
        ("Peru, Brazil and Kenya lifted duties.", ["BRA"]),  # the actor is one of them
        ("Peru lifted duties on goods from Brazil after talks with Kenya.", ["BRA"]),
    ],
)
def test_who_stands_in_one_row_with_a_counterpart_is_one_too(reader: Reader, text: str, partners: list[str]) -> None:
    """But for a row in which the actor stands."""
    offered = [Option(code, (), None) for code in ("BRA", "CHL", "KEN")]

    assert sorted(one.value for one in complete(read(reader, text), "PER", offered[:1], offered)) == partners


def test_nobody_chosen_joins_nobody(reader: Reader) -> None:
    """A row alone makes no counterpart."""
    assert complete(read(reader, "Peru lifted duties on goods from Chile and Brazil."), "PER", [], [Option("CHL", (), None)]) == []
