"""A database published from the sample's articles and its expected claims, as if an extractor had made no mistake."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

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


def publish_by_hand(sample: Sample, data: Path) -> Path:
    """Ingest and clean the raw files, put the expected claims beside them, publish; the path of the database."""
    files = list(list_raw(sample.raw, {}))
    documents = read_documents(sample.raw, files)
    articles = clean_articles(documents)
    claims = [make_claim(row, find_article(row, articles)) for row in sample.rows("claims")]
    lake = Lake(data / "lake")
    tables: dict[str, Sequence[Any]] = {"files": files, "documents": documents, "articles": articles, "claims": claims}
    for table, records in tables.items():
        lake.write(table, PART, to_table(table, records), "sample")
    settings = Settings(data=data, reference=REFERENCE, sql=SQL)
    publish(settings, {table: lake.part_paths(table) for table in tables}, date(2026, 3, 2), {"claims": "by hand"})
    return settings.database


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
