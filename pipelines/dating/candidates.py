"""A date found on a page, and the places where one can stand in the order in which they are believed.

Belongs here: the record that collectors make and the ranking reads. Does not belong here: collecting and ranking.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipelines.records import PublishedBasis


class Place(StrEnum):
    """Where a date stood, best first."""

    SIDECAR = "sidecar"
    HEADER = "header"
    JSON_LD = "json-ld"
    META = "meta"
    TIME = "time"
    BYLINE = "byline"
    URL = "url"
    SCRIPT = "script"
    DATELINE = "dateline"
    PROSE = "prose"
    FURNITURE = "furniture"


RANK: dict[Place, int] = {place: number for number, place in enumerate(Place)}
SURE_META = 3  # weight of a meta tag whose name says "published"
NEVER = frozenset({Place.PROSE, Place.FURNITURE})
POINTED_AT = frozenset({Place.JSON_LD, Place.META, Place.TIME, Place.BYLINE})  # a reader must be able to go to the words of these

BASIS: dict[Place, PublishedBasis] = dict.fromkeys(Place, PublishedBasis.STRUCTURED) | {
    Place.SIDECAR: PublishedBasis.SIDECAR,
    Place.HEADER: PublishedBasis.HEADER,
    Place.DATELINE: PublishedBasis.DATELINE,
}


class Role(StrEnum):
    """What the place says of its date."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    OTHER = "other"  # an event, a video, another page


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date as found. `options` are the days the words can mean: none where impossible, several where ambiguous.

    `offset` counts code points of the decoded document and is None for a sidecar or a header.
    `kind` is the same for dates of one list. `is_utc` marks a stamp in Greenwich time, whose day can differ from the source's own.
    `is_near` marks a place where bylines stand, next to headline or first words.
    `weight` orders candidates of one place, higher first. `problem` is a reason, known to the collector, why it cannot win.
    """

    text: str
    options: tuple[date, ...]
    place: Place
    offset: int | None
    role: Role = Role.PUBLISHED
    weight: int = 0
    problem: str | None = None
    kind: str = ""
    is_utc: bool = False
    is_near: bool = False
