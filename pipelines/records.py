"""Document, Article, Claim: the rows that travel between stages, and what each column means.

Belongs here: frozen records and the description of every column, written once. `schemas` derives the Arrow schemas, the data
dictionary and the checks from them. Does not belong here: anything that reads, decides or writes.
"""

from dataclasses import MISSING, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pipelines.errors import RejectCode


def column(description: str, unit: str | None = None, default: Any = MISSING) -> Any:
    """A dataclass field that carries its own documentation.

    Args:
        description: What the column holds, for the data dictionary.
        unit: Unit of a number ("bytes", "code points", "share from 0 to 1"), else None.
        default: Value where none is given; without it the field is required.
    """
    return field(default=default, metadata={"description": description, "unit": unit})


class Modality(StrEnum):
    """How firmly a position is held (claim guide, "modality")."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"


class Attribution(StrEnum):
    """Whether the actor's own side says or does it (claim guide, "attribution")."""

    OWN = "own"
    THIRD_PARTY = "third_party"


class DateBasis(StrEnum):
    """What a claim's date rests on (claim guide, "date_basis")."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    PUBLICATION = "publication"
    NONE = "none"


class PublishedBasis(StrEnum):
    """Where an article's own date stood."""

    SIDECAR = "sidecar"
    STRUCTURED = "structured"  # JSON-LD, meta tags, URL path, <time>, visible byline
    HEADER = "header"  # mail header or record header of an archive
    DATELINE = "dateline"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file under data/raw, as landing lists it. One row of the lake's `files` table."""

    path: str = column("Path below the raw folder, with forward slashes; undecodable bytes are escaped")
    landed_on: date = column("Day the file arrived: the first folder of its path")
    byte_count: int = column("Size of the file", "bytes")
    sha256: str = column("SHA-256 of the file, hexadecimal")
    sidecar: str | None = column("JSON text of `<file>.meta.json`, where there is one", default=None)


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one page, mail, post or wire story; grain: (path, member)."""

    document_id: str = column("First 16 hexadecimal digits of the SHA-256 of the payload")
    path: str = column("Raw file it came from, below the raw folder")
    member: str | None = column("Place inside an archive, mailbox or feed; null where the file is the document")
    landed_on: date = column("Day the raw file arrived")
    media_type: str = column("IANA media type as found by content, e.g. text/html, message/rfc822, text/plain")
    byte_count: int = column("Size of the payload", "bytes")
    payload: bytes = column("The document's bytes; empty where rejected for its size")
    sent_at: datetime | None = column("Date header of the mail, or time stamp of the archive record, in UTC", default=None)
    sent_zone: str | None = column("UTC offset as the header wrote it, e.g. +09:00", default=None)
    sender: str | None = column("From header of the mail", default=None)
    subject: str | None = column("Subject header, or title of the archive record", default=None)
    url: str | None = column("Address the document was fetched from, where the file says so", default=None)
    sidecar: str | None = column("JSON text of `<file>.meta.json`", default=None)
    reject_code: RejectCode | None = column("Why the document goes no further; null where it does", default=None)
    reject_reason: str | None = column("One line for a person", default=None)


@dataclass(frozen=True, slots=True)
class DateRival:
    """A date found on the page that is not the article's."""

    text: str = column("The words as they stand in the document")
    on: date | None = column("The day they say; null where ambiguous or impossible")
    place: str = column("Where they stood, e.g. json-ld, byline, furniture")
    refused_because: str = column("Why this date lost")


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """The words an article's date rests on."""

    text: str = column("The words as they stand in the document")
    place: str = column("Where they stood: sidecar, json-ld, meta, url, time, byline, script, header, dateline")
    offset: int | None = column("Where they stand in the decoded raw document; null for sidecar and header", "code points")


@dataclass(frozen=True, slots=True)
class Article:
    """One story of a document; grain: (document, story)."""

    article_id: str = column("document_id, a dash, and the story's number")
    document_id: str = column("Document it was drawn from")
    path: str = column("Raw file of the document, below the raw folder")
    member: str | None = column("Place of the document inside its raw file")
    story: int = column("Number of the story in its document, from 0")
    title: str | None = column("Headline")
    text: str = column("Body in NFC, paragraphs parted by a blank line; empty where rejected. Offsets count its code points")
    language: str = column("ISO 639-1 code, `und` where unknown")
    source: str = column("Publisher: from the sidecar, the mail's sender or the site; `unknown` where none says")
    author: str | None = column("Byline", default=None)
    url: str | None = column("Canonical address", default=None)
    published_on: date | None = column("The article's own date; null is never guessed", default=None)
    published_basis: PublishedBasis = column("Where that date stood", default=PublishedBasis.NONE)
    published_evidence: DateEvidence | None = column("The words it rests on", default=None)
    date_rivals: tuple[DateRival, ...] = column("Dates that were found and refused", default=())
    landed_on: date = column("Day the raw file arrived", default=date.min)
    known_on: date = column("First day on which it could be known: published_on, else landed_on", default=date.min)
    text_hash: str = column("Hash of the text with case, white space and punctuation folded", default="")
    signature: tuple[int, ...] = column("MinHash of the text; empty where the text is too short", default=())
    is_correction: bool = column("Says of itself that it corrects or updates an earlier text", default=False)
    warnings: tuple[str, ...] = column("What cleaning and dating noticed", default=())
    reject_code: RejectCode | None = column("Why the article goes no further; null where it does", default=None)
    reject_reason: str | None = column("One line for a person", default=None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which characters of the article said who, what or when."""

    slot: str = column("Slot of the claim that the words decide")
    start: int = column("First character in the article's text", "code points")
    end: int = column("One past the last character", "code points")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of position, as the claim guide defines it; grain: claim_id."""

    claim_id: str = column("Hash of article_id, quote offsets, actor, issue and act, 16 hexadecimal digits")
    article_id: str = column("Article it was read from")
    sentence: int = column("Number of the sentence in the article, from 0")
    quote: str = column("The article's own words; text[quote_start:quote_end]")
    quote_start: int = column("First character of the quote in the article's text", "code points")
    quote_end: int = column("One past its last character", "code points")
    actor: str = column("Who holds the position: ISO 3166-1 alpha-3, or a bloc")
    speaker: str | None = column("Person or office as named in the sentence")
    counterparts: tuple[str, ...] = column("Whom the position is toward, sorted; may be empty")
    issue: str = column("What it is about, as in `issues`")
    topic: str = column("trade or currency; follows from the issue")
    act: str = column("What the actor does by holding it, as in `acts`")
    score: float = column("Conflict to cooperation, fixed by the act", "-1 to 1")
    modality: Modality = column("How firmly it is held")
    attribution: Attribution = column("Whether the actor's own side says or does it")
    currency: str | None = column("ISO 4217 code of the currency that is to move or stay", default=None)
    direction: str | None = column("Direction the actor wants or takes", default=None)
    amount: float | None = column("The one rate or sum the position is about, written out in full", "as `unit`", default=None)
    unit: str | None = column("% or an ISO 4217 code", default=None)
    claimed_on: date | None = column("Day the position was expressed or the act done; null stays null", default=None)
    date_basis: DateBasis = column("What claimed_on rests on", default=DateBasis.NONE)
    time_expression: str | None = column("The words claimed_on was read from", default=None)
    evidence: tuple[Evidence, ...] = column("Which characters decided which slot", default=())
    confidence: float = column("Calibrated chance that actor, issue and act are all right", "share from 0 to 1", default=0.0)
    reasons: tuple[str, ...] = column("What lowers the confidence", default=())
    is_anachronism: bool = column("A named holder did not hold that office on the day", default=False)
    office_note: str | None = column("Who did hold it, and what bounds an undated article", default=None)
    known_on: date = column("First day on which the claim could be known", default=date.min)
    extractor: str = column("Name and version of what read it", default="")
