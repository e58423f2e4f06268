"""The pages for analysts are what their generator writes, so they can be neither stale nor invented."""

import importlib.util
from pathlib import Path

import pytest
from ledger_lake import ROOT

from pipelines.warehouse import open_reader
from pipelines.warehouse.dictionary import write_dictionary
from pipelines.warehouse.models import Kind, load_models


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages as the generator writes them now."""
    spec = importlib.util.spec_from_file_location("analysts_pages", ROOT / "docs/analysts/generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.pages()
    return found


@pytest.mark.parametrize("name", ["dictionary.md", "analysts/session.md"])
def test_the_page_is_up_to_date(pages: dict[str, str], name: str) -> None:
    """The tracked page is, character by character, what the headers and the made-up record give."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages[name]


def test_every_column_is_described(record: Path) -> None:
    """The dictionary has a section for each table and view, and a line for each of its columns."""
    with open_reader(record / "demarche.duckdb") as ledger:
        text = write_dictionary(ledger, ROOT / "sql")

    for model in load_models(ROOT / "sql"):
        assert (f"### {model.name}\n" in text) == (model.kind is not Kind.STEP)
        if model.kind is not Kind.STEP:
            section = text.split(f"### {model.name}\n")[1].split("\n### ")[0]
            assert all(f"| {column.name} | " in section for column in model.columns)
