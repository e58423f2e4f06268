"""Every rule that the audit keeps, broken once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_forgetting import draw_article, draw_claim

from pipelines.engine.arrivals import register_arrivals
from pipelines.engine.audit import Finding, audit_counts, audit_dates, audit_parts, audit_quotes, audit_raw
from pipelines.errors import RejectCode
from pipelines.lake import Lake, Part
from pipelines.records import Article, Claim, DateEvidence, Document
from pipelines.schemas import to_table

DAY = date(2025, 6, 1)
EVIDENCE = DateEvidence("May 30", "byline", 0)
PART = Part("2025-06", "b1-000")
DOCUMENT = Document("0a", "2025-06-01/a", None, DAY, "text/plain", 1, b"x")
ARTICLE = draw_article("0a", "2025-06-01/a")
CLAIM = draw_claim(ARTICLE)


def make_lake(folder: Path, document: Document = DOCUMENT, article: Article = ARTICLE, claim: Claim = CLAIM) -> Lake:
    """One document, one article, one claim."""
    lake = Lake(folder / "lake")
    for table, row in (("documents", document), ("articles", article), ("claims", claim)):
        lake.write(table, PART, to_table(table, [row]), "f")
    return lake


def findings(lake: Lake) -> list[Finding]:
    """What all audits of rows find."""
    return [found for audit in (audit_counts, audit_quotes, audit_dates) for found in audit(lake)] + list(audit_parts(lake))


def test_a_lake_that_adds_up_has_no_findings(tmp_path: Path) -> None:
    """Dated or undated."""
    dated = replace(ARTICLE, published_on=date(2025, 5, 30), published_evidence=EVIDENCE, known_on=date(2025, 5, 30))

    assert findings(make_lake(tmp_path / "undated")) == []
    assert findings(make_lake(tmp_path / "dated", article=dated)) == []


BROKEN = {
    "1 documents have no article, 1 articles no document, e.g. 2025-06-01/a.": {"document": replace(DOCUMENT, document_id="0b")},
    "0 documents have no article, 1 articles no document, e.g. 2025-06-01/a.": {
        "document": replace(DOCUMENT, reject_code=RejectCode.EMPTY)
    },
    "1 claims belong to no article that passed, e.g. 0a-0.": {"article": replace(ARTICLE, reject_code=RejectCode.NO_TEXT)},
    "The quote of claim 0a is not in its article (2025-06-01/a) at its offsets.": {"claim": replace(CLAIM, quote_start=1)},
    "Article 0a-0 (2025-06-01/a) has a date without evidence, or evidence without a date.": {
        "article": replace(ARTICLE, published_evidence=EVIDENCE)
    },
    "Article 0a-0 (2025-06-01/a) was published after it landed.": {
        "article": replace(ARTICLE, published_on=date(2025, 6, 2), published_evidence=EVIDENCE, known_on=date(2025, 6, 2))
    },
    "Article 0a-0 (2025-06-01/a) is known on another day than its dates allow.": {"article": replace(ARTICLE, known_on=date(2025, 5, 30))},
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_every_broken_rule_is_a_sentence(tmp_path: Path, sentence: str) -> None:
    """One row that breaks one rule is one finding, and says where."""
    (found,) = findings(make_lake(tmp_path, **BROKEN[sentence]))  # type: ignore[arg-type]

    assert (found.sentence, found.where) == (sentence, str(PART))


def test_what_does_not_belong_is_named(tmp_path: Path) -> None:
    """A part without the one before it, a part that does not open, and a file that is none."""
    lake = make_lake(tmp_path)
    lake.remove("documents", PART)
    lake.path("claims", PART).write_bytes(b"half")
    lake.path("claims", PART).with_name("notes.txt").write_text("do not touch")

    said = [found.sentence for found in audit_parts(lake)]

    assert said == [
        "lake/claims/2025-06/b1-000.parquet is not a whole Parquet file.",
        "The part 2025-06/b1-000 is in articles and not in documents.",
        "The lake holds a file that is no part of it: 'claims/2025-06/notes.txt'.",
    ]


def test_a_raw_file_that_has_changed_or_gone_is_named(tmp_path: Path) -> None:
    """One of the same size, which landing does not read again, and one that is missing."""
    lake, day = Lake(tmp_path / "lake"), tmp_path / "raw" / "2025-06-01"
    day.mkdir(parents=True)
    for name in "abc":
        (day / name).write_text(name)
    register_arrivals(lake, tmp_path / "raw")
    (day / "a").write_text("x")
    (day / "b").unlink()

    assert [found.where for found in audit_raw(lake, tmp_path / "raw")] == ["2025-06-01/a", "2025-06-01/b"]
