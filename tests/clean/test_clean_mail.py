"""Mails: the body a reader would see, wherever MIME has put it."""

import base64
from datetime import UTC, date, datetime

from cleaning import Clean

STORY = "Chile widened the band of its peso on Tuesday, and the central bank said it would let the rate move more freely from now on."
SENT = datetime(2026, 1, 3, 9, tzinfo=UTC)


def mail(content_type: str, body: str, extra: str = "") -> str:
    """A message with these headers and this body."""
    return f"From: Quay Letter <letter@quay.example>\nSubject: Band\nContent-Type: {content_type}\n{extra}\n{body}"


def test_html_is_preferred_and_read_like_a_page(clean: Clean) -> None:
    """Of two alternatives the HTML one is read, its preheader dropped."""
    parts = (
        f"--x\nContent-Type: text/plain\n\n{STORY} (plain)\n"
        f'--x\nContent-Type: text/html\n\n<html><body><div style="display:none">Peek.</div><p>{STORY} (rich)</p></body></html>\n--x--\n'
    )

    (article,) = clean(mail('multipart/alternative; boundary="x"', parts), "message/rfc822", subject="Band", sent_at=SENT)

    assert article.text == f"{STORY} (rich)"
    assert article.title == "Band"
    assert article.published_on == date(2026, 1, 3)


def test_text_is_read_where_the_html_has_none(clean: Clean) -> None:
    """An HTML part that is one picture leaves the plain text as the body."""
    parts = (
        f'--x\nContent-Type: text/plain\n\n{STORY}\n--x\nContent-Type: text/html\n\n<html><body><img src="a.png"></body></html>\n--x--\n'
    )

    (article,) = clean(mail('multipart/alternative; boundary="x"', parts), "message/rfc822")

    assert article.text == STORY


def test_a_body_in_base64_and_latin_1_is_decoded(clean: Clean) -> None:
    """Transfer encoding and charset are both undone."""
    body = base64.encodebytes(f"{STORY} It cost £5m.\n".encode("latin-1")).decode()

    (article,) = clean(mail("text/plain; charset=iso-8859-1", body, "Content-Transfer-Encoding: base64\n"), "message/rfc822")

    assert article.text.endswith("It cost £5m.")


def test_an_attached_message_is_told_by_its_own_header(clean: Clean) -> None:
    """A mail that carries another one is that other one: its subject, its sender, its date."""
    header = "From: Inner Wire <wire@inner.example>\nSubject: Inner band\nDate: Fri, 2 Jan 2026 08:00:00 +0000\n"
    inner = f"{header}Content-Type: text/plain\n\n{STORY}\n"
    parts = f"--x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n"

    (article,) = clean(mail('multipart/mixed; boundary="x"', parts), "message/rfc822", subject="Fwd: see below", sent_at=SENT)

    assert article.title == "Inner band"
    assert article.source == "Inner Wire"
    assert article.published_on == date(2026, 1, 2)
    assert article.text == STORY


def test_a_forward_written_into_the_text_is_told_by_its_own_header(clean: Clean) -> None:
    """The same where the mail program wrote the header into the body, in text and in HTML."""
    header = "From: Inner Wire <wire@inner.example>\nDate: Fri, Jan 2, 2026 at 8:00 AM\nSubject: Inner band\nTo: desk@quay.example"
    text = f"Have a look.\n\n---------- Forwarded message ---------\n{header}\n\n{STORY}\n"
    broken = header.replace("\n", "<br>")
    html = f"<p>Have a look.</p><div>---------- Forwarded message ---------<br>{broken}</div><p>{STORY}</p><p>{STORY}</p>"

    (plain,) = clean(mail("text/plain", text), "message/rfc822", subject="Fwd: Inner band", sent_at=SENT)
    (rich,) = clean(mail("text/html", html), "message/rfc822", subject="Fwd: Inner band", sent_at=SENT)

    for article in (plain, rich):
        assert article.title == "Inner band"
        assert article.published_on == date(2026, 1, 2)
        assert article.text.startswith(STORY)


def test_broken_mime_is_read_all_the_same(clean: Clean) -> None:
    """A boundary that never comes, or one that is not announced, does not lose the text."""
    unclosed = mail('multipart/mixed; boundary="x"', f"--x\nContent-Type: text/plain\n\n{STORY}\n")
    headless = mail("multipart/mixed", f"{STORY}\n")
    wrong_encoding = mail("text/plain", f"{STORY} =ZZ ==\n", "Content-Transfer-Encoding: quoted-printable\n")

    for message in (unclosed, wrong_encoding):
        (article,) = clean(message, "message/rfc822")
        assert article.text.startswith(STORY)
    assert len(clean(headless, "message/rfc822")) == 1


def test_attachments_are_no_text(clean: Clean) -> None:
    """Only what is shown is read."""
    secret = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nsecret"
    parts = f"--x\nContent-Type: text/plain\n\n{STORY}\n--x\n{secret}\n--x--\n"

    (article,) = clean(mail('multipart/mixed; boundary="x"', parts), "message/rfc822")

    assert "secret" not in article.text


def test_a_mail_about_itself_is_boilerplate(clean: Clean) -> None:
    """Confirmations and offers are refused as such."""
    body = (
        "Please confirm your subscription.\n\nClick here to confirm: https://quay.example/c\n\nIf you did not sign up, ignore this email.\n"
    )

    (article,) = clean(mail("text/plain", body), "message/rfc822")

    assert article.reject_code == "boilerplate"
    assert article.text == ""


def test_a_page_saved_by_a_browser_is_dated_by_its_own_words(clean: Clean) -> None:
    """The day on which a page was saved is never its publication date."""
    parts = f"--x\nContent-Type: text/html\n\n<html><body><article><h1>Band</h1><p>{STORY}</p></article></body></html>\n--x--\n"

    (article,) = clean(mail('multipart/related; boundary="x"', parts), "multipart/related", subject="Band", sent_at=SENT)

    assert article.text == STORY
    assert article.published_on is None
