"""From a story to an article: furniture off, language, identity, date, source."""

from dataclasses import dataclass

from pipelines.clean.dates import date_digest, date_document, date_story
from pipelines.clean.furniture import is_boilerplate, strip_furniture, without_title
from pipelines.clean.identity import hash_text, sign_text
from pipelines.clean.language import Language, identify
from pipelines.clean.opened import Opened, Story
from pipelines.clean.recurring import drop_recurring
from pipelines.clean.sidecar import Sidecar, read_sidecar
from pipelines.clean.source import name_source
from pipelines.clean.tools import CleanTools
from pipelines.dating.page import PageDate
from pipelines.errors import RejectCode
from pipelines.records import Article, Document

_SAMPLE = 2_000
_LONGEST_WORD = 100
_FEWEST_KINDS = 4  # letters; fewer fill a file, and write nothing
_LETTER_SHARE = 0.3  # prose has .75 to .85, tables of figures .4


@dataclass(frozen=True, slots=True)
class Place:
    """What all stories of one document share."""

    document: Document
    opened: Opened
    sidecar: Sidecar
    tools: CleanTools
    issue: PageDate | None  # date of the whole digest; None where the document is one story


def make_articles(document: Document, opened: Opened, tools: CleanTools) -> list[Article]:
    """One article for each story, at least one."""
    issue = date_digest(document, opened) if len(opened.stories) > 1 else None
    place = Place(document, opened, read_sidecar(document.sidecar), tools, issue)
    stories = opened.stories or (Story(document.subject, ()),)
    return [_make(place, number, story) for number, story in enumerate(stories)]


def reject_document(document: Document, code: RejectCode, reason: str) -> Article:
    """The one article of a document that gave none."""
    return Article(
        article_id=f"{document.document_id}-0",
        document_id=document.document_id,
        path=document.path,
        member=document.member,
        story=0,
        title=document.subject,
        text="",
        language="und",
        source=name_source(document, None, read_sidecar(document.sidecar)),
        url=document.url,
        landed_on=document.landed_on,
        known_on=document.landed_on,
        reject_code=code,
        reject_reason=reason,
    )


def _make(place: Place, number: int, story: Story) -> Article:
    document, opened, tools = place.document, place.opened, place.tools
    title = (place.sidecar.title if len(opened.stories) == 1 else None) or story.title
    source = name_source(document, opened, place.sidecar, story.paragraphs)
    paragraphs = drop_recurring(strip_furniture(story.paragraphs, tools), source, tools.sender_lines)
    if not story.is_title_guessed:
        paragraphs = without_title(paragraphs, title)
    text = "\n\n".join(paragraphs)
    said = place.sidecar.language
    language = Language(said, said in ("en", "und")) if said else identify(text, tools)
    code, reason = _judge(story, text, language, tools)
    dated = date_story(document, opened, story, text, place.issue) if place.issue else date_document(document, opened, story, text)
    return Article(
        article_id=f"{document.document_id}-{number}",
        document_id=document.document_id,
        path=document.path,
        member=document.member,
        story=number,
        title=title,
        text="" if code else text,
        language=language.code,
        source=source,
        author=story.author,
        url=place.sidecar.url or story.url or opened.url or document.url,
        published_on=dated.on,
        published_basis=dated.basis,
        published_evidence=dated.evidence,
        date_rivals=dated.rivals,
        landed_on=document.landed_on,
        known_on=dated.on or document.landed_on,
        text_hash="" if code else hash_text(text),
        signature=() if code else sign_text(text),
        is_correction=_says_corrected(title, paragraphs, tools),
        warnings=(*opened.warnings, *dated.warnings, *place.sidecar.warnings(dated.rivals)),
        reject_code=code,
        reject_reason=reason,
    )


def _judge(story: Story, text: str, language: Language, tools: CleanTools) -> tuple[RejectCode | None, str | None]:
    """Whether the text can stand, and if not, why."""
    if is_boilerplate(text, tools):
        return RejectCode.BOILERPLATE, "Nothing but sign-up, link and notice lines."
    if len(text) < tools.limits.story_characters or not _is_prose(text):
        if story.paragraphs and not text:
            return RejectCode.BOILERPLATE, "Nothing but sign-up, link and notice lines."
        return RejectCode.NO_TEXT, "No running text was found."
    if not language.may_be_english:
        told = "in another language, which cannot be told" if language.code == "und" else f"in another language ({language.code})"
        return RejectCode.NOT_ENGLISH, f"The text is {told}."
    return None, None


def _is_prose(text: str) -> bool:
    """Whether letters make up a fair share of the text, in any script, are of several kinds, and ASCII ones stand in words."""
    sample = text[:_SAMPLE]
    if sample.isascii() and len(sample) > _LONGEST_WORD and " " not in sample:
        return False
    letters = [character for character in sample if character.isalpha()]
    if len(letters) > _LONGEST_WORD and len(set(letters)) < _FEWEST_KINDS:
        return False
    return len(letters) > _LETTER_SHARE * len(sample)


def _says_corrected(title: str | None, paragraphs: tuple[str, ...], tools: CleanTools) -> bool:
    """Whether the headline, the first or the last paragraph says that this is a correction or an update."""
    said = (title or "", *paragraphs[:1], *paragraphs[-1:])
    return any(line and len(line) < 400 and tools.corrections.fullmatch(line) for line in said)
