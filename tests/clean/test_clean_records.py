"""Records of JSON and SGML, Markdown and PDF: the same article out of each."""

import io
import json
from datetime import date

import pypdf
import pytest
from cleaning import Clean
from pypdf import PdfWriter
from pypdf._crypt_providers import _fallback
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

STORY = "Chile widened the band of its peso on Tuesday, and the central bank said it would let the rate move more freely from now on."


URL = "https://quay.example/1"
RECORDS: list[dict[str, object]] = [
    {"title": "Band", "text": STORY, "date": "2026-01-02", "url": URL, "source": "Quay Wire", "author": "A. Scribe"},
    {
        "headline": "Band",
        "maintext": STORY,
        "date_publish": "2026-01-02 09:00:00",
        "url": URL,
        "publisher": {"name": "Quay Wire"},
        "authors": ["A. Scribe"],
    },
    {
        "title": "Band",
        "html": f"<p>{STORY}</p>",
        "published": "2026-01-02T09:00:00Z",
        "link": URL,
        "source": "Quay Wire",
        "byline": "A. Scribe",
    },
    {
        "title": "Band",
        "content": f"<div><p>{STORY}</p></div>",
        "timestamp": 1767344400,
        "url": URL,
        "site_name": "Quay Wire",
        "author": [{"name": "A. Scribe"}],
    },
]


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_read_under_the_names_it_has(clean: Clean, record: dict[str, object]) -> None:
    """The rows of record_fields find title, text, date, address, source and author, in text or HTML."""
    (article,) = clean(json.dumps(record), "application/json")

    assert (article.title, article.text, article.author) == ("Band", STORY, "A. Scribe")
    assert (article.source, article.url) == ("Quay Wire", "https://quay.example/1")
    assert article.published_on == date(2026, 1, 2)


def test_a_record_without_text_says_which_fields_were_looked_for(clean: Clean) -> None:
    """A person learns how to name the field."""
    (article,) = clean('{"foo": "bar"}', "application/json")

    assert article.reject_code == "no_text"
    assert "record_fields" in (article.reject_reason or "")


WIRE = """<REUTERS NEWID="7"><DATE> 4-MAR-1987 10:00:00.00</DATE><TEXT>&#2;<TITLE>CHILE WIDENS &lt;PESO> BAND</TITLE>
<DATELINE>    SANTIAGO, March 4 - </DATELINE><BODY>Chile widened the band of its peso on
Tuesday, the central bank said, by 2 pct to AT&amp;T's surprise.
    The step was expected.
 Reuter
&#3;</BODY></TEXT></REUTERS>"""


def test_a_wire_record_becomes_paragraphs_with_its_dateline(clean: Clean) -> None:
    """References are resolved, lines joined, the sign-off taken off, the date taken from the record."""
    (article,) = clean(WIRE, "application/sgml")

    assert article.title == "CHILE WIDENS <PESO> BAND"
    assert article.text.split("\n\n") == [
        "SANTIAGO, March 4 - Chile widened the band of its peso on Tuesday, the central bank said, by 2 pct to AT&T's surprise.",
        "The step was expected.",
    ]
    assert article.published_on == date(1987, 3, 4)


MARKDOWN = f"""---
title: "Band"
date: 2026-01-02
author: A. Scribe
---

{STORY.replace("Chile", "[Chile](https://quay.example/chile)").replace("peso", "**peso**")}

![a crane](crane.png)

## What next

- *First*, nothing.
- Then `more`.

> "We wait," a dealer said.
"""


def test_markdown_loses_its_marks_and_nothing_else(clean: Clean) -> None:
    """Links, emphasis and pictures leave their words; front matter gives title, date and author."""
    (article,) = clean(MARKDOWN, "text/markdown")

    assert (article.title, article.author, article.published_on) == ("Band", "A. Scribe", date(2026, 1, 2))
    assert article.text.split("\n\n") == [STORY, "What next", "- First, nothing.", "- Then more.", '"We wait," a dealer said.']


def test_the_first_heading_is_the_title_where_no_front_matter_is(clean: Clean) -> None:
    """A Markdown file is headed by its own first line."""
    (article,) = clean(f"Band at last\n============\n\n{STORY}\n", "text/markdown")

    assert (article.title, article.text) == ("Band at last", STORY)


def make_pdf(lines: list[str], password: str | None = None, algorithm: str = "RC4-128") -> bytes:
    """A PDF file of one page with these lines."""
    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 11 Tf 14 TL 50 700 Td {shown} ET".encode())
    font = DictionaryObject(
        {NameObject(k): NameObject(v) for k, v in {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}.items()}
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    if password:
        writer.encrypt(password, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_file_is_read_by_its_text_layer(clean: Clean) -> None:
    """Text comes out; a locked file, a scan and a broken file each say what they are."""
    (article,) = clean(make_pdf([STORY, "It ended there."]), "application/pdf")
    (locked,) = clean(make_pdf([STORY], "secret"), "application/pdf")
    (scan,) = clean(make_pdf([]), "application/pdf")
    (broken,) = clean(b"%PDF-1.7\nnothing here", "application/pdf")

    assert article.text.startswith("Chile widened")
    assert [one.reject_code for one in (locked, scan, broken)] == ["encrypted", "no_text", "unreadable"]


def test_a_number_too_large_for_any_clock_is_no_date(clean: Clean) -> None:
    """A count of seconds with hundreds of digits leaves its record undated."""
    (article,) = clean(json.dumps({"title": "Band", "text": STORY, "date": 10**400}), "application/json")

    assert (article.text, article.published_on) == (STORY, None)


def test_half_a_character_is_left_out(clean: Clean) -> None:
    """JSON can write one half of a pair of surrogates, which no encoding writes down: title and text can be kept all the same."""
    (article,) = clean(f'{{"title": "Ba\\ud800nd", "text": "{STORY}\\udfff"}}', "application/json")

    assert ((article.title or "").encode(), article.text.encode()) == (b"Band", STORY.encode())


def test_a_record_that_holds_an_issue_gives_all_its_stories(clean: Clean) -> None:
    """An entry of a feed whose markup is an issue loses none of its stories, and its fields hold for each."""
    stories = {
        "Lima sets a quota": "Peru set a quota on exports of fishmeal on Monday, the fisheries ministry said, to let the shoals rest.",
        "A band in Santiago": STORY,
        "No duty on cocoa": "Ghana ruled out a duty on exports of cocoa after farmers had blocked a road for two days in the west.",
    }
    html = "".join(
        f"<div><h2>{number}. {title}</h2><p>{text}</p><p><a href='/{number}'>Read more</a></p></div>"
        for number, (title, text) in enumerate(stories.items(), start=1)
    )

    articles = clean(json.dumps({"title": "Morning briefing", "html": html, "date": "2026-01-02", "url": URL}), "application/json")

    assert [(article.title, article.text) for article in articles] == list(stories.items())
    assert {(article.published_on, article.url) for article in articles} == {(date(2026, 1, 2), URL)}


def test_code_comments_and_pictures_in_links_leave_no_trace(clean: Clean) -> None:
    """What Markdown hides is no text, and what nothing closes hides nothing."""
    linked = "[![a crane](crane.png)](https://quay.example/crane)"
    text = f"# Band\n\n<!-- a note -->\n```sh\nrun --now\n```\n{STORY}\n\n{linked}\n\nIt ended <!-- there.\n"

    (article,) = clean(text, "text/markdown")

    assert article.text.split("\n\n") == [STORY, "It ended <!-- there."]


def test_a_pdf_file_in_a_cipher_that_is_not_at_hand_says_so(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package that deciphers it is not installed, a file is refused as locked, as one with a password is."""
    payload = make_pdf([STORY], "secret", "AES-256")
    for name in ("CryptAES", "aes_cbc_decrypt", "aes_cbc_encrypt", "aes_ecb_decrypt"):  # what pypdf itself falls back on
        monkeypatch.setattr(pypdf._encryption, name, getattr(_fallback, name))

    (article,) = clean(payload, "application/pdf")

    assert article.reject_code == "encrypted"
