"""The SQL of the report is held to what the SQL of the ledger is held to."""

import re
from pathlib import Path

import pytest

from pipelines.report.rows import QUERIES

PROJECT = Path(__file__).resolve().parents[2]
LINTED = re.compile(r"sqlfluff (?:lint|fix) -q (.+)$", re.MULTILINE)


@pytest.mark.parametrize("query", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_a_query_of_the_report_names_its_columns(query: Path) -> None:
    """What a page gets is said in the query, and does not follow whatever a table has."""
    text = query.read_text(encoding="utf-8")

    assert not re.search(r"\bselect\s+(?:\w+\.)?\*", text)


def test_no_folder_with_sql_escapes_the_lint() -> None:
    """Lint and format read every folder of ours that holds SQL."""
    files = {
        path.relative_to(PROJECT) for room in ("assets", "docs", "pipelines", "sql", "tests") for path in (PROJECT / room).rglob("*.sql")
    }

    linted = [found.split() for found in LINTED.findall((PROJECT / "Makefile").read_text(encoding="utf-8"))]

    assert len(linted) == 2
    for roots in linted:
        assert not [path for path in files if not any(path.is_relative_to(root) for root in roots)]
