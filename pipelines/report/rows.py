"""The rows a report is made of, streamed out of the published database in the order in which pages need them.

Belongs here: what a claim, a position, a change … is on a page, and reading them. Does not belong here: SQL (see `queries/`) and HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from pipelines.errors import WarehouseMissing

QUERIES = Path(__file__).parent / "queries"
FETCHED_ROWS = 2000
_WITH = re.compile(r"^-- with: (\w+)$", re.MULTILINE)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as lists, pictures and the search index show it."""

    claim_id: str
    article_id: str
    source: str
    actor: str
    counterparts: list[str]
    issue: str
    act: str
    score: float
    modality: str
    attribution: str
    direction: str | None
    currency: str | None
    amount: float | None
    unit: str | None
    claimed_on: date | None
    known_on: date
    known_to: date | None  # day from which a correction speaks in its place
    quote: str
    speaker: str | None
    confidence: float
    use: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with the words it began and was last affirmed in."""

    position_id: str
    actor: str
    issue: str
    counterpart: str | None
    act: str
    score: float
    direction: str | None
    modality: str
    currency: str | None
    amount: float | None
    unit: str | None
    valid_from: date
    valid_to: date | None
    last_affirmed_on: date
    support_count: int
    source_count: int
    first_claim_id: str
    last_claim_id: str
    is_contested: bool
    confidence: float
    quote: str
    speaker: str | None
    source: str
    article_id: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of position: what was left, what was taken, in whose words and where printed."""

    from_position_id: str
    to_position_id: str
    actor: str
    issue: str
    counterpart: str | None
    change: str
    changed_on: date
    known_on: date
    landed_on: date
    days_between: int
    from_act: str
    to_act: str
    from_score: float
    to_score: float
    from_modality: str
    to_modality: str
    from_direction: str | None
    to_direction: str | None
    from_amount: float | None
    from_unit: str | None
    to_amount: float | None
    to_unit: str | None
    from_quote: str
    to_quote: str
    from_speaker: str | None
    to_speaker: str | None
    from_source: str
    to_source: str
    from_claim_id: str
    to_claim_id: str
    from_article_id: str
    to_article_id: str
    from_claimed_on: date
    is_contested: bool


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article that holds claims, with its text."""

    article_id: str
    path: str
    member: str | None
    title: str | None
    text: str
    source: str
    author: str | None
    url: str | None
    published_on: date | None
    published_basis: str
    published_evidence: dict[str, Any] | None
    date_rivals: list[dict[str, Any]]
    landed_on: date
    known_on: date
    canonical_article_id: str
    is_canonical: bool
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A claim as its article's page shows it, with the place of every word it rests on."""

    claim_id: str
    article_id: str
    quote_start: int
    quote_end: int
    actor: str
    speaker: str | None
    counterparts: list[str]
    issue: str
    act: str
    score: float
    modality: str
    attribution: str
    direction: str | None
    currency: str | None
    amount: float | None
    unit: str | None
    claimed_on: date | None
    date_basis: str
    time_expression: str | None
    evidence: list[dict[str, Any]]
    confidence: float
    reasons: list[str]
    is_anachronism: bool
    office_note: str | None
    use: str
    known_to: date | None  # day from which a correction speaks in its place
    extractor: str


@dataclass(frozen=True, slots=True)
class LongArticleRow:
    """An article that fills more than one page."""

    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What was seen of one publisher in one month."""

    source: str
    month_on: date
    article_count: int
    copy_count: int
    reject_count: int
    claim_count: int
    position_claim_count: int
    day_count: int
    silent_day_count: int


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """Articles of one month, of all publishers."""

    month_on: date
    article_count: int


@dataclass(frozen=True, slots=True)
class SourceArticleRow:
    """One of the newest articles of a publisher that hold claims."""

    source: str
    article_id: str
    title: str | None
    known_on: date
    claim_count: int


@dataclass(frozen=True, slots=True)
class BuildRow:
    """What the database was built from."""

    built_on: date
    last_known_on: date | None
    last_landed_on: date | None
    versions: Any
    min_confidence: float
    file_count: int
    document_count: int
    article_count: int
    duplicate_count: int
    reject_count: int
    claim_count: int
    utterance_count: int
    position_count: int
    change_count: int
    standing_count: int


@dataclass(frozen=True, slots=True)
class UseRow:
    """How many claims came to which use, and what the extractor itself expects of them."""

    use: str
    claim_count: int
    mean_confidence: float


@dataclass(frozen=True, slots=True)
class RejectRow:
    """How many documents or articles went no further, and why."""

    reject_code: str
    row_count: int
    example: str


def stream(connection: duckdb.DuckDBPyConnection, query: str, kind: type[Row]) -> Iterator[Row]:
    """The rows of `queries/<query>.sql` in its order; several streams may be open at once.

    Raises:
        WarehouseMissing: The database lacks a table or a column: it was built by another version.
    """
    cursor = connection.cursor()
    try:
        cursor.execute(read_query(query))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseMissing(f"The database was built by another version ({str(error).splitlines()[0]}).") from error
    expected = [column.name for column in fields(kind)]  # type: ignore[arg-type]
    found = [column[0] for column in cursor.description or ()]
    if found != expected:
        raise WarehouseMissing(f"Query {query} gives {', '.join(found)}; the report expects {', '.join(expected)}.")
    while rows := cursor.fetchmany(FETCHED_ROWS):
        yield from (kind(*row) for row in rows)


def read_pairs(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    """A query of two columns as a dictionary, in its order."""
    return dict(connection.cursor().execute(read_query(query)).fetchall())


def read_query(query: str) -> str:
    """The text of `queries/<query>.sql`; a line `-- with: name` makes the rows of `queries/name.sql` known to it by that name."""
    text = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
    needed = _WITH.findall(text)
    steps = [f"{name} as ({(QUERIES / f'{name}.sql').read_text(encoding='utf-8')})" for name in needed]
    return f"with {', '.join(steps)}\n{text}" if steps else text
