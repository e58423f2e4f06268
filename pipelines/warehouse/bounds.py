"""What each publisher sent last month, against two-sided bounds that are rows of data/reference/source_bounds.csv.

Belongs here: reading the bounds and comparing. Does not belong here: how a measure is counted, which is sql/bounds/source_months.sql.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipelines.errors import BadReference
from pipelines.reference import Reference

MEASURES = ("article_count", "silent_day_share", "reject_share", "other_language_share", "undated_share", "mean_word_count")
ANY_SOURCE = "*"


@dataclass(frozen=True, slots=True)
class Bound:
    """Lowest and highest value of a measure that needs no look."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure outside its bounds."""

    source: str
    month_on: date
    measure: str
    value: float
    bound: Bound

    def __str__(self) -> str:
        """One sentence for a person."""
        return (
            f"{self.source}, {self.month_on:%Y-%m}: {self.measure} is {self.value:g}, "
            f"expected between {self.bound.low:g} and {self.bound.high:g}."
        )


def load_bounds(reference: Reference) -> Mapping[tuple[str, str], Bound]:
    """Bounds by publisher and measure; the publisher `*` stands for every one that has no row of its own.

    Raises:
        BadReference: A row names an unknown measure, is no number, or has its low end above its high end.
    """
    bounds = {}
    for number, row in enumerate(reference.rows("source_bounds"), start=2):
        try:
            bound = Bound(float(row["low"]), float(row["high"]))
        except ValueError as error:
            raise BadReference(f"source_bounds.csv, line {number}: low and high are numbers.") from error
        if row["measure"] not in MEASURES or bound.low > bound.high:
            raise BadReference(f"source_bounds.csv, line {number}: {row['measure']} from {bound.low:g} to {bound.high:g} is no bound.")
        bounds[row["source"], row["measure"]] = bound
    return bounds


def find_breaches(connection: duckdb.DuckDBPyConnection, reference: Reference, sql: Path) -> Iterator[Breach]:
    """Measures of the last whole month that lie outside their bounds; a measure that has no value breaks none."""
    bounds = load_bounds(reference)
    query = (sql / "bounds" / "source_months.sql").read_text(encoding="utf-8")
    for source, month_on, measure, value in connection.execute(query).fetchall():
        bound = bounds.get((source, measure)) or bounds.get((ANY_SOURCE, measure))
        if bound and value is not None and not bound.low <= value <= bound.high:
            yield Breach(source, month_on, measure, value, bound)
