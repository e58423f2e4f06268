"""Pages dated in their furniture alone, in every dress furniture wears: none may be dated by it; a dateline among it is found."""

from datetime import date

import lxml.html
import pytest

from pipelines.dating.furniture import MOST_NAMES, is_furniture, names_of
from pipelines.dating.page import PageDate, PageSource, date_page

LANDED = date(2026, 1, 5)
TITLE = "Quota for beet sugar stays"
DAYS = ("Nov.30 2025", "Nov.29 2025", "Nov.28 2025")
STORY = (
    "The ministry ruled out any change of the quota for beet sugar in this round of talks with its neighbours.\n\n"
    "An official said the tariff on raw cane would be kept as well, and that no date for a further meeting was set."
)


def _teasers(wrap: str, item: str) -> str:
    items = "".join(item.format(day=day, iso=f"2025-11-{30 - number}", number=number) for number, day in enumerate(DAYS))
    return wrap.format(items=items)


FURNITURE = {
    "list": _teasers('<div class="sidebar"><ul>{items}</ul></div>', "<li><a href='/{number}'>Gold falls again</a> {day}</li>"),
    "class=date": _teasers("<section>{items}</section>", "<div><a href='/{number}'>Rice is dear</a><span class='date'>{day}</span></div>"),
    "time": _teasers("<aside>{items}</aside>", "<p><a href='/{number}'>Oil</a> <time datetime='{iso}'>{day}</time></p>"),
    "bare time": _teasers("<div>{items}</div>", "<div><h3>Oil is up</h3><time datetime='{iso}'>{day}</time></div>"),
    "plain text": _teasers("<div>{items}</div>", "<p>{day}</p>"),
    "footer only": "<footer><p>Site built Nov.30 2025</p></footer>",
    "comments": _teasers(
        "<div id='comments'>{items}</div>", "<div class='comment'><b>ann</b> <span class='date'>{day}</span> Well said.</div>"
    ),
    "most read": _teasers("<div class='most-read'><h4>Most read</h4>{items}</div>", "<p>{day} <a href='/{number}'>Tin</a></p>"),
    "copyright": "<p>Copyright © 2025 The Paper. Nov.30 2025</p>",
    "related": _teasers(
        "<section class='related-stories'>{items}</section>", "<article><time datetime='{iso}'>{day}</time><h4>Zinc</h4></article>"
    ),
}


def _page(above: str = "", below: str = "", story: str = STORY) -> PageDate:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story.split("\n\n"))
    raw = f"<html><body><header><a href='/'>The Paper</a></header>{above}<main><h1>{TITLE}</h1>{paragraphs}</main>{below}</body></html>"
    return date_page(PageSource(raw, lxml.html.fromstring(raw), None, None, None, None, None, TITLE, story, LANDED))


@pytest.mark.parametrize("dress", FURNITURE)
def test_furniture_below_the_story_never_dates_it(dress: str) -> None:
    """The page is undated, and every refused date has its reason."""
    found = _page(below=FURNITURE[dress])

    assert found.on is None
    assert date(2025, 11, 30) in [rival.on for rival in found.rivals]
    assert all(rival.refused_because for rival in found.rivals)


@pytest.mark.parametrize("dress", FURNITURE)
def test_furniture_above_the_story_never_dates_it(dress: str) -> None:
    """Markup often puts the sidebar first; that makes it no byline."""
    assert _page(above=FURNITURE[dress]).on is None


@pytest.mark.parametrize("dress", FURNITURE)
@pytest.mark.parametrize("dateline", ["TOKYO, April 24 (Reuters) - ", "TOKYO, April 24 - "])
def test_a_dateline_is_found_beside_furniture(dress: str, dateline: str) -> None:
    """Marked by an agency or not, the dateline dates the story; the furniture says no more than which year it is."""
    found = _page(below=FURNITURE[dress], story=dateline + STORY)

    assert found.on == date(2025, 4, 24)
    assert found.evidence is not None and found.evidence.place == "dateline"


def test_what_wraps_the_story_is_no_furniture_whatever_its_name() -> None:
    """A template that calls everything a widget still shows its byline."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.split("\n\n"))
    header = f"<h1>{TITLE}</h1><span class='date-header'>April 24, 2025</span>"
    raw = f"<html><body><div class='widget Blog'>{header}{paragraphs}</div></body></html>"

    found = date_page(PageSource(raw, lxml.html.fromstring(raw), None, None, None, None, None, TITLE, STORY, LANDED))

    assert found.on == date(2025, 4, 24)


def test_names_without_end_are_judged_by_their_beginning() -> None:
    """No page can fill the memory of what names were judged with names of megabytes; what they begin with still counts."""
    element = lxml.html.fromstring(f'<p class="sidebar {"x" * 50_000}">January 3, 2025</p>')

    assert len(names_of(element, 3)) == MOST_NAMES
    assert is_furniture(element, frozenset())
