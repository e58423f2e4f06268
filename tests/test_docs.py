"""Generated pages are as their generator would write them, and no page links to nowhere."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_up_to_date(generator: ModuleType) -> None:
    """`make docs` would change nothing."""
    made = generator.pages()

    for name, text in made.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("page", sorted(p.relative_to(DOCS.parent).as_posix() for p in [DOCS.parent / "README.md", *DOCS.rglob("*.md")]))
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link of a page names a file that is there."""
    path = DOCS.parent / page
    dead = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]

    assert dead == []


def test_the_accuracy_page_tells_what_its_notes_tell() -> None:
    """Figures are measured into the page, the rest comes from the notes beside the bench; what is written into the page alone is lost."""
    mark = "## What was compared"
    page, notes = ((DOCS.parent / place).read_text(encoding="utf-8") for place in ("docs/accuracy.md", "tests/bench/accuracy_notes.md"))

    assert page.split(mark)[1].rstrip() == notes.split(mark)[1].rstrip()
