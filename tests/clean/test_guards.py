"""Killers: each is refused or read in little time, and its neighbours come through."""

import time
from datetime import date

import pytest
from cleaning import REFERENCE, Clean

from pipelines.clean import CleanLimits, CleanStage, CleanTools, clean_document
from pipelines.errors import RejectCode
from pipelines.records import Document

STORY = "Chile widened the band of its peso on Tuesday, and the central bank said it would let the rate move more freely from now on."

KILLERS = {
    "attributes": (
        "<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{STORY}</p></body></html>",
        RejectCode.TOO_MANY_ELEMENTS,
    ),
    "bare attributes": ("<html><p " + "x " * 200_000 + ">", RejectCode.TOO_MANY_ELEMENTS),
    "quoted ends": ("<html><p " + 'x="a>b<c" ' * 100_000 + ">", RejectCode.TOO_MANY_ELEMENTS),
    "unclosed tag": ("<html><p " + "x=1 " * 100_000, RejectCode.TOO_MANY_ELEMENTS),
    "five megabytes": (f"<html><body><p>{STORY}</p>" + f"<p>{STORY}</p>" * 45_000, RejectCode.TOO_LARGE),
    "empty paragraphs": ("<html><body>" + "<p></p>" * 200_000, RejectCode.TOO_MANY_ELEMENTS),
    "table": ("<html><body><table>" + "<tr><td>1</td><td>2</td></tr>" * 60_000 + "</table>", RejectCode.TOO_MANY_ELEMENTS),
    "a million brackets": ("<html>" + "<" * 1_000_000, RejectCode.NO_TEXT),
    "deep": ("<html><body>" + "<div>" * 11_000 + STORY, RejectCode.TOO_DEEP),
    "entities": ('<!DOCTYPE h [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body>' + "<p>&b;</p>" * 10_000, None),
    "external entity": ('<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p></body></html>', None),
    "zeros": ("<html><body><p>" + STORY.replace(" ", "\0 ") + "</p></body></html>", None),
    "dates": ("<html><body><p>" + "January 2, 2026 " * 20_000 + "</p></body></html>", None),
    "quotes": ("<html><body><p>" + "\"'" * 200_000 + "</p></body></html>", None),
    "comments": ("<html><body>" + "<!--" * 100_000 + "</body></html>", None),
    "one word": ("<html><body><p>" + "a" * 2_000_000 + "</p></body></html>", None),
}


@pytest.mark.parametrize("kind", KILLERS)
def test_a_killer_ends_in_little_time(clean: Clean, kind: str) -> None:
    """Whatever is made to stop a parser is refused before it, or read within the deadline of a document."""
    page, code = KILLERS[kind]

    started = time.process_time()
    articles = clean(page)
    spent = time.process_time() - started

    assert spent < 8
    if code is not None:
        assert [article.reject_code for article in articles] == [code]
        assert articles[0].reject_reason


def test_a_page_with_a_picture_inside_is_not_too_large(clean: Clean) -> None:
    """Embedded images are taken out before the page is measured."""
    picture = "data:image/png;base64," + "QUJD" * 2_000_000

    (article,) = clean(f'<html><body><article><p>{STORY}</p><img src="{picture}"><p>{STORY} It ended.</p></article></body></html>')

    assert article.reject_code is None
    assert article.text.startswith(STORY)


def document(number: int, page: str) -> Document:
    """A page as ingest gives it."""
    data = page.encode()
    return Document(f"{number:016x}", f"2026-01-05/{number}", None, date(2026, 1, 5), "text/html", len(data), data)


def test_good_documents_beside_killers_all_come_through(tools: CleanTools) -> None:
    """A hundred good pages among six bad ones give a hundred articles, in order."""
    good = [document(number, f"<html><body><p>{STORY}</p><p>Number {number}, {STORY}</p></body></html>") for number in range(100)]
    bad = [
        document(1000 + number, KILLERS[kind][0]) for number, kind in enumerate(("attributes", "empty paragraphs", "deep", "unclosed tag"))
    ]

    articles = [clean_document(one, tools) for one in (*good[:50], *bad, *good[50:])]

    assert [len(batch) for batch in articles] == [1] * 104
    assert sum(batch[0].reject_code is None for batch in articles) == 100


def test_what_a_dead_worker_leaves_is_a_row(tools: CleanTools) -> None:
    """The stage says what stands in for a document on which its worker ended."""
    stage = CleanStage(REFERENCE, CleanLimits())

    (article,) = stage.refuse(document(1, "x"), RejectCode.TIMED_OUT, "It took more than 20 seconds.")

    assert (article.reject_code, article.text, article.story) == (RejectCode.TIMED_OUT, "", 0)
    assert len(stage.fingerprint) == 16
