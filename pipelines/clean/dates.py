"""The bridge to `dating`: which parts of a document the date of a story is read from."""

from dataclasses import replace
from datetime import datetime, timedelta

from pipelines.clean.opened import Opened, Story
from pipelines.dating.locate import find_words
from pipelines.dating.page import PageDate, PageSource, date_page
from pipelines.records import Document, PublishedBasis


def date_document(document: Document, opened: Opened, story: Story, text: str) -> PageDate:
    """The publication date of a document that holds one story."""
    return date_page(_source(document, opened, story, text, _sent_at(document, opened, story)))


def date_digest(document: Document, opened: Opened) -> PageDate:
    """The publication date of a digest: of the whole issue, with all its stories as one text."""
    text = "\n\n".join(paragraph for story in opened.stories for paragraph in story.paragraphs)
    whole = Story(document.subject, ())
    return date_page(replace(_source(document, opened, whole, text, _sent_at(document, opened, whole)), is_issue=True))


def _sent_at(document: Document, opened: Opened, story: Story) -> datetime | None:
    """The stamp of a mail's own header, unless the mail forwards another one whose date is known; that of a web archive tells when a
    page was fetched.
    """
    return document.sent_at if opened.is_mail and story.record_date is None else None


def date_story(document: Document, opened: Opened, story: Story, text: str, issue: PageDate) -> PageDate:
    """The date of one story of a digest: its own where it carries one in its record or its dateline, else the issue's.

    A dateline may be a day ahead of its issue, as Tokyo's is of New York's; one further ahead is not of the year it was put in, or of
    no story in this issue.
    """
    alone = Opened(text, ())
    own = date_page(replace(_source(document, alone, story, text, None), issue_on=issue.on))
    if own.basis not in (PublishedBasis.HEADER, PublishedBasis.DATELINE) or own.evidence is None:
        return issue
    if own.basis is PublishedBasis.DATELINE and own.on and issue.on and own.on - issue.on > _AHEAD:
        return issue
    opening = find_words(opened.raw_text, text[:_OPENING].rpartition(" ")[0]) or 0
    return replace(own, evidence=replace(own.evidence, offset=find_words(opened.raw_text, own.evidence.text, opening)))


_AHEAD = timedelta(days=1)
_OPENING = 60  # code points of a story that tell it from the others of its issue


def _source(document: Document, opened: Opened, story: Story, text: str, sent_at: datetime | None) -> PageSource:
    return PageSource(
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
