"""Publication dates: what is believed, what is a rival, and what is left undated."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import lxml.html
import pytest

from pipelines.dating.page import PageDate, PageSource, date_page
from pipelines.records import PublishedBasis

LANDED = date(2026, 1, 5)
BODY = (
    "Ministers of the two sides ruled out any change of the tariff schedule this quarter.\n\n"
    "They added that the quota for beet sugar would stay where it was, and left the hall."
)
Dater = Callable[..., PageDate]


@pytest.fixture
def date_html() -> Dater:
    """Dates an HTML page made of a head, what stands above the story, the story, and what stands below it."""

    def build(head: str = "", above: str = "", below: str = "", body: str = BODY, **changes: object) -> PageDate:
        story = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
        main = f"<main><h1>Ministers hold firm</h1>{above}<article>{story}</article></main>"
        raw = f"<html><head>{head}</head><body>{main}{below}</body></html>"
        source = {"url": None, "sidecar": None, "sent_at": None, "sent_zone": None, "record_date": None, "landed_on": LANDED} | changes
        return date_page(PageSource(raw, lxml.html.fromstring(raw), title="Ministers hold firm", body=body, **source))  # type: ignore[arg-type]

    return build


def test_a_json_ld_date_is_the_articles(date_html: Dater) -> None:
    """The publisher's structured date is believed, its words stand at the offset, and the change date is told apart."""
    script = json.dumps({"@type": "NewsArticle", "datePublished": "2025-04-24T10:00:00+09:00", "dateModified": "2025-04-26T10:00:00+09:00"})

    found = date_html(head=f'<script type="application/ld+json">{script}</script>')

    assert (found.on, found.basis) == (date(2025, 4, 24), PublishedBasis.STRUCTURED)
    assert found.evidence is not None and found.evidence.place == "json-ld" and found.evidence.text == "2025-04-24"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"head": '<meta property="article:published_time" content="2025-04-24T08:00:00Z">'}, "meta"),
        ({"url": "https://news.example/2025/04/24/ministers-hold-firm"}, "url"),
        ({"above": '<time datetime="2025-04-24">24 April</time>'}, "time"),
        ({"above": '<p class="byline">By A. Writer, April 24, 2025</p>'}, "byline"),
        ({"sidecar": '{"published": "2025-04-24"}'}, "sidecar"),
        ({"record_date": "24-APR-2025 10:13:02.11"}, "header"),
        ({"body": "TOKYO, April 24, 2025 (Reuters) - " + BODY}, "dateline"),
    ],
)
def test_each_place_can_date_a_page(date_html: Dater, changes: dict[str, str], place: str) -> None:
    """Sidecar, header, meta tag, address, <time>, byline and dateline each suffice alone."""
    found = date_html(**changes)

    assert found.on == date(2025, 4, 24)
    assert found.evidence is not None and found.evidence.place == place


@pytest.mark.parametrize(
    "furniture",
    [
        "<aside><ul><li>Nov.30 2025</li><li>Nov.29 2025</li></ul></aside>",
        '<div class="teasers"><span class="date">Nov.30 2025</span><span class="date">Nov.29 2025</span></div>',
        '<div><a href="/1">Gold falls</a><time datetime="2025-11-30">Nov.30 2025</time></div>',
        "<div><p>Nov.30 2025</p><p>Nov.29 2025</p></div>",
        "<footer>Last built Nov.30 2025</footer>",
        '<div id="comments"><p>ann, Nov.30 2025: well said</p></div>',
        '<section class="most-read"><p>Nov.30 2025 Rice up</p></section>',
        "<p>Copyright 2025, Nov.30 2025</p>",
    ],
)
def test_furniture_is_a_rival_and_never_the_answer(date_html: Dater, furniture: str) -> None:
    """A page that is dated in its furniture alone stays undated and names what it refused."""
    found = date_html(below=furniture)

    assert (found.on, found.basis, found.evidence) == (None, PublishedBasis.NONE, None)
    assert date(2025, 11, 30) in [rival.on for rival in found.rivals]
    assert all(rival.refused_because for rival in found.rivals)


def test_a_mail_is_dated_by_its_own_wall_clock(date_html: Dater) -> None:
    """A mail sent at half past one in Tokyo is of that day, though Greenwich was a day behind."""
    found = date_html(sent_at=datetime(2025, 4, 23, 16, 30, tzinfo=UTC), sent_zone="+09:00")

    assert (found.on, found.basis) == (date(2025, 4, 24), PublishedBasis.HEADER)
    assert found.evidence and found.evidence.text == "2025-04-24T01:30:00 +09:00"


def test_a_date_after_the_landing_day_is_refused(date_html: Dater) -> None:
    """Nothing can be published after it arrived here."""
    found = date_html(head='<meta property="article:published_time" content="2026-02-01">')

    assert found.on is None
    assert [rival.refused_because for rival in found.rivals] == ["lies after the day the file landed"]


def test_a_plain_text_with_sidebar_dates_below_stays_undated() -> None:
    """Dates on lines of their own below a plain story are furniture."""
    raw = f"{BODY}\n\nRead more on markets.\n\nNov.30 2025\n\nNov.29 2025\n"

    found = date_page(PageSource(raw, None, None, None, None, None, None, None, BODY, LANDED))

    assert found.on is None
    assert [(rival.text, rival.on) for rival in found.rivals] == [("Nov.30 2025", date(2025, 11, 30)), ("Nov.29 2025", date(2025, 11, 29))]


def test_words_that_cannot_be_pointed_at_date_nothing(date_html: Dater) -> None:
    """A meta tag whose date is written in character references stands nowhere in the document: it is a rival with its reason."""
    written = "".join(f"&#{ord(sign)};" for sign in "2025-04-24")

    found = date_html(head=f'<meta property="article:published_time" content="{written}">')

    assert found.on is None
    assert [(rival.on, rival.refused_because) for rival in found.rivals] == [
        (date(2025, 4, 24), "its words cannot be pointed at in the document")
    ]


@pytest.mark.parametrize("shown", ["April&nbsp;24,&nbsp;2025", "<b>April</b> 24, <i>2025</i>", "April 24,\n2025"])
def test_words_parted_by_markup_are_pointed_at(date_html: Dater, shown: str) -> None:
    """Hard spaces, tags and line breaks between the words of a visible date do not hide where it stands."""
    found = date_html(above=f"<time>{shown}</time>")

    assert found.on == date(2025, 4, 24)
    assert found.evidence is not None and found.evidence.offset is not None


def _date_record(**changes: object) -> PageDate:
    source = {"url": None, "sidecar": None, "sent_at": None, "sent_zone": None, "record_date": None} | changes
    return date_page(PageSource(raw_text=BODY, tree=None, title=None, body=BODY, landed_on=LANDED, **source))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "field", [{"record_date": "20250424"}, {"record_date": "20250424T093000Z"}, {"sidecar": '{"published": "20250424"}'}]
)
def test_fields_may_hold_a_day_without_hyphens(field: dict[str, str]) -> None:
    """ISO 8601 has a basic form: a record or a sidecar that writes it is dated."""
    assert _date_record(**field).on == date(2025, 4, 24)


@pytest.mark.parametrize(
    "changes",
    [
        {"sent_at": datetime(1970, 1, 1, tzinfo=UTC)},
        {"sent_at": datetime(1970, 1, 1, 2, tzinfo=UTC), "sent_zone": "-05:00"},
        {"sent_at": datetime(101, 5, 5, tzinfo=UTC)},
        {"record_date": "1970-01-01T00:00:00Z"},
    ],
)
def test_a_clock_that_was_never_set_dates_nothing(changes: dict[str, object]) -> None:
    """The first second of a computer's calendar and a year of three digits are rivals, whoever writes them into a header."""
    found = _date_record(**changes)

    assert found.on is None
    assert len(found.rivals) == 1


def test_an_address_is_quoted_as_it_is_written() -> None:
    """Letters that are longer in lower case do not move the words, and months in capitals are read."""
    found = _date_record(url="https://news.example/\u0130/2025/APR/24/firm")

    assert found.on == date(2025, 4, 24)
    assert found.evidence is not None and found.evidence.text == "2025/APR/24"
