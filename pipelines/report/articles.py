"""Evidence pages: an article's text with every quote marked, and each claim with the words behind its slots."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.report.addresses import root_of
from pipelines.report.desk import Desk, merge_groups
from pipelines.report.evidence import (
    PASSAGE_CHARACTERS,
    QUOTE,
    Span,
    Stretch,
    TextPage,
    cut,
    paragraphs,
    passage_of,
    slot_stretches,
    split_pages,
)
from pipelines.report.pages import file_name
from pipelines.report.rows import ArticleRow, EvidenceRow, LongArticleRow, stream
from pipelines.report.visible import show_hidden
from pipelines.report.words import show_text


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a claim's passage."""

    text: str
    is_quoted: bool
    slots: Sequence[str]  # what its words decide
    begun: Sequence[str]  # those of them that begin here


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside the text."""

    row: EvidenceRow
    pieces: Sequence[Piece]  # its passage, cut at the quote and at the words of each slot
    has_track: bool  # a reprint's claims have none


def long_places(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The page of each claim that is not on the first page of its article; only long articles have more than one."""
    texts = {row.article_id: row.text for row in stream(connection, "long_articles", LongArticleRow)}
    if not texts:
        return {}
    claims: dict[str, list[EvidenceRow]] = defaultdict(list)
    for row in stream(connection, "evidence", EvidenceRow):
        if row.article_id in texts:
            claims[row.article_id].append(row)
    places = {}
    for article_id, text in texts.items():
        for number, page in enumerate(split_pages(text, claims[article_id]), start=1):
            places.update({claim.claim_id: number for claim in page.claims if number > 1})
    return places


def write_articles(desk: Desk) -> None:
    """Write the evidence pages of every article that holds claims."""
    articles = stream(desk.connection, "articles", ArticleRow)
    evidence = stream(desk.connection, "evidence", EvidenceRow)
    read = 0
    for _, found, claims in merge_groups(articles, evidence, lambda row: row.article_id, lambda row: row.article_id):
        for article in found:
            _write_article(desk, article, claims)
        read += len(claims)
        desk.progress("claims", read, desk.build.claim_count)


def _write_article(desk: Desk, article: ArticleRow, claims: Sequence[EvidenceRow]) -> None:
    pages = split_pages(article.text, claims)
    for number, shown in enumerate(pages, start=1):
        page = desk.address.article(article.article_id, number)
        root = root_of(page)
        shared = {
            "article": article,
            "paragraphs": _mark_quotes(article.text, shown),
            "number": number,
            "page_count": len(pages),
            "link": lambda other, root=root: root + desk.address.article(article.article_id, other),
        }

        def values_for(divisor: int, shown: TextPage = shown, shared: dict[str, Any] = shared) -> dict[str, Any]:
            limit = PASSAGE_CHARACTERS // divisor
            cards = [_card(article.text, claim, limit) for claim in shown.claims]
            return {**shared, "cards": cards, "say": show_text if divisor == 1 else show_hidden}

        desk.fit(page, "article", values_for)


def _mark_quotes(text: str, page: TextPage) -> list[list[Stretch]]:
    """The page's paragraphs, each cut wherever a quote begins or ends."""
    spans = [Span(file_name(claim.claim_id), claim.quote_start, claim.quote_end) for claim in page.claims]
    return [cut(text, start, end, spans) for start, end in paragraphs(text, page.start, page.end)]


def _card(text: str, claim: EvidenceRow, limit: int) -> Card:
    """The claim with the passage around its quote; of a quote beyond all measure only the beginning is shown."""
    start, end = passage_of(text, claim.quote_start, claim.quote_end, limit)
    stretches = slot_stretches(text, start, min(end, claim.quote_start + 3 * limit), claim)
    return Card(claim, [_piece(stretch) for stretch in stretches], claim.use != "duplicate")


def _piece(stretch: Stretch) -> Piece:
    slots = [key for key in stretch.keys if key != QUOTE]
    return Piece(stretch.text, QUOTE in stretch.keys, slots, [slot for slot in slots if slot in stretch.begins])
