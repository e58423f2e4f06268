"""Names in one row."""

import numpy as np
import pytest
from texts import make_article

from pipelines.claims.enumerations import complete, even_out, rows_of
from pipelines.claims.options import Decided, Option
from pipelines.claims.reading import Reader, ReadSentence
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR


def read(reader: Reader, text: str) -> ReadSentence:
    """The first sentence of an article."""
    return reader.read(make_article(text)).sentences[0]


def perus(read: ReadSentence, act: str) -> Decided:
    """A claim of Peru's in a sentence."""
    return Decided(0, next(one for one in read.candidates if one.actor == "PER"), "tariffs", "trade", act)


def test_a_row_is_names_with_nothing_but_commas_and_conjunctions_between(reader: Reader) -> None:
    """Other words end it; one name is no row."""
    rows = rows_of(read(reader, "Peru lifted duties on goods from Chile, Brazil and the European Union, while Kenya met Oman."))

    assert [[mention.code for mention in row] for row in rows] == [["CHL", "BRA", "EUU"]]


@pytest.mark.parametrize(
    ("text", "act", "partners"),
    [
        ("Peru lifted duties on goods from Chile, Brazil and Kenya.", "concede", ["BRA", "CHL", "KEN"]),
        ("Peru lifted duties on goods from Chile, Brazil, and Kenya.", "concede", ["BRA", "CHL", "KEN"]),
        ("Peru lifted duties on goods from Brazil, and Kenya protested.", "concede", ["BRA"]),
        ("Peru, Brazil and Kenya agreed on duties.", "agree", ["BRA"]),  # the actor is one of them
        ("Peru, Brazil and Kenya complained of the duties.", "accuse", []),  # they do so together, and not of each other
        ("Peru lifted duties on goods from Brazil after talks with Kenya.", "concede", ["BRA"]),
    ],
)
def test_who_stands_in_one_row_with_a_counterpart_is_one_too(reader: Reader, text: str, act: str, partners: list[str]) -> None:
    """But for a row in which the actor stands: it may do something with those beside it, and does nothing to them."""
    sentence = read(reader, text)
    offered = [Option(code, (), None) for code in ("BRA", "CHL", "KEN")]

    assert sorted(one.value for one in complete(sentence, perus(sentence, act), offered[:1], offered)) == partners


def test_nobody_chosen_joins_nobody(reader: Reader) -> None:
    """A row alone makes no counterpart."""
    sentence = read(reader, "Peru lifted duties on goods from Chile and Brazil.")

    assert complete(sentence, perus(sentence, "concede"), [], [Option("CHL", (), None)]) == []


@pytest.mark.parametrize(
    ("text", "evened"),
    [
        ("Peru, Brazil and Kenya lifted duties.", ["BRA", "KEN", "PER"]),
        ("Peru and Brazil lifted duties.", []),
        ("Peru, Brazil and Kenya lifted duties, and Kenya asked for more.", []),
        ("Oman thanked Peru, Brazil and Kenya.", ["BRA", "KEN", "PER"]),
    ],
)
def test_the_names_of_a_long_row_have_one_chance(reader: Reader, text: str, evened: list[str]) -> None:
    """Three names and more that are named nowhere else; the others keep their scores."""
    reading = reader.read(make_article(text))
    rows = [Row(reading, 0, one) for one in reading.sentences[0].candidates]
    chances = np.linspace(0.2, 0.8, len(rows), dtype=np.float32)
    pair = np.stack([np.asarray([0.7, 0.1, 0.1, 0.1]), *[np.asarray([0.1, 0.1, 0.1, 0.7])] * (len(rows) - 1)]).astype(np.float32)
    tables = pair.reshape(-1, 2, 2)
    scores = {"claim": np.stack([1 - chances, chances], axis=1), "issue": tables.sum(axis=2), "act": tables.sum(axis=1), PAIR: pair}

    kept = even_out(rows, scores)

    together = [at for at, row in enumerate(rows) if row.candidate.actor in evened]
    apart = [at for at in range(len(rows)) if at not in together]
    assert len({round(float(kept["claim"][at, 1]), 5) for at in together}) == min(1, len(evened))
    assert len({tuple(np.round(kept[PAIR][at], 5)) for at in together}) == min(1, len(evened))
    assert kept["claim"][apart].tolist() == scores["claim"][apart].tolist()
    assert kept["act"].sum(axis=1).tolist() == pytest.approx([1.0] * len(rows))
