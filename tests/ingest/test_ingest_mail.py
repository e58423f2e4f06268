"""Mails and mailboxes: header facts, and one document for each message."""

import time

import pytest
from ingesting import Ingest

from pipelines.errors import RejectCode
from pipelines.ingest import IngestLimits

MAIL = b"""From: Harbour Letter <letter@harbour.example>
To: readers@harbour.example
Subject: =?utf-8?q?Peso_band_=E2=82=AC?=
Date: Tue, 3 Mar 2026 09:15:00 +0900

Chile widened the band of its peso on Tuesday.
"""


def test_a_mail_is_known_by_its_header_and_not_by_its_name(ingest: Ingest) -> None:
    """Whatever a mail's file is called, its sender, subject and date are read."""
    (document,) = ingest(MAIL, "note.txt")

    assert document.media_type == "message/rfc822"
    assert document.sender == "Harbour Letter <letter@harbour.example>"
    assert document.subject == "Peso band €"
    assert document.sent_at is not None
    assert document.sent_at.isoformat() == "2026-03-03T00:15:00+00:00"
    assert document.sent_zone == "+09:00"
    assert document.payload == MAIL


def test_a_mailbox_gives_its_messages_in_order(ingest: Ingest) -> None:
    """Each message of a mailbox is a document with its number; a quoted separator loses one bracket."""
    quoted = MAIL + b"\n>From the port nothing was heard.\n"
    mailbox = b"From a Tue Mar  3 09:15:00 2026\n" + quoted + b"\nFrom b Wed Mar  4 09:15:00 2026\n" + MAIL

    documents = ingest(mailbox, "box")

    assert [document.member for document in documents] == ["1", "2"]
    assert b"\nFrom the port nothing was heard." in documents[0].payload
    assert documents[1].payload == MAIL


def test_a_line_that_begins_with_from_is_no_separator(ingest: Ingest) -> None:
    """Prose that begins a paragraph with "From ... 2026" does not cut a message in two."""
    mailbox = b"From a Tue Mar  3 09:15:00 2026\n" + MAIL + b"\nFrom January 2026 the duty is 5 pct.\nIt was 3 pct.\n"

    (document,) = ingest(mailbox)

    assert b"From January 2026" in document.payload


def test_a_line_full_of_times_and_years_costs_no_time(ingest: Ingest) -> None:
    """A line that begins like a separator and is none is looked at once: one mail cannot cost its whole mailbox."""
    mailbox = b"From a Tue Mar  3 09:15:00 2026\n" + MAIL + b"\nFrom " + b"1:11 2026 " * 1200 + b"\nno field.\n"
    started = time.process_time()

    (document,) = ingest(mailbox)

    assert b"no field." in document.payload
    assert time.process_time() - started < 2


def test_one_endless_message_costs_only_itself(ingest: Ingest) -> None:
    """A message over the limit is refused; its neighbours come through."""
    endless = MAIL + b"x" * 3_000_000
    mailbox = b"".join(b"From a Tue Mar  3 09:15:00 2026\n" + message + b"\n" for message in (MAIL, endless, MAIL))

    documents = ingest(mailbox, limits=IngestLimits(document_bytes=1_000_000))

    assert [document.reject_code for document in documents] == [None, RejectCode.TOO_LARGE, None]
    assert [document.member for document in documents] == ["1", "2", "3"]


def test_a_date_header_that_is_no_date_is_none(ingest: Ingest) -> None:
    """A broken Date field leaves the mail undated and readable."""
    (document,) = ingest(MAIL.replace(b"Tue, 3 Mar 2026 09:15:00 +0900", b"Tue, 99 Mrz 20026"))

    assert document.sent_at is None
    assert document.reject_code is None


@pytest.mark.parametrize("subject", [b"=?windo\xffs-1252?q?Peso?=", b"=?utf-8?b?abcde?="])
def test_a_subject_in_no_encoding_is_kept_as_written(ingest: Ingest, subject: bytes) -> None:
    """A charset that is none, or base64 that is none, crashes no worker, not even in a mail that the fast parser refuses."""
    broken = MAIL.replace(b"=?utf-8?q?Peso_band_=E2=82=AC?=", subject).replace(b"\n\n", b"\n\r\r", 1)

    (document,) = ingest(broken)

    assert document.reject_code is None
    assert document.subject == subject.decode("ascii", "replace")


def test_the_files_of_a_maildir_are_mails(ingest: Ingest) -> None:
    """A Maildir is a folder of mails with flags in their names; each is read by its content."""
    (document,) = ingest(MAIL, "2026-01-05/letters/cur/1767600000.M1P2.host:2,S")

    assert document.media_type == "message/rfc822"
    assert document.path.endswith(":2,S")


def test_a_page_saved_by_a_browser_is_no_mail(ingest: Ingest) -> None:
    """MHTML looks like a mail; its date is that of saving, so it has a kind of its own and keeps its address."""
    saved = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://quay.example/1\nSubject: Band\n"
        b"Date: Mon, 5 Jan 2026 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        b"--x\nContent-Type: text/html\nContent-Location: https://quay.example/1\n\n<html><body><p>Chile.</p></body></html>\n--x--\n"
    )

    (document,) = ingest(saved, "band.mht")

    assert (document.media_type, document.url) == ("multipart/related", "https://quay.example/1")
