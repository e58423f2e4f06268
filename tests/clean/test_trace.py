"""From a quote of an article back to the raw document."""

import base64
import json
from datetime import date

import pytest

from pipelines.clean import CleanTools, clean_document
from pipelines.clean.trace import RawPlace, text_fragment, trace_quote
from pipelines.records import Document

STORY = "Chile’s bank widened the peso’s band on Tuesday, and said it “would let” the rate move for £5m & more."
QUOTE = "widened the peso’s band on Tuesday, and said it “would let” the rate move for £5m & more"

PAGE = (
    "<html><head><title>Chile’s bank widened the peso’s band</title></head><body><article>"
    "<p>Chile&rsquo;s bank <a href='/b'>widened</a> the peso&#8217;s\n   band on <b>Tuesday</b>, and said it &ldquo;would let&rdquo;"
    " the rate move for &pound;5m &amp; more.</p>"
    "<p>Dealers in Santiago, who had waited for it since spring, were content with the step.</p></article></body></html>"
)
WRAPPED = """BANK WIDENS BAND

    Chile’s bank widened the peso’s band on Tuesday, and said
it “would let” the rate move for £5m &
more.
    It ended.
"""
RECORD = json.dumps({"title": "Band", "text": f"{STORY}\nIt ended."})
TWICE = """HEAD

The duty stays at five. Nobody spoke of it.

Later that day it was said again: the duty stays at five.
"""


def document(payload: str | bytes, media_type: str, url: str | None = None) -> Document:
    """A document as the lake keeps it."""
    data = payload.encode() if isinstance(payload, str) else payload
    return Document("0" * 16, "2026-01-05/f", None, date(2026, 1, 5), media_type, len(data), data, url=url)


MAIL = b"From: a@quay.example\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
MAIL += base64.encodebytes(PAGE.encode())


@pytest.mark.parametrize(
    ("payload", "media_type"),
    [(PAGE, "text/html"), (WRAPPED, "text/plain"), (RECORD, "application/json"), (MAIL, "message/rfc822"), (WRAPPED, "text/markdown")],
)
def test_a_quote_is_found_in_the_raw_document(tools: CleanTools, payload: str | bytes, media_type: str) -> None:
    """Through tags, references, escapes, line ends and transfer encodings, the words are found where they stand."""
    raw = document(payload, media_type)
    (article,) = clean_document(raw, tools)
    start = article.text.index(QUOTE)

    place = trace_quote(raw, article.text, start, start + len(QUOTE))

    assert place is not None
    assert place.words.startswith(("widened", "w"))
    assert place.words.rstrip(".").endswith("more")
    assert "Chile" in place.before


def test_the_second_of_two_like_quotes_is_the_second_in_the_raw_text(tools: CleanTools) -> None:
    """Which of several occurrences is meant, the article's own order says."""
    raw = document(
        "HEAD\n\nThe duty stays at five. Nobody spoke of it.\n\nLater that day it was said again: the duty stays at five.\n", "text/plain"
    )
    (article,) = clean_document(raw, tools)
    start = article.text.rindex("the duty stays")

    place = trace_quote(raw, article.text, start, start + len("the duty stays at five"))

    assert place is not None
    assert raw.payload.decode()[place.start : place.end] == "the duty stays at five"
    assert "said again" in place.before


def test_a_page_with_an_address_gets_a_text_fragment(tools: CleanTools) -> None:
    """The fragment names the first and last words, so that a browser marks the quote."""
    raw = document(PAGE, "text/html", "https://quay.example/1")
    (article,) = clean_document(raw, tools)

    place = trace_quote(raw, article.text, 0, 20)

    assert isinstance(place, RawPlace)
    assert place.fragment == "#:~:text=Chile%E2%80%99s%20bank%20widened"
    assert text_fragment(["five-year", "plan"]) == "#:~:text=five%2Dyear%20plan"
    assert (
        text_fragment(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"])
        == "#:~:text=a%20b%20c%20d%20e%20f,h%20i%20j%20k%20l%20m"
    )


def test_words_that_are_not_there_are_not_found(tools: CleanTools) -> None:
    """A quote of another document has no place in this one."""
    assert trace_quote(document(PAGE, "text/html"), "Peru set a quota.", 0, 17) is None


@pytest.mark.parametrize(
    ("payload", "media_type", "sought", "expected"),
    [
        ("<p>Cafe\u0301 prices in Bogota\u0301 rose.</p>", "text/html", "Café prices in Bogotá", "Cafe\u0301 prices in Bogota\u0301"),
        ("<p>Peru&nbsp;keeps caf&eacute;</p>", "text/html", "Peru keeps café", "Peru&nbsp;keeps caf&eacute;"),
        (
            r'{"html": "\u003cp\u003ePeru \u003cb\u003ekeeps\u003c/b\u003e caf\u00e9\u003c/p\u003e"}',
            "application/json",
            "Peru keeps café",
            None,
        ),
        ("<script>" * 20_000 + "Peru keeps its quota.", "text/html", "Peru keeps its quota", "Peru keeps its quota"),
    ],
)
def test_however_the_characters_were_written_their_raw_form_is_given(
    payload: str, media_type: str, sought: str, expected: str | None
) -> None:
    """Composed or not, as references or escapes, in markup that is itself escaped: what is given is what the document holds there."""
    place = trace_quote(document(payload, media_type), f"{sought}.", 0, len(sought))

    assert place is not None
    assert place.words == (expected or r"Peru \u003cb\u003ekeeps\u003c/b\u003e caf\u00e9")
    assert payload[place.start : place.end] == place.words


def test_of_like_quotes_the_one_in_its_own_surroundings_is_meant() -> None:
    """A teaser that repeats the quote above the story is passed over, for other words stand around it."""
    page = "<aside>The duty stays at five. More</aside><p>On Monday: the duty stays at five, and nobody spoke of it.</p>"
    text = "On Monday: the duty stays at five, and nobody spoke of it."

    place = trace_quote(document(page, "text/html"), text, 11, 33)

    assert place is not None
    assert place.before.endswith("On Monday: ")


def test_a_tag_in_lookalike_letters_is_only_a_tag() -> None:
    """A long s, which a pattern that ignores case takes for an s, makes no script of what stands behind it."""
    found = trace_quote(document(f"<html><\u017fcript>Lima</\u017fcript><p>{STORY}</p></html>", "text/html"), STORY, 0, len(STORY))

    assert found is not None and found.words == STORY.rstrip(".")
