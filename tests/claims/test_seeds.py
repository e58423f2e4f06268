"""Rules of the seed sentences."""

import pytest
from texts import REFERENCE

from pipelines.claims.examples import make_examples
from pipelines.claims.reading import Reader
from pipelines.claims.seeds import seed_articles
from pipelines.claims.validators import Codes
from pipelines.dating.offices import Offices
from pipelines.records import Attribution, Modality
from pipelines.reference import Reference


@pytest.fixture(scope="module")
def tables() -> Reference:
    """The real tables."""
    return Reference(REFERENCE)


def test_every_seed_has_legal_codes(tables: Reference) -> None:
    """Actors, counterparts, issues, acts, modalities, attributions and currencies are known."""
    codes = Codes.load(tables)

    for row in tables.rows("seed_claims"):
        assert {row["actor"], *row["counterparts"].split(";")} - {""} <= codes.actors
        assert row["issue"] in codes.topics
        assert row["act"] in codes.scores
        assert row["modality"] in set(Modality)
        assert row["attribution"] in set(Attribution)
        assert row["currency"] in codes.currencies | {""}


def test_every_seed_teaches(tables: Reference) -> None:
    """The reader offers the labelled actor of every seed as a candidate."""
    assert make_examples(seed_articles(tables), Reader.load(tables, Offices.load(tables))).missed == 0
