"""Rules of the seed sentences."""

from collections import Counter

import pytest
from texts import REFERENCE

from pipelines.claims.examples import make_examples
from pipelines.claims.reading import Reader
from pipelines.claims.seeds import COPIES, SEED, WRITTEN, seed_articles, written_articles
from pipelines.claims.validators import Codes
from pipelines.dating.offices import Offices
from pipelines.records import Attribution, DateBasis, Modality
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


def test_every_sentence_stands_as_often_as_said(tables: Reference) -> None:
    """What a sentence counts for rests on its number of copies: each text has that many, and every one is named as ours."""
    articles = seed_articles(tables)

    counts = Counter(one.article.text for one in articles)

    assert set(counts) == {row["text"] for row in tables.rows("seed_claims")}
    assert set(counts.values()) == {COPIES}
    assert all(one.name.startswith(SEED) for one in articles)


def test_every_written_claim_is_legal(tables: Reference) -> None:
    """Codes are known, directions and currencies go with the issue, and no actor is its own counterpart."""
    codes = Codes.load(tables)

    for row in tables.rows("seed_article_claims"):
        others = {code for code in row["counterparts"].split(";") if code}
        assert {row["actor"], *others} <= codes.actors
        assert row["actor"] not in others
        assert row["act"] in codes.scores
        assert row["modality"] in set(Modality)
        assert row["attribution"] in set(Attribution)
        assert row["date_basis"] in set(DateBasis)
        is_trade = codes.topics[row["issue"]] == "trade"
        assert row["direction"] in {"", *(("open", "protect") if is_trade else ("stronger", "weaker", "stable", "flexible"))}
        assert row["currency"] in ({""} if is_trade else codes.currencies | {""})


def test_every_written_quote_is_in_its_article(tables: Reference) -> None:
    """Labels and articles belong together, no article twice; a claim is never dated after its article."""
    articles = {one.name: one for one in written_articles(tables)}

    assert len(articles) == len(tables.rows("seed_articles"))
    assert {f"{WRITTEN}{row['article']}" for row in tables.rows("seed_article_claims")} <= set(articles)
    for one in articles.values():
        assert all(claim.quote in one.article.text for claim in one.claims)
        published = str(one.article.published_on or "")
        assert all((claim.claimed_on or "") <= published for claim in one.claims)
