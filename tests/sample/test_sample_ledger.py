"""The hand-coded claims of the sample through cleaning and the ledger: with every claim right, every position and change is right.

What the extractor makes of the same articles is another question, asked by the test of the whole road.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from published_sample import change_of, changes_of, key_of, position_on
from sample_corpus import REFERENCE, Row, Sample

from pipelines.clean import CleanStage
from pipelines.ingest import IngestStage
from pipelines.lake import Lake, Part
from pipelines.landing import list_raw
from pipelines.records import Article, Attribution, Claim, DateBasis, Document, Modality, RawFile
from pipelines.reference import Reference
from pipelines.schemas import to_table
from pipelines.settings import Settings
from pipelines.warehouse import publish

SQL = Path(__file__).parents[2] / "sql"
PART = Part("2025-01", "sample")


@pytest.fixture(scope="module")
def ledger(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database published from the sample's articles and its expected claims."""
    data = tmp_path_factory.mktemp("ledger")
    files = list(list_raw(sample.raw, {}))
    documents = read_documents(sample.raw, files)
    articles = clean_articles(documents)
    claims = [make_claim(row, find_article(row, articles)) for row in sample.rows("claims")]
    lake = Lake(data / "lake")
    tables: dict[str, Sequence[Any]] = {"files": files, "documents": documents, "articles": articles, "claims": claims}
    for table, records in tables.items():
        lake.write(table, PART, to_table(table, records), "sample")
    parts = {table: lake.part_paths(table) for table in ("files", "documents", "articles", "claims")}
    settings = Settings(data=data, reference=REFERENCE, sql=SQL)
    publish(settings, parts, date(2026, 3, 2), {"claims": "by hand"})
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        yield connection


def read_documents(raw: Path, files: Sequence[RawFile]) -> list[Document]:
    """All documents of the raw files."""
    return [document for batch in IngestStage(raw).prepare()(files) for document in batch]


def clean_articles(documents: Sequence[Document]) -> list[Article]:
    """All articles of the documents."""
    return [article for batch in CleanStage(REFERENCE).prepare()(documents) for article in batch]


def find_article(row: Row, articles: Sequence[Article]) -> Article:
    """The article of the row's document that holds its quote."""
    at = (row["path"], row["member"])
    found = [one for one in articles if (one.path, one.member or "") == at and row["quote"] in one.text]
    assert len(found) == 1, f"{len(found)} articles hold the quote of {row}"
    return found[0]


def make_claim(row: Row, article: Article) -> Claim:
    """An expected row as the extractor would have written it."""
    start = article.text.index(row["quote"])
    end = start + len(row["quote"])
    identity = f"{article.article_id} {start} {end} {row['actor']} {row['issue']} {row['act']}"
    reference = Reference(REFERENCE)
    topics = {one["issue"]: one["topic"] for one in reference.rows("issues")}
    scores = {one["act"]: float(one["score"]) for one in reference.rows("acts")}
    return Claim(
        claim_id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        article_id=article.article_id,
        sentence=0,
        quote=row["quote"],
        quote_start=start,
        quote_end=end,
        actor=row["actor"],
        speaker=row["speaker"] or None,
        counterparts=tuple(filter(None, row["counterparts"].split(";"))),
        issue=row["issue"],
        topic=topics[row["issue"]],
        act=row["act"],
        score=scores[row["act"]],
        modality=Modality(row["modality"]),
        attribution=Attribution(row["attribution"]),
        currency=row["currency"] or None,
        direction=row["direction"] or None,
        amount=float(row["amount"]) if row["amount"] else None,
        unit=row["unit"] or None,
        claimed_on=date.fromisoformat(row["claimed_on"]) if row["claimed_on"] else None,
        date_basis=DateBasis(row["date_basis"]),
        confidence=1.0,
        known_on=article.known_on,
        extractor="by hand",
    )


def test_every_position_stands_on_both_clocks(sample: Sample, ledger: duckdb.DuckDBPyConnection) -> None:
    """Every row of positions.csv is what the ledger answers."""
    wrong = [(row, found) for row in sample.rows("positions") if (found := position_on(ledger, row)) != (row["act"], row["modality"])]

    assert wrong == []


def test_every_change_is_found(sample: Sample, ledger: duckdb.DuckDBPyConnection) -> None:
    """Every row of changes.csv is a change of the ledger, of the same kind on the same day."""
    missing = [row for row in sample.rows("changes") if change_of(row) not in changes_of(ledger, key_of(row))]

    assert missing == []
