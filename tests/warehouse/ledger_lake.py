"""Makes small lakes for the tests of the ledger: articles and claims with every slot filled, written as real parts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from pipelines.lake import Lake, Part
from pipelines.records import Article, Attribution, Claim, DateBasis, Document, Modality, PublishedBasis, RawFile
from pipelines.reference import Reference
from pipelines.schemas import RECORDS, to_table
from pipelines.settings import Settings
from pipelines.warehouse import BuildReport, Thresholds, publish
from pipelines.warehouse.build import build_models
from pipelines.warehouse.inputs import Run, attach_facts, keep_input

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = Reference(ROOT / "data/reference")
VERSIONS = {"demarche": "test"}
BUILT_ON = date(2026, 1, 5)
SCORES = {
    "agree": 0.7,
    "concede": 0.6,
    "support": 0.4,
    "consult": 0.2,
    "affirm": 0.0,
    "intervene": 0.0,
    "request": -0.1,
    "accuse": -0.3,
    "reject": -0.4,
    "threaten": -0.6,
    "restrict": -0.8,
}


@dataclass(slots=True)
class Corpus:
    """Rows of the four lake tables, grown article by article."""

    label: str = ""  # keeps the paths of corpora apart that go into one lake
    files: list[RawFile] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def article(
        self,
        text: str,
        published_on: date | None,
        landed_on: date,
        source: str = "AInvest Newsletter",
        path: str | None = None,
        **more: object,
    ) -> Article:
        """Add an article with its file and document; the same text twice is the same document under two paths."""
        document_id = hashlib.sha256(text.encode()).hexdigest()[:16]
        place = path or f"{landed_on}/{self.label}{len(self.files)}.txt"
        self.files.append(RawFile(place, landed_on, len(text), hashlib.sha256(text.encode()).hexdigest()))
        self.documents.append(Document(document_id, place, None, landed_on, "text/plain", len(text), text.encode()))
        made = Article(
            article_id=f"{document_id}-0",
            document_id=document_id,
            path=place,
            member=None,
            story=0,
            title=None,
            text=text,
            language="en",
            source=source,
            published_on=published_on,
            published_basis=PublishedBasis.SIDECAR if published_on else PublishedBasis.NONE,
            landed_on=landed_on,
            known_on=published_on or landed_on,
            text_hash=hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:16],
        )
        self.articles.append(replace(made, **more))  # type: ignore[arg-type]
        return self.articles[-1]

    def claim(self, article: Article, actor: str, act: str, issue: str, *counterparts: str, **more: object) -> Claim:
        """Add a claim that quotes the whole article, dated by its publication unless told otherwise."""
        number = sum(claim.article_id == article.article_id for claim in self.claims)
        key = f"{article.article_id}|{number}|{actor}|{issue}|{act}"
        made = Claim(
            claim_id=hashlib.sha256(key.encode()).hexdigest()[:16],
            article_id=article.article_id,
            sentence=number,
            quote=article.text,
            quote_start=0,
            quote_end=len(article.text),
            actor=actor,
            speaker=None,
            counterparts=tuple(sorted(counterparts)),
            issue=issue,
            topic="currency" if issue in CURRENCY_ISSUES else "trade",
            act=act,
            score=SCORES[act],
            modality=Modality.ASSERTED,
            attribution=Attribution.OWN,
            claimed_on=article.published_on,
            date_basis=DateBasis.PUBLICATION if article.published_on else DateBasis.NONE,
            confidence=0.9,
            known_on=article.known_on,
            extractor="test 1",
        )
        self.claims.append(replace(made, **more))  # type: ignore[arg-type]
        return self.claims[-1]


def build_in_memory(corpus: Corpus, thresholds: Thresholds | None = None) -> duckdb.DuckDBPyConnection:
    """The ledger of a corpus without files, for tests that need many."""
    connection = duckdb.connect(config={"threads": "1"})
    connection.execute("attach ':memory:' as input")
    for table in RECORDS:
        keep_input(connection, table, to_table(table, getattr(corpus, table)))
    attach_facts(connection, REFERENCE, Run(BUILT_ON, {}, thresholds or Thresholds(settings_in(ROOT).min_confidence)), {})
    build_models(connection, ROOT / "sql")
    return connection


def merged(corpora: Sequence[Corpus]) -> Corpus:
    """One lake out of many corpora."""
    whole = Corpus()
    for corpus in corpora:
        for table in RECORDS:
            getattr(whole, table).extend(getattr(corpus, table))
    return whole


CURRENCY_ISSUES = {
    "exchange_rate",
    "intervention",
    "regime",
    "manipulation",
    "reserves",
    "coordination",
    "monetary_policy",
    "other_currency",
}


def settings_in(folder: Path) -> Settings:
    """Settings with a data folder of their own, and the project's models and reference rows."""
    return Settings(data=folder, reference=ROOT / "data/reference", sql=ROOT / "sql")


def write_lake(folder: Path, corpus: Corpus, part_count: int = 1) -> dict[str, list[Path]]:
    """Write the corpus as parts and say where they are."""
    lake = Lake(folder)
    for table in RECORDS:
        rows: Sequence[object] = getattr(corpus, table)
        for number in range(part_count):
            lake.write(table, Part("2026-01", f"part-{number}"), to_table(table, rows[number::part_count]), "test")
    return {table: lake.part_paths(table) for table in RECORDS}


def parts_of(folder: Path) -> dict[str, list[Path]]:
    """The parts of the lake under a data folder."""
    return {table: Lake(folder / "lake").part_paths(table) for table in RECORDS}


def bytes_of(folder: Path) -> bytes:
    """The published file."""
    return (folder / "demarche.duckdb").read_bytes()


def publish_corpus(folder: Path, corpus: Corpus, thresholds: Thresholds | None = None) -> BuildReport:
    """Write the corpus as a lake and publish it under the same folder."""
    settings = settings_in(folder)
    return publish(settings, write_lake(settings.lake, corpus), BUILT_ON, VERSIONS, thresholds)
