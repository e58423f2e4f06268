"""Golden pairs: `tests/golden/<name>` is a raw file, `<name>.expected.json` what must come of it.

`python tests/clean/golden.py NAME…` writes the expectation of new or changed files; read it before it is committed.
"""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.clean import CleanLimits, CleanTools, clean_document
from pipelines.ingest import IngestLimits, read_documents
from pipelines.records import Article, Document, RawFile

GOLDEN = Path(__file__).parents[1] / "golden"
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
LANDED_ON = date(2026, 1, 5)
EXPECTED = ".expected.json"


def raw_files() -> list[str]:
    """Names of the raw files, sidecars and expectations left out."""
    return sorted(path.name for path in GOLDEN.iterdir() if not path.name.endswith((EXPECTED, ".meta.json")))


def read_golden(name: str, tools: CleanTools) -> list[dict[str, Any]]:
    """What ingest and cleaning make of a raw file, in the form of the expectations."""
    payload = (GOLDEN / name).read_bytes()
    sidecar = GOLDEN / f"{name}.meta.json"
    file = RawFile(name, LANDED_ON, len(payload), hashlib.sha256(payload).hexdigest(), sidecar.read_text() if sidecar.exists() else None)
    return [_document(document, tools) for document in read_documents(GOLDEN, file, IngestLimits())]


def _document(document: Document, tools: CleanTools) -> dict[str, Any]:
    row = {
        "member": document.member,
        "media_type": document.media_type,
        "sent_at": document.sent_at.isoformat() if document.sent_at else None,
        "sender": document.sender,
        "subject": document.subject,
        "url": document.url,
        "reject_code": document.reject_code,
        "articles": [_article(article) for article in clean_document(document, tools)],
    }
    return {name: value for name, value in row.items() if value not in (None, [])}


def _article(article: Article) -> dict[str, Any]:
    row = {
        "title": article.title,
        "author": article.author,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "published_basis": article.published_basis,
        "is_correction": article.is_correction or None,
        "warnings": list(article.warnings),
        "reject_code": article.reject_code,
        "paragraphs": article.text.split("\n\n") if article.text else [],
    }
    return {name: value for name, value in row.items() if value not in (None, [])}


def main(names: list[str]) -> None:
    """Write the expectations of these files, of all where none is named."""
    tools = CleanTools.load(REFERENCE, CleanLimits())
    for name in names or raw_files():
        text = json.dumps(read_golden(name, tools), ensure_ascii=False, indent=1)
        (GOLDEN / f"{name}{EXPECTED}").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
