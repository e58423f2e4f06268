"""The front page says how often the extractor is right, with the figures of the accuracy page."""

import re
import shutil
from pathlib import Path

from ledger import LedgerMaker
from lxml import html

from assets.configuration import build_settings
from pipelines.report import build
from pipelines.report.trust import read_accuracy

PROJECT = Path(__file__).parents[2]


def test_the_shipped_figures_are_those_of_the_accuracy_page() -> None:
    """Precision, recall and F1 beside the model are the ones that docs/accuracy.md begins with."""
    accuracy = read_accuracy(build_settings(environment={}).reference)
    page = (PROJECT / "docs" / "accuracy.md").read_text(encoding="utf-8").split("## Articles ")[1]
    told = [
        tuple(map(float, re.search(rf"\| {name} \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", page).groups()))
        for name in ("found", "strict", "positions")
    ]  # type: ignore[union-attr]

    assert accuracy is not None
    assert [row[1:] for row in accuracy.rows[:3]] == told
    assert len(accuracy.notes) == 3


def test_the_front_page_shows_the_figures_or_says_that_there_are_none(tmp_path: Path) -> None:
    """With the file beside the model there is a table; without it a sentence says that nobody has measured."""
    maker = LedgerMaker(tmp_path)
    maker.publish()
    front = maker.settings.report / "index.html"

    build(maker.settings, maker.settings.database)
    measured = html.fromstring(front.read_text(encoding="utf-8")).xpath(
        "//section[@aria-labelledby='h-sure']//tr[th='its issue and act right too']/td/text()"
    )
    bare = build_settings(maker.settings.data, {"DEMARCHE_REFERENCE": str(tmp_path / "bare")})
    shutil.copytree(maker.settings.reference, bare.reference, ignore=shutil.ignore_patterns("model"))
    build(bare, bare.database)

    assert len(measured) == 3
    assert "has not been measured" in front.read_text(encoding="utf-8")
