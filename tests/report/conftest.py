"""One report of a made-up ledger, hostile text in it, built once for all tests of this folder."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from ledger import LedgerMaker, Told, random_ledger
from lxml import html

from pipelines.report import build
from pipelines.settings import Settings

HOSTILE = {
    "script": "Japan </p><script>alert(1)</script> ruled out <img src=x onerror=alert(2)> tariffs.",
    "address": "Japan urged [all](javascript:alert(3)) to read javascript:alert(4) and http://harbour.example/x on tariffs.",
    "cdata": "Japan ]]> --> {{ 7 * 7 }} {% raw %} &lt;b&gt; ruled out tariffs.",
    "turned": "Japan \u202eruled out\u202c tari\u200bffs\u0007 \u2066now\u2069.",
    "wide": f"Japan ruled out {'tariff' * 1700} for good.",
    "formula": '=HYPERLINK("http://harbour.example","Japan ruled out tariffs")',
}


@dataclass(frozen=True, slots=True)
class Site:
    """A built report and the claims behind it."""

    maker: LedgerMaker
    settings: Settings
    counts: dict[str, int]

    def pages(self) -> Iterator[tuple[str, html.HtmlElement]]:
        """Every page by its path, parsed."""
        for path in sorted(self.settings.report.rglob("*.html")):
            yield path.relative_to(self.settings.report).as_posix(), html.fromstring(path.read_text(encoding="utf-8"))

    def page(self, name: str) -> html.HtmlElement:
        """One page, parsed."""
        return html.fromstring((self.settings.report / name).read_text(encoding="utf-8"))


def tell_hostile(maker: LedgerMaker) -> None:
    """An article for each hostile text, with a hostile title and source."""
    for day, (name, sentence) in enumerate(HOSTILE.items(), start=1):
        maker.tell(
            date(2025, 4, day),
            f"<b>{name}</b> =1+1",
            [Told(sentence, "JPN", None, "tariffs", "reject")],
            title=f"<script>{name}\u202e</script>",
        )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A report of 160 claims with hostile ones among them."""
    maker = LedgerMaker(tmp_path_factory.mktemp("site"))
    random_ledger(maker, 160)
    tell_hostile(maker)
    settings = maker.publish()
    return Site(maker, settings, dict(build(settings, settings.database)))


@pytest.fixture
def copied(site: Site, tmp_path: Path) -> Settings:
    """Settings of a folder of its own that holds a copy of the database and of the report."""
    shutil.copytree(site.settings.data, tmp_path / "data", ignore=shutil.ignore_patterns("lake"))
    return Settings(data=tmp_path / "data", reference=site.settings.reference, sql=site.settings.sql)
