"""One document to its articles: the table of openers, by media type, and the one place where a refusal becomes a row."""

from collections.abc import Callable
from dataclasses import replace

from pipelines.clean.article import make_articles, reject_document
from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.mail import open_mail
from pipelines.clean.markdown import open_markdown
from pipelines.clean.opened import Opened
from pipelines.clean.page import open_page
from pipelines.clean.pdf import open_pdf
from pipelines.clean.plain import open_text
from pipelines.clean.record import open_record
from pipelines.clean.tools import CleanTools
from pipelines.clean.wire import open_wire
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused
from pipelines.records import Article, Document

Opener = Callable[[Document, CleanTools], Opened]


def _open_page(document: Document, tools: CleanTools) -> Opened:
    _, _, charset = document.media_type.partition("charset=")
    return open_page(decode(document.payload, charset or declared_charset(document.payload)), tools)


def _open_text(document: Document, tools: CleanTools) -> Opened:
    return open_text(_bounded(decode(document.payload), tools), tools)


def _bounded(text: str, tools: CleanTools) -> str:
    """The text, where it is not longer than any story or digest."""
    if len(text) > tools.limits.text_characters:
        raise Refused(RejectCode.TOO_LARGE, f"A text of {len(text):,} characters; the limit is {tools.limits.text_characters:,}.")
    return text


def _open_saved_page(document: Document, tools: CleanTools) -> Opened:
    """A page that a browser saved in MIME form: its Date header says when it was saved, so it is dated like any page."""
    return replace(open_mail(document.payload, document.subject, tools), is_mail=False)


# A new format is one opener and one line here.
OPENERS: dict[str, Opener] = {
    "text/html": _open_page,
    "text/plain": _open_text,
    "text/markdown": lambda document, tools: open_markdown(_bounded(decode(document.payload), tools), tools),
    "message/rfc822": lambda document, tools: open_mail(document.payload, document.subject, tools),
    "multipart/related": _open_saved_page,
    "application/json": lambda document, tools: open_record(document.payload, tools),
    "application/sgml": lambda document, _: open_wire(document.payload),
    "application/pdf": lambda document, tools: open_pdf(document.payload, tools.limits),
}


def clean_document(document: Document, tools: CleanTools) -> list[Article]:
    """The articles of one document, at least one unless ingest rejected it; never an exception for bad content."""
    if document.reject_code is not None:
        return []
    try:
        return make_articles(document, OPENERS[document.media_type.partition(";")[0]](document, tools), tools)
    except Refused as refusal:
        return [reject_document(document, refusal.code, str(refusal))]
    except RecursionError:
        return [reject_document(document, RejectCode.TOO_DEEP, "Nested more deeply than the parser can follow.")]
