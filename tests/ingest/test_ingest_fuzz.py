"""Any bytes at all, through every reader and on through cleaning: rows come out, never an exception."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packing import PAGE, TEXT, make_tar, make_warc, make_zip

from pipelines.clean import CleanLimits, CleanTools, clean_document
from pipelines.ingest import IngestLimits, read_documents
from pipelines.records import Document, RawFile
from pipelines.schemas import to_table

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
MAIL = (
    b"From: a@quay.example\nSubject: s\nDate: Fri, 2 Jan 2026 08:00:00 +0000\n"
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nBody.\n--x--\n"
)
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>t</title><description>d</description></item></channel></rss>"
SEEDS = {
    "page": PAGE,
    "text": TEXT,
    "mail": MAIL,
    "mailbox": b"From a Fri Jan  2 08:00:00 2026\n" + MAIL + b"\nFrom a Fri Jan  2 08:00:00 2026\n" + MAIL,
    "zip": make_zip({"a.html": PAGE, "b.txt": TEXT}),
    "tar": make_tar({"a.html": PAGE, "b.txt": TEXT}),
    "warc": make_warc({"http://quay.example/": PAGE}),
    "json": json.dumps([{"title": "t", "text": "x " * 80}, {"html": "<p>y</p>"}]).encode(),
    "lines": b'{"title": "t", "text": "words"}\n{"a": [1, {"b": null}]}\n',
    "wire": b'<REUTERS NEWID="1"><DATE>4-MAR-1987</DATE><TEXT><TITLE>T</TITLE><BODY>B\n&#3;</BODY></TEXT></REUTERS>\n' * 3,
    "feed": FEED,
    "markdown": b"---\ntitle: t\ndate: 2026-01-02\n---\n# Head\n\nA [link](https://quay.example) and **more**.\n",
    "pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>",
}
MAGIC = [
    *(b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh9", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"),
    *(b"WARC/1.0\r\n", b"%PDF-1.5", b"<html>", b"{", b"[{", b"From "),
]
LIMITS = IngestLimits(document_bytes=200_000, expanded_bytes=2_000_000, ratio_free_bytes=100_000, member_count=50)
# The same examples every time, so that a run can be trusted; raise the number to search further.
QUIET = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "25")), derandomize=True, suppress_health_check=[HealthCheck.too_slow])

edits = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["flip", "cut", "drop", "double", "insert"]), st.binary(max_size=12)), max_size=6
)


@pytest.fixture(scope="module")
def tools() -> CleanTools:
    """Tools as a worker loads them."""
    return CleanTools.load(REFERENCE, CleanLimits())


def damage(payload: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    """A specimen with bytes changed, cut, doubled or put in, wherever the numbers fall."""
    data = bytearray(payload)
    for share, kind, extra in changes:
        at = int(share * len(data))
        match kind:
            case "flip" if data:
                data[min(at, len(data) - 1)] ^= 0x55
            case "cut":
                del data[at:]
            case "drop":
                del data[at : at + 20]
            case "double":
                data[at:at] = data[at : at + 200]
            case _:
                data[at:at] = extra
    return bytes(data)


def run(payload: bytes, tools: CleanTools) -> list[Document]:
    """Through ingest and cleaning; what holds for every row is asked here."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "f").write_bytes(payload)
        file = RawFile("f", date(2026, 1, 5), len(payload), hashlib.sha256(payload).hexdigest())
        documents = list(read_documents(Path(folder), file, LIMITS))
        assert [path.name for path in Path(folder).rglob("*")] == ["f"]
    assert documents
    assert len({document.member for document in documents}) == len(documents)
    for document in documents:
        articles = clean_document(document, tools)
        assert bool(articles) is (document.reject_code is None)
        assert all((article.text == "") is (article.reject_code is not None) for article in articles)
        to_table("articles", articles)  # text that is no Unicode, and dates that the lake cannot hold, would end the worker here
    to_table("documents", documents)
    return documents


@pytest.mark.parametrize("kind", SEEDS)
@QUIET
@given(changes=edits)
def test_a_damaged_specimen_ends_as_rows(tools: CleanTools, kind: str, changes: list[tuple[float, str, bytes]]) -> None:
    """Every reader takes a broken file of its own format without an exception, and reads the whole one."""
    run(damage(SEEDS[kind], changes), tools)


@QUIET
@given(payload=st.binary(max_size=2000), magic=st.sampled_from(MAGIC))
def test_any_bytes_end_as_rows(tools: CleanTools, payload: bytes, magic: bytes) -> None:
    """Noise behind the first bytes of a format is refused by that format's reader."""
    run(magic + payload, tools)


@QUIET
@given(text=st.text(max_size=1500), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "shift_jis", "koi8-r"]))
def test_any_text_ends_as_rows(tools: CleanTools, text: str, encoding: str) -> None:
    """Text of any script in any encoding is one document."""
    run(text.encode(encoding, "replace"), tools)
