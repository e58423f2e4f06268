"""The report as a reader's browser and a reader's eye get it."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from built_site import HOSTILE, Site
from ledger import LedgerMaker, Told, random_ledger

from pipelines.errors import WarehouseMissing
from pipelines.report import build
from pipelines.report.pages import PAGE_LIMIT, code_name, file_name
from pipelines.report.visible import show_hidden
from pipelines.settings import Settings

BEFORE, AFTER = date(2025, 4, 1), date(2025, 4, 10)


def test_every_link_leads_to_a_page_and_a_place_that_are_there(site: Site) -> None:
    """No link of the report is dead, its fragment included."""
    assert _dead_links(site) == []


def test_every_claim_is_marked_in_the_text_of_its_article(site: Site) -> None:
    """A claim's anchor stands on the page of its article, and the marked words are its quote."""
    for claim in site.maker.claims:
        page = site.page(f"article/{claim.article_id[:2]}/{claim.article_id}.html")
        marked = "".join(mark.text_content() for mark in page.xpath("//mark") if claim.claim_id in mark.get("data-claims").split())

        assert page.xpath(f"//*[@id='c-{claim.claim_id}']")
        if show_hidden(claim.quote) == claim.quote:
            assert marked == claim.quote


def test_no_page_asks_for_anything_outside_its_folder(site: Site) -> None:
    """Pages carry a policy that allows their own files only, and hold no inline script, style or handler."""
    for name, page in site.pages():
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        addresses = page.xpath("//@src | //@href | //@action")

        assert policy == ["default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"], (
            name
        )
        assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //iframe | //img"), name
        assert not [attribute for element in page.iter() for attribute in element.attrib if attribute.startswith("on")], name
        assert not [address for address in addresses if ":" in address.split("#")[0]], name


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_text_on_every_page_that_shows_it(site: Site, kind: str) -> None:
    """What a source wrote is shown letter by letter and never read as markup; what cannot be seen is named."""
    claim = next(claim for claim in site.maker.claims if claim.quote == HOSTILE[kind])
    article = next(article for article in site.maker.articles if article.article_id == claim.article_id)

    page = site.page(f"article/{claim.article_id[:2]}/{claim.article_id}.html")
    track = site.page("track/JPN-tariffs.html")

    assert [script.get("src") for script in page.xpath("//script")] == ["../../assets/report.js"]
    assert page.xpath("//mark")[0].text_content() == _named(HOSTILE[kind])
    assert page.xpath("//h1")[0].text_content() == show_hidden(article.title or "")
    shown = [quote.text_content() for quote in track.xpath("//blockquote")]
    assert [text for text in shown if show_hidden(HOSTILE[kind]).startswith(text.removesuffix("…"))]


def test_hostile_text_stays_text_in_the_search_index(site: Site) -> None:
    """No file of the index holds a `<` or a character outside ASCII, so it can end neither a string nor a script."""
    for path in (site.settings.report / "search").glob("*.js"):
        text = path.read_text(encoding="utf-8")

        assert text.isascii()
        assert "<" not in text
        assert text.startswith("demarche(")


def test_building_again_touches_nothing(site: Site, copied: Settings) -> None:
    """The same database gives the same bytes, and a page with the same bytes is not written."""
    before = {path: path.stat().st_mtime_ns for path in copied.report.rglob("*") if path.is_file() and path.name != ".pages"}

    counts = build(copied, copied.database)

    assert counts["pages_written"] == counts["pages_removed"] == 0
    assert counts["pages_unchanged"] == site.counts["pages"]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_night_rewrites_only_what_it_changed(tmp_path: Path) -> None:
    """A night that brings one article leaves the pages of other countries, pairs, changes and articles alone."""
    maker = LedgerMaker(tmp_path)
    random_ledger(maker, 120)
    settings = maker.publish()
    build(settings, settings.database)
    told = [Told("Kenya offered relief on quotas.", "KEN", "UGA", "quotas", "concede")]
    maker.tell(date(2025, 4, 30), "Harbour Letter", told)
    settings.database.unlink()

    maker.publish(date(2025, 5, 3))
    counts = build(settings, settings.database)

    assert counts["pages_written"] <= 20  # its own four, the lists, the issue, the sources' silent days, the end of the search index


def test_progress_of_every_kind_of_page_comes_to_its_end(copied: Settings) -> None:
    """Whoever watches sees each kind of page done in full, one after another and never backwards."""
    seen: dict[str, list[tuple[int, int]]] = {}

    build(copied, copied.database, lambda kind, done, total: seen.setdefault(kind, []).append((done, total)))

    assert set(seen) == {"countries", "pairs", "changes", "claims"}
    for steps in seen.values():
        assert steps[-1][0] == steps[-1][1]
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_pages_of_claims_that_are_gone_are_removed_and_strangers_stay(tmp_path: Path) -> None:
    """A page that the new database does not make is removed; a file that no build wrote is left alone."""
    first, second = LedgerMaker(tmp_path / "one"), LedgerMaker(tmp_path / "two")
    random_ledger(first, 30)
    random_ledger(second, 20)
    settings, other = first.publish(), second.publish()
    build(settings, settings.database)
    (settings.report / "notes.txt").write_text("mine")

    counts = build(settings, other.database)

    made = {path.relative_to(settings.report).as_posix() for path in settings.report.rglob("*") if path.is_file()}
    listed = set((settings.report / ".pages").read_text().splitlines())
    assert counts["pages_removed"] > 0
    assert made == listed | {".pages", "notes.txt"}


def test_the_front_page_says_what_moved_and_what_is_missing(tmp_path: Path) -> None:
    """A change that landed last is on the front page with its words, as are the days on which a source was silent."""
    maker = LedgerMaker(tmp_path)
    told = [Told("Japan ruled out tariffs.", "JPN", "USA", "tariffs", "reject")]
    maker.tell(BEFORE, "Harbour Letter", told)
    maker.tell(AFTER, "Harbour Letter", [Told("Japan offered to cut tariffs.", "JPN", "USA", "tariffs", "concede")])
    settings = maker.publish()

    build(settings, settings.database)

    page = Site(maker, settings, {}).page("index.html")
    landed = page.xpath("//section[@aria-labelledby='h-run']")[0]
    assert landed.xpath(".//blockquote")[0].text_content() == "Japan offered to cut tariffs."
    assert "reversed" in landed.text_content()
    assert not page.xpath("//*[@id='h-latest']")
    assert "8 of 10" in page.xpath("//section[@aria-labelledby='h-corpus']")[0].text_content()


def test_a_quiet_week_leaves_room_for_what_moved_before_it(tmp_path: Path) -> None:
    """Where the last landing and week moved little, the newest earlier changes stand below, none of them twice."""
    maker = LedgerMaker(tmp_path)
    acts = ("reject", "concede", "threaten", "support")
    for month, act in enumerate(acts, start=1):
        maker.tell(date(2025, month, 1), "Harbour Letter", [Told(f"Japan told Mexico its {act} on tariffs.", "JPN", "MEX", "tariffs", act)])
    settings = maker.publish()
    build(settings, settings.database)

    page = Site(maker, settings, {}).page("index.html")

    quotes = [quote.text_content() for quote in page.xpath("//div[@class='moved']//blockquote")]
    assert quotes == [f"Japan told Mexico its {act} on tariffs." for act in reversed(acts[1:])]
    assert page.xpath("//*[@id='h-latest']")[0].text_content() == "Before that"


def test_a_change_shows_both_quotes_side_by_side(site: Site) -> None:
    """The page of a change has the words before and the words after, each with its source and its article."""
    pages = [page for name, page in site.pages() if name.startswith("change/")]

    assert pages
    for page in pages:
        assert [head.text.strip() for head in page.xpath("//div[@class='sides']//h2")] == ["Before", "After"]
        assert len(page.xpath("//div[@class='sides']//blockquote")) == 2
        assert len(page.xpath("//div[@class='sides']//a[starts-with(text(), 'In its article')]")) == 2


def test_a_change_within_one_act_says_what_turned(tmp_path: Path) -> None:
    """Where the act stays and its direction turns, lists and the change's own page name both directions."""
    maker = LedgerMaker(tmp_path)
    for on, direction in ((BEFORE, "stable"), (AFTER, "flexible")):
        maker.tell(on, "Harbour Letter", [Told(f"Mexico moved its peso band, {direction}.", "MEX", None, "regime", "intervene")])
        maker.alter_last(direction=direction)
    settings = maker.publish()
    build(settings, settings.database)
    site = Site(maker, settings, {})

    front = site.page("index.html")
    [change] = [page for name, page in site.pages() if name.startswith("change/")]

    assert "stable → flexible" in [flag.text_content() for flag in front.xpath("//*[@class='move']/*[@class='flag']")]
    assert [flag.text_content() for flag in change.xpath("//*[@class='sides']//*[@class='flag']")] == ["stable", "flexible"]


def test_headings_and_tables_are_fit_for_a_screen_reader(site: Site) -> None:
    """Every page has one first heading, no heading level is skipped, and every table has column heads."""
    for name, page in site.pages():
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]

        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), name
        assert all(table.xpath(".//thead//th") for table in page.xpath("//table")), name


def test_long_articles_are_cut_into_pages_that_stay_below_the_limit(tmp_path: Path) -> None:
    """An article of 400 claims and a text of 150,000 characters, hidden ones among them, makes pages below 1 MB that hold every claim."""
    maker = LedgerMaker(tmp_path)
    filler = "\u202e\u200b<&" * 90
    told = [Told(f"Japan ruled out tariffs for the {n}th time, {filler}.", "JPN", "USA", "tariffs", "reject") for n in range(400)]
    article = maker.tell(BEFORE, "Harbour Letter", told)
    settings = maker.publish()

    counts = build(settings, settings.database)

    pages = sorted((settings.report / "article").rglob(f"{article.article_id}*.html"))
    assert len(pages) > 3
    assert counts["largest_page_bytes"] <= PAGE_LIMIT
    found = "".join(page.read_text() for page in pages)
    assert all(f'id="c-{claim.claim_id}"' in found for claim in maker.claims)
    assert _dead_links(Site(maker, settings, {})) == []


def test_no_database_is_a_sentence(tmp_path: Path) -> None:
    """Building without a database says so, and makes no folder."""
    settings = LedgerMaker(tmp_path).settings

    with pytest.raises(WarehouseMissing, match="no database"):
        build(settings, settings.database)

    assert not settings.report.exists()


def test_more_publishers_than_a_page_holds_are_listed_by_what_they_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of sources keeps within the limit of a page and says how many it leaves out; every publisher has its own page."""
    monkeypatch.setattr("pipelines.report.pages.PAGE_LIMIT", 40_000)
    maker = LedgerMaker(tmp_path)
    for number in range(200):
        maker.tell(BEFORE, f"Letter {number}", [])
    maker.tell(AFTER, "Letter 7", [])
    settings = maker.publish()

    build(settings, settings.database)

    page = Site(maker, settings, {}).page("sources.html")
    listed = page.xpath("//tbody//th/a/text()")
    assert listed[0] == "Letter 7"
    assert 20 < len(listed) < 200
    assert f"The {len(listed)} that sent most, of 200;" in page.text_content()
    assert len(list((settings.report / "source").iterdir())) == 200


def test_file_names_never_clash_or_leave_their_folder() -> None:
    """Any text has a file name of plain letters; texts that differ only in case or in odd letters have different ones."""
    texts = ["BBC", "bbc", "Bbc", "../../etc", "a/b", "a b", "a-b", "", ".", "日本", "日木", "x" * 300, "CON:", "\u202e"]

    names = [file_name(text) for text in texts]

    assert len({name.lower() for name in names}) == len(texts)
    assert (file_name("bbc"), code_name("JPN")) == ("bbc", "JPN")
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") and len(name) <= 80 for name in names)


def _named(text: str) -> str:
    """The text as an evidence page spells it: hidden characters by code point."""
    return "".join(f"U+{ord(character):04X}" if show_hidden(character) != character else character for character in text)


def _resolve(name: str, href: str) -> tuple[str, str]:
    parts = urlsplit(href)
    if not parts.path:
        return name, unquote(parts.fragment)
    steps = name.split("/")[:-1]
    for step in unquote(parts.path).split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps), unquote(parts.fragment)


def _dead_links(site: Site) -> list[tuple[str, str]]:
    places = {name: set(page.xpath("//@id")) for name, page in site.pages()}
    links = [(name, href, *_resolve(name, href)) for name, page in site.pages() for href in page.xpath("//a/@href")]
    return [(name, href) for name, href, target, fragment in links if target not in places or (fragment and fragment not in places[target])]
