"""Web archives: their pages with address and charset, and what breaks off, is damaged or odd."""

import gzip

import pytest
from ingesting import Ingest
from packing import PACKERS, PAGE, make_tar, make_warc

from pipelines.errors import RejectCode


def test_pages_of_a_web_archive_carry_their_address(ingest: Ingest) -> None:
    """Each response is a document with its URL; the time of the fetch is kept, a server's error is a reject."""
    pages = {"http://quay.example/1": PAGE, "http://quay.example/2": PAGE.replace(b"Peru", b"Chile")}

    documents = ingest(make_warc(pages), "crawl.warc.gz")
    (missing,) = ingest(make_warc({"http://quay.example/3": PAGE}, status="404 Not Found"), "x.warc.gz")

    assert [document.url for document in documents] == list(pages)
    assert [document.member for document in documents] == ["1", "2"]
    assert documents[0].payload == PAGE
    assert documents[0].sent_at is not None
    assert missing.reject_code is RejectCode.NO_TEXT


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_web_archive_is_read_however_it_is_packed(ingest: Ingest, suffix: str) -> None:
    """fastwarc stops the process on a stream that cannot tell its place, as a packed or archived one: it never meets one."""
    records = make_warc({"http://quay.example/1": PAGE, "http://quay.example/2": PAGE.replace(b"Peru", b"Chile")})
    unpacked = gzip.decompress(records)

    packed = ingest(PACKERS[suffix](unpacked), f"crawl.warc.{suffix}")
    inside = ingest(make_tar({"crawl.warc": unpacked, "crawl.warc.gz": records}), "crawls.tar")

    assert [document.url for document in packed] == ["http://quay.example/1", "http://quay.example/2"]
    assert [document.url for document in inside] == 2 * ["http://quay.example/1", "http://quay.example/2"]


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_web_archive_that_breaks_off_says_so_and_keeps_what_came_before(ingest: Ingest, is_packed: bool) -> None:
    """Wherever the file ends, every whole record is a document, and a record without its end is refused, never taken for a short page."""
    pages = {f"http://quay.example/{number}": PAGE * 9 for number in range(3)}
    records = make_warc(pages) if is_packed else gzip.decompress(make_warc(pages))
    whole = len(records) // 3

    for end in range(whole + 40, 2 * whole - 8, 31):
        first, *others = ingest(records[:end], "crawl.warc.gz")
        assert first.reject_code is None
        assert all(other.reject_code is not None for other in others)
        if is_packed:
            assert [other.reject_code for other in others] == [RejectCode.TRUNCATED]


def test_a_damaged_record_costs_what_follows_it_and_says_so(ingest: Ingest) -> None:
    """A packed record whose checksum does not fit ends the reading; those before it are kept."""
    records = bytearray(make_warc({f"http://quay.example/{number}": PAGE for number in range(3)}))
    records[2 * len(records) // 3 - 6] ^= 0xFF

    *kept, refused = ingest(bytes(records), "crawl.warc.gz")

    assert [document.url for document in kept][:1] == ["http://quay.example/0"]
    assert refused.reject_code is RejectCode.UNREADABLE


@pytest.mark.parametrize("moment", [b"0001-01-01T00:00:00+05:00", b"9999-12-31T23:59:59-05:00", b"yesterday"])
def test_a_record_fetched_at_no_time_is_a_record_like_any_other(ingest: Ingest, moment: bytes) -> None:
    """A time stamp that the calendar of UTC does not reach is none; nothing behind it is lost."""
    records = gzip.decompress(make_warc({f"http://quay.example/{number}": PAGE for number in range(2)}))

    first, second = ingest(records.replace(b"2026-01-04T10:00:00Z", moment, 1), "crawl.warc")

    assert (first.payload, first.sent_at) == (PAGE, None)
    assert second.sent_at is not None


def test_the_servers_charset_is_kept_where_the_page_is_silent(ingest: Ingest) -> None:
    """A page without a declaration of its own is decoded by what its server said."""
    page = "<html><body><p>価格は¥100です。</p></body></html>".encode("shift_jis")

    (document,) = ingest(make_warc({"http://a.example/": page}, content_type="text/html; charset=Shift_JIS"), "x.warc.gz")

    assert document.media_type == "text/html; charset=shift_jis"
