"""Files that hold a record for each story: JSON, wire archives, feeds; and Markdown, PDF, pages, text by content alone."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from ingesting import Ingest
from packing import PAGE, TEXT

from pipelines.errors import RejectCode
from pipelines.ingest import IngestLimits, read_documents
from pipelines.records import RawFile

RECORD = {"title": "Quota set", "text": "Peru has set a quota on fishmeal, the ministry said. " * 6, "date": "2026-01-02"}
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Wire</title>
<item><title>Quota set</title><link>http://quay.example/1</link><pubDate>Fri, 02 Jan 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Peru has set a quota.&lt;/p&gt;</description></item>
<item><title>Band widened</title><link>http://quay.example/2</link><description>Chile widened its band.</description></item>
</channel></rss>"""
WIRE = b"""<!DOCTYPE wire SYSTEM "wire.dtd">
<REUTERS TOPICS="YES" NEWID="7"><DATE> 4-MAR-1987 10:00:00.00</DATE><TEXT><TITLE>PERU &lt;QUOTA></TITLE><BODY>Peru.</BODY></TEXT></REUTERS>
<REUTERS NEWID="8"><DATE> 5-MAR-1987 10:00:00.00</DATE><TEXT><TITLE>CHILE</TITLE><BODY>Chile.</BODY></TEXT></REUTERS>
<REUTERS NEWID="9"><DATE> 6-MAR-1987 10:00"""


def test_each_line_of_json_is_a_document_and_a_bad_line_costs_itself(ingest: Ingest) -> None:
    """Lines that are no objects are refused with their number."""
    lines = b"\n".join([json.dumps(RECORD).encode(), b"{broken", b"", b'"text"', json.dumps(RECORD | {"title": "Second"}).encode()])

    documents = ingest(lines, "articles.jsonl")

    assert [(document.member, document.reject_code) for document in documents] == [
        ("1", None),
        ("2", RejectCode.UNREADABLE),
        ("4", RejectCode.UNREADABLE),
        ("5", None),
    ]
    assert json.loads(documents[0].payload) == RECORD


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("envelope", [lambda rows: rows, lambda rows: {"count": 2, "articles": rows}])
def test_a_list_of_records_is_opened_bare_or_in_an_envelope(ingest: Ingest, indent: int | None, envelope: object) -> None:
    """A JSON file gives a document for each of its records, however it is laid out."""
    rows = [RECORD, RECORD | {"title": "Second"}]

    documents = ingest(json.dumps(envelope(rows), indent=indent).encode(), "a.json")  # type: ignore[operator]

    assert [json.loads(document.payload) for document in documents] == rows


def test_one_record_spread_over_lines_is_one_document(ingest: Ingest) -> None:
    """An article a file is read whole."""
    (document,) = ingest(json.dumps(RECORD, indent=1).encode())

    assert json.loads(document.payload) == RECORD
    assert document.member is None


def test_an_endless_line_of_json_costs_itself(ingest: Ingest) -> None:
    """A line over the limit is refused; the next one is read."""
    lines = b'{"text": "' + b"x" * 300_000 + b'"}\n' + json.dumps(RECORD).encode()

    documents = ingest(lines, limits=IngestLimits(document_bytes=100_000))

    assert [document.reject_code for document in documents] == [RejectCode.TOO_LARGE, None]


def test_a_wire_archive_gives_its_records_by_number(ingest: Ingest) -> None:
    """Records keep their own numbers; one that is cut off is refused."""
    documents = ingest(WIRE, "wire.sgm")

    assert [document.member for document in documents] == ["7", "8", "record 3"]
    assert documents[0].subject == "PERU <QUOTA>"
    assert documents[0].payload.startswith(b"<REUTERS") and documents[0].payload.endswith(b"</REUTERS>")
    assert documents[2].reject_code is RejectCode.TRUNCATED


def test_entries_of_a_feed_are_records(ingest: Ingest) -> None:
    """Title, address, date and HTML of each entry are kept under the names records have."""
    first, second = ingest(FEED.encode(), "feed.xml")

    assert (first.subject, first.url) == ("Quota set", "http://quay.example/1")
    assert json.loads(first.payload)["date"] == "Fri, 02 Jan 2026 08:00:00 GMT"
    assert json.loads(first.payload)["source"] == "Quay Wire"
    assert "date" not in json.loads(second.payload)


SPECIMENS = [
    (PAGE, "x.txt", "text/html"),
    (TEXT, "x.html", "text/plain"),
    (b"---\ntitle: Quota\ndate: 2026-01-02\n---\nPeru set a quota.\n", "x", "text/markdown"),
    (b"# Quota\n\nPeru [said](https://quay.example) so.\n", "x", "text/markdown"),
    (b"# Quota\n\nPeru said so.\n", "x.md", "text/markdown"),
    (b"Profits * 5.1 pct\n\nPeru - 12\n----\nChile - 13\n", "x.txt", "text/plain"),
    (b"%PDF-1.7\n...", "x", "application/pdf"),
    ("Peru set a quota of £100m.".encode("utf-16"), "x", "text/plain"),
    (PAGE.decode().encode("utf-16"), "x", "text/html"),
    (b"<?xml version='1.0'?>\n<!-- c -->\n<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "x", "text/html"),
]


@pytest.mark.parametrize(("payload", "name", "media_type"), SPECIMENS)
def test_a_format_is_known_by_its_content(ingest: Ingest, payload: bytes, name: str, media_type: str) -> None:
    """The suffix may lie or be missing."""
    (document,) = ingest(payload, name)

    assert document.media_type == media_type
    assert document.payload == payload


@pytest.mark.parametrize("opening", [b"<!-- c -->" * 24, b"<!-- c -->" * 400, b"<?xml ?>" * 400])
@pytest.mark.parametrize("page", [PAGE, b"<span>Quota</span>" * 4 + PAGE])
def test_comments_before_a_page_cost_no_time(ingest: Ingest, opening: bytes, page: bytes) -> None:
    """However many there are, each is looked at once; a page that is given up for its time would be lost."""
    started = time.process_time()

    (document,) = ingest(opening + page)

    assert document.media_type == "text/html"
    assert time.process_time() - started < 2


UNREADABLE = [
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, RejectCode.UNSUPPORTED),
    (b"", RejectCode.EMPTY),
    (b" \n\t\0", RejectCode.EMPTY),
    (b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\xff" * 50, RejectCode.UNREADABLE),
    (b"PK\x03\x04 not a zip at all", RejectCode.UNREADABLE),
    (b'[{"a": ', RejectCode.UNREADABLE),
    (b"<?xml version='1.0'?><rss><channel></channel></rss>", RejectCode.EMPTY),
]


@pytest.mark.parametrize(("payload", "code"), UNREADABLE)
def test_what_cannot_be_read_is_one_reject_with_a_sentence(ingest: Ingest, payload: bytes, code: RejectCode) -> None:
    """An unreadable specimen of every format ends as a row that says why, without a trace of the code."""
    (document,) = ingest(payload)

    assert document.reject_code is code
    assert document.reject_reason
    assert "Traceback" not in document.reject_reason
    assert document.payload == b""


_SCRIPT = b"""// settings of the page
var config={title:"Japan imposed a tariff on steel from China on Monday, its trade ministry said."};
function show(element) {
  const shown = document.querySelector(element);
  if (shown) {
    shown.textContent = config.title;
  }
}
show("#title");
"""
_STYLE = b"""@media print { .teaser { display: none; } }
body {
  font-family: serif;
  color: #222;
}
.story p { margin: 0 0 1em; }
"""
_SOURCE = b'''"""Reads the duties that Japan imposed on China."""

import re
from pathlib import Path

PATTERN = re.compile(r"tariff of (\\d+) percent")


def read(path: Path) -> list[str]:
    """All of them."""
    return [found[1] for found in PATTERN.finditer(path.read_text())]
'''
_TABLE = b"""date,title,text
2026-01-05,Steel,"Japan imposed a tariff on steel from China on Monday, its trade ministry said."
2026-01-06,Tea,"Kenya lifted its ban on tea, and said so."
"""


@pytest.mark.parametrize(
    ("payload", "name", "told"),
    [
        (_SCRIPT, "app.js", "program"),
        (_SCRIPT, "app.js.download", "program"),
        (_SCRIPT.replace(b"\n", b""), "app.min.js", "program"),
        (_SCRIPT, "saved_resource", "program"),
        (_STYLE, "main.css", "program"),
        (_STYLE, "main.css?v=3", "program"),
        (_SOURCE, "duties.py", "program"),
        (_TABLE, "claims.csv", "table"),
        (_TABLE.replace(b",", b";"), "claims.csv", "table"),
        (b"title\ttext\nSteel\tJapan taxed steel.\n", "claims.tsv", "table"),
    ],
)
def test_what_is_no_text_is_refused_and_named(ingest: Ingest, payload: bytes, name: str, told: str) -> None:
    """Scripts, style sheets and tables hold sentences, but nobody said them there."""
    (document,) = ingest(payload, name)

    assert document.reject_code is RejectCode.UNSUPPORTED
    assert told in (document.reject_reason or "")


_PROSE = b"""Japan imposed a tariff on steel from China on Monday, its trade ministry said.

China (which buys little of it), Korea, Taiwan, and others; all of them protested.
The bill says "if (rate > 25) { waive(); }", a lawyer said; nobody knew why.
"""


@pytest.mark.parametrize("name", ["story.txt", "story", "story.js", "story.py", "story.csv", "story.tsv"])
@pytest.mark.parametrize("payload", [_PROSE, _PROSE * 8, b"Tea, rice, and steel, Japan said, are taxed.\n"])
def test_prose_stays_prose_whatever_it_is_called(ingest: Ingest, payload: bytes, name: str) -> None:
    """A line of code in it, its commas, its name: nothing of that makes it a program or a table."""
    (document,) = ingest(payload, name)

    assert document.media_type == "text/plain"


@pytest.mark.parametrize("name", ["page.js", "page.py", "page.csv"])
def test_a_page_stays_a_page_whatever_it_is_called(ingest: Ingest, name: str) -> None:
    """Its first tag says so."""
    (document,) = ingest(b"<div>" + PAGE, name)

    assert document.media_type == "text/html"


def test_a_file_that_is_gone_is_a_reject(ingest: Ingest) -> None:
    """A file that cannot be opened costs one row."""
    (document,) = read_documents(Path("nowhere"), RawFile("2026-01-05/gone.txt", date(2026, 1, 5), 3, ""), IngestLimits())

    assert document.reject_code is RejectCode.UNREADABLE
    assert "cannot be opened" in (document.reject_reason or "")
