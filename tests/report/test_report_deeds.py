"""The page of what was said and what was done."""

from datetime import date
from pathlib import Path

from built_site import Site
from ledger import LedgerMaker, Told

from pipelines.records import Modality
from pipelines.report import build


def test_words_stand_beside_the_measure_they_speak_of(tmp_path: Path) -> None:
    """A warning before an intervention and a word after it stand under it in the order of their days; words of another year do not."""
    maker = LedgerMaker(tmp_path)
    for on, words, act in (
        (date(2022, 4, 1), "Japan said long before that it might act on the yen.", "affirm"),
        (date(2024, 4, 26), "Japan warned that it could step in for the yen.", "threaten"),
        (date(2024, 5, 10), "Japan said that it stood ready on the yen.", "affirm"),
    ):
        maker.tell(on, "Harbour Letter", [Told(words, "JPN", None, "intervention", act, Modality.POSSIBLE)])
    settings = maker.publish()
    build(settings, settings.database)
    site = Site(maker, settings, {})

    deed = site.page("deeds.html").xpath("//*[@id='m-jpn-2024-04-29']")[0]

    assert [quote.text_content() for quote in deed.xpath(".//blockquote")] == [
        "Japan warned that it could step in for the yen.",
        "Japan said that it stood ready on the yen.",
    ]
    assert [said.text_content() for said in deed.xpath(".//li//span[@class='to']")] == ["3 days before", "11 days after"]


def test_a_measure_of_which_nobody_spoke_says_so(site: Site) -> None:
    """Every measure of the reference table is on the page; one without words near it says that none were read."""
    page = site.page("deeds.html")

    silent = page.xpath("//*[@id='m-usa-semiconductor-duties-1987']")[0]

    assert "No word of it" in silent.text_content()
    assert "Proclamation 5631" in silent.text_content()
