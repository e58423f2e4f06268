"""One document to its articles: the table of openers, by media type, and the one place where a refusal becomes a row."""

from collections.abc import Callable

from pipelines.clean.article import make_articles, reject_document
from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.mail import open_mail
from pipelines.clean.opened import Opened
from pipelines.clean.page import open_page
from pipelines.clean.plain import open_text
from pipelines.clean.tools import CleanTools
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused
from pipelines.records import Article, Document

Opener = Callable[[Document, CleanTools], Opened]


def _open_page(document: Document, tools: CleanTools) -> Opened:
    return open_page(decode(document.payload, declared_charset(document.payload)), tools)


def _open_text(document: Document, tools: CleanTools) -> Opened:
    return open_text(decode(document.payload), tools)


def _open_mail(document: Document, tools: CleanTools) -> Opened:
    return open_mail(document.payload, document.subject, tools)


OPENERS: dict[str, Opener] = {
    "text/html": _open_page,
    "text/plain": _open_text,
    "message/rfc822": _open_mail,
}


def clean_document(document: Document, tools: CleanTools) -> list[Article]:
    """The articles of one document, at least one unless ingest rejected it; never an exception for bad content."""
    if document.reject_code is not None:
        return []
    try:
        return make_articles(document, OPENERS[document.media_type](document, tools), tools)
    except Refused as refusal:
        return [reject_document(document, refusal.code, str(refusal))]
    except RecursionError:
        return [reject_document(document, RejectCode.TOO_DEEP, "Nested more deeply than the parser can follow.")]
