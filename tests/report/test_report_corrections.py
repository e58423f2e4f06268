"""What the report says of words in whose place a correction speaks."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from built_site import Site
from ledger import LedgerMaker, Told

from pipelines.report import build

SIGNATURE = tuple(range(1, 129))
SAID, CORRECTED = date(2025, 4, 1), date(2025, 4, 3)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A report of a duty of 15 per cent that was corrected to 12.5."""
    maker = LedgerMaker(tmp_path_factory.mktemp("corrected"))
    for on, amount in ((SAID, 15.0), (CORRECTED, 12.5)):
        maker.tell(
            on, "Harbour Letter", [Told(f"Japan took a duty of {amount} on pipe.", "JPN", "USA", "tariffs", "restrict", amount=amount)]
        )
        maker.articles[-1] = replace(maker.articles[-1], signature=SIGNATURE, is_correction=on == CORRECTED)
        maker.alter_last(claimed_on=SAID)
    settings = maker.publish()
    return Site(maker, settings, dict(build(settings, settings.database)))


def test_a_track_lists_what_was_corrected_beside_the_record(corrected: Site) -> None:
    """Only the corrected figure stands under the position; the first one stands beside, marked, with the day of its correction."""
    first, second = corrected.maker.claims
    page = corrected.page("track/JPN-tariffs.html")

    held, beside = page.xpath("//section[@class='position']")

    assert held.xpath(".//li[@class='claim']/@id") == [f"r-{second.claim_id}"]
    assert beside.xpath(".//li[@class='claim']/@id") == [f"r-{first.claim_id}"]
    assert "a correction speaks in its place from 3 Apr 2025 on" in " ".join(beside.text_content().split())
    assert beside.xpath(".//span[@class='flag warn']/text()") == ["corrected"]
    assert not held.xpath(".//span[@class='flag warn']")


@pytest.mark.parametrize("name", ["track/JPN-tariffs.html", "country/JPN.html", "pair/JPN-USA.html"])
def test_a_picture_draws_what_was_corrected_pale(corrected: Site, name: str) -> None:
    """The mark of the first figure is pale and says why; that of the corrected one is neither."""
    first, second = (corrected.page(name).xpath(f"//a[@data-c='{claim.claim_id}']") for claim in corrected.maker.claims)

    assert first and second
    assert all("weak" in mark.get("class").split() for mark in first)
    assert not any("weak" in mark.get("class").split() for mark in second)
    assert any("(15%, corrected)" in title for mark in first for title in (mark.get("aria-label") or "", mark.text_content()))


def test_the_article_and_the_search_say_that_it_was_corrected(corrected: Site) -> None:
    """The article's own page says what speaks in its place, and a line of the search says `corrected`."""
    first, second = corrected.maker.claims

    pages = [corrected.page(f"article/{claim.article_id[:2]}/{claim.article_id}.html").text_content() for claim in (first, second)]
    [block] = [path.read_text(encoding="utf-8") for path in Path(corrected.settings.report / "search").glob("b*.js")]

    assert ["a correction speaks in its place from 3 Apr 2025 on" in text for text in pages] == [True, False]
    assert block.count("corrected") == 1
