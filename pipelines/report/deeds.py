"""A page of measures on record, each beside what the same country had said of it, and went on to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pipelines.report.desk import Desk
from pipelines.report.rows import stream

PAGE = "deeds.html"


@dataclass(frozen=True, slots=True)
class DeedRow:
    """A measure and one of the nearest utterances about it; the columns of the words are null where nobody spoke."""

    measure_id: str
    actor: str
    counterpart: str | None
    issue: str
    act: str
    score: float
    in_force_on: date
    ended_on: date | None
    amount: float | None
    unit: str | None
    what: str
    source: str
    claimed_on: date | None
    days_before: int | None
    said_act: str | None
    said_score: float | None
    said_modality: str | None
    quote: str | None
    speaker: str | None
    article_id: str | None
    claim_id: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """A measure with the words that stand near it, in the order of their days."""

    measure: DeedRow
    words: Sequence[DeedRow]


def write_deeds(desk: Desk) -> None:
    """Write the page of what was said and what was done."""
    rows = stream(desk.connection, "deeds", DeedRow)
    deeds = [_deed(list(group)) for _, group in groupby(rows, key=lambda row: row.measure_id)]
    spoken = sum(bool(deed.words) for deed in deeds)

    def values_for(divisor: int) -> dict[str, Any]:
        return {"deeds": deeds[: -(-len(deeds) // divisor)], "deed_count": len(deeds), "spoken_count": spoken}

    desk.fit(PAGE, "deeds", values_for)


def _deed(rows: Sequence[DeedRow]) -> Deed:
    return Deed(rows[0], [row for row in rows if row.claim_id is not None])
