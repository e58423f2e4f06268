"""Rules of the second look's context, of speakers and of quotes."""

from datetime import date

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.context import Context, look_around
from pipelines.claims.extractor import describe_rows
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.speakers import find_speaker
from pipelines.dating.offices import Offices
from pipelines.reference import Reference

TEXT = "Japan rejected the quota. Canada and Peru met on Monday. He said the duty would fall."
ISSUES, ACTS = ("agreement", "quotas"), ("consult", "reject")


@pytest.fixture(scope="module")
def offices() -> Offices:
    """The real register."""
    return Offices.load(Reference(REFERENCE))


@pytest.fixture(scope="module")
def reader(offices: Offices) -> Reader:
    """The real tables."""
    return Reader.load(Reference(REFERENCE), offices)


def context_of(rows: list[Row], chances: list[float]) -> Context:
    """The context where every candidate has the given chance of a claim and even ones for all else."""
    claim = np.asarray(chances, dtype=np.float32)
    even = {"issue": 2, "act": 2, "modality": 4, "attribution": 2}
    scores = {head: np.full((len(rows), count), 1.0 / count, dtype=np.float32) for head, count in even.items()}
    both = np.stack([1 - claim, claim], axis=1)
    return look_around(rows, {"claim": both, "several": both, **scores}, ISSUES, ACTS)


def test_a_candidate_is_compared_with_the_others_of_its_sentence(reader: Reader) -> None:
    """Rank, the surest rival and the number of candidates are those of the sentence; alone, there is no rival."""
    rows, _ = describe_rows([reader.read(make_article(TEXT))])
    chances = [0.1 + 0.8 * (row.candidate.actor == "CAN") for row in rows]

    numbers = context_of(rows, chances).numbers
    second = [at for at, row in enumerate(rows) if row.place == 1]

    for at in second:
        is_canada = rows[at].candidate.actor == "CAN"
        assert numbers[at, 3] == len(second)
        assert (numbers[at, 2] == 0) == is_canada
        assert (numbers[at, 1] < 0) == is_canada


def test_topics_of_the_sentence_are_seen(reader: Reader) -> None:
    """A topic phrase marks its issue for every candidate of its sentence, and for no other."""
    rows, _ = describe_rows([reader.read(make_article(TEXT))])

    views = context_of(rows, [0.5] * len(rows)).issues
    hits = views[:, ISSUES.index("quotas"), 6]

    assert all((hits[at] > 0) == (row.place == 0) for at, row in enumerate(rows))


def test_articles_of_a_chunk_do_not_mix(reader: Reader) -> None:
    """The context of an article is the same alone and beside another."""
    one, other = reader.read(make_article(TEXT)), reader.read(make_article("Brazil banned soybean exports. China protested."))
    rows, _ = describe_rows([one])
    both, _ = describe_rows([one, other])

    alone, together = context_of(rows, [0.4] * len(rows)), context_of(both, [0.4] * len(both))

    assert np.allclose(alone.numbers, together.numbers[: len(rows)])
    assert np.allclose(alone.issues, together.issues[: len(rows)])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("But Norwegian Trade Minister Vebjorn Quist objected to the duty.", "Norwegian Trade Minister Vebjorn Quist"),
        ("The Bundesbank bought dollars.", "Bundesbank"),
        ("Peru objected to the duty.", None),
    ],
)
def test_the_speaker_is_named_as_in_the_sentence(reader: Reader, offices: Offices, text: str, wanted: str | None) -> None:
    """A person comes with the title before the name; an institution by its name; a country alone names nobody."""
    reading = reader.read(make_article(text, day=date(2020, 5, 1)))
    candidate = reading.sentences[0].candidates[0]

    speaker = find_speaker(reading, reading.sentences[0], candidate.mentions, offices, None)

    assert (speaker.text if speaker else None) == wanted
