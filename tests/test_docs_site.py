"""The documentation as a site: built strictly, whole, and with nothing fetched from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

PROJECT = Path(__file__).parent.parent
FETCHED = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src | //source/@src | //object/@data"
ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//")
IN_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?((?:[a-z]+:)?//[^'\")]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-n",
        "-b",
        "html",
        "-d",
        str(folder / "trees"),
        "docs",
        str(folder / "html"),
    ]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder / "html"


def test_every_page_is_in_the_site(site: Path) -> None:
    """The strict build, which refuses dead links and pages that no menu names, has every page of docs/."""
    pages = {
        page.relative_to(PROJECT / "docs").with_suffix(".html")
        for page in (PROJECT / "docs").rglob("*.md")
        if not page.name.endswith(".head.md")
    }

    assert {page for page in pages if not (site / page).is_file()} == set()


def test_the_site_asks_nothing_of_the_network(site: Path) -> None:
    """Scripts, styles, fonts and pictures are the site's own."""
    asked = [link for page in site.rglob("*.html") for link in html.fromstring(page.read_bytes()).xpath(FETCHED) if ELSEWHERE.match(link)]
    styled = [link for sheet in site.rglob("*.css") for link in IN_STYLE.findall(sheet.read_text(encoding="utf-8"))]

    assert asked == styled == []


def test_the_search_of_the_site_works_from_disk(site: Path) -> None:
    """The index is a script, which a page opened from disk may load, and it knows the ledger's words."""
    index = (site / "searchindex.js").read_text(encoding="utf-8")

    assert index.startswith("Search.setIndex(")
    assert "tariff" in index
