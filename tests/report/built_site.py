"""A built report as tests look at it, and text that tries to be more than text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger import LedgerMaker, Told
from lxml import html

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
