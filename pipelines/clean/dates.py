"""The bridge to `dating`: which parts of a document the date of a story is read from."""

from dataclasses import replace
from datetime import datetime

from pipelines.clean.opened import Opened, Story
from pipelines.dating.locate import find_words
from pipelines.dating.page import PageDate, PageKind, PageSource, date_page
from pipelines.records import Document, PublishedBasis


def date_document(document: Document, opened: Opened, story: Story, text: str) -> PageDate:
    """The publication date of a document that holds one story.

    The time stamp of a web archive says when a page was fetched, so only a mail's own header is passed on, and not that of
    a mail that forwards another one whose date is known.
    """
    sent_at = document.sent_at if opened.kind is PageKind.MAIL and story.record_date is None else None
    return date_page(_source(document, opened, story, text, sent_at))


def date_digest(document: Document, opened: Opened) -> PageDate:
    """The publication date of a digest: of the whole issue, with all its stories as one text."""
    text = "\n\n".join(paragraph for story in opened.stories for paragraph in story.paragraphs)
    return date_document(document, opened, Story(document.subject, ()), text)


def date_story(document: Document, opened: Opened, story: Story, text: str, issue: PageDate) -> PageDate:
    """The date of one story of a digest: its own where it carries one in its record or its dateline, else the issue's."""
    alone = Opened(PageKind.RECORD, text, ())
    own = date_page(replace(_source(document, alone, story, text, None), issue_on=issue.on))
    if own.basis not in (PublishedBasis.HEADER, PublishedBasis.DATELINE) or own.evidence is None:
        return issue
    opening = find_words(opened.raw_text, text[:_OPENING].rpartition(" ")[0]) or 0
    return replace(own, evidence=replace(own.evidence, offset=find_words(opened.raw_text, own.evidence.text, opening)))


_OPENING = 60  # code points of a story that tell it from the others of its issue


def _source(document: Document, opened: Opened, story: Story, text: str, sent_at: datetime | None) -> PageSource:
    return PageSource(
        kind=opened.kind,
        raw_text=opened.raw_text,
        tree=opened.tree,
        url=opened.url or document.url,
        sidecar=document.sidecar,
        sent_at=sent_at,
        sent_zone=document.sent_zone if sent_at else None,
        record_date=story.record_date,
        title=story.title,
        body=text,
        landed_on=document.landed_on,
    )
