"""The clean stage: what its fingerprint rests on, and what stands in for a document that ends a worker."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from cleaning import REFERENCE

from pipelines.clean import CleanLimits, CleanStage
from pipelines.clean.stage import TABLES
from pipelines.errors import RejectCode
from pipelines.records import Document


def copy_tables(folder: Path) -> Path:
    """A reference folder that holds no other table than those of the fingerprint."""
    for table in TABLES:
        shutil.copy2(REFERENCE / f"{table}.csv", folder)
    return folder


def make_document(payload: bytes) -> Document:
    """A document of plain text."""
    return Document("0123456789abcdef", "2026-01-05/file", None, date(2026, 1, 5), "text/plain", len(payload), payload)


def test_cleaning_reads_no_table_that_its_fingerprint_leaves_out(tmp_path: Path) -> None:
    """With the tables of the fingerprint alone the stage cleans as with all of them."""
    documents = [make_document(b"Harbour talks\n\nJapan said on Monday that it would keep its tariffs on steel as they are.\n")]

    found = list(CleanStage(copy_tables(tmp_path)).prepare()(documents))

    assert found == list(CleanStage(REFERENCE).prepare()(documents))
    assert [article.reject_code for article in found[0]] == [None]


def test_the_fingerprint_follows_rows_and_limits(tmp_path: Path) -> None:
    """It is the same in another folder with the same rows, and another one after a row or a limit has changed."""
    stage = CleanStage(copy_tables(tmp_path))
    same = stage.fingerprint == CleanStage(REFERENCE).fingerprint

    with (tmp_path / f"{TABLES[0]}.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n")

    assert same
    assert len({stage.fingerprint, CleanStage(REFERENCE).fingerprint, replace(stage, limits=CleanLimits(pdf_pages=1)).fingerprint}) == 3


def test_a_document_that_ended_its_worker_is_one_rejected_article() -> None:
    """It has the document's place and days, no text, and the reason."""
    (article,) = CleanStage(REFERENCE).refuse(make_document(b"x"), RejectCode.TIMED_OUT, "took longer than 20 seconds")

    assert (article.article_id, article.text, article.known_on) == ("0123456789abcdef-0", "", date(2026, 1, 5))
    assert (article.reject_code, article.reject_reason) == (RejectCode.TIMED_OUT, "took longer than 20 seconds")
