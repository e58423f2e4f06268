"""Two published databases side by side: which claims and positions moved, and whether the world or the reader moved them.

Belongs here: what a new extractor, new news or new rules changed. Does not belong here: building either database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import WarehouseMissing, WrongUse


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind, and what their columns are called."""

    names: Sequence[str]
    rows: Sequence[tuple[Any, ...]]

    def column(self, name: str) -> list[Any]:
        """The values of a column, in the order of the rows."""
        at = self.names.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, row by row; both tables are empty where the two databases say the same."""

    claims: Rows  # columns as in sql/diff/claims.sql
    positions: Rows  # columns as in sql/diff/positions.sql

    def counts(self) -> dict[str, int]:
        """How many rows of each kind, e.g. `claims gained by extractor`."""
        found: dict[str, int] = {}
        for name, rows in (("claims", self.claims), ("positions", self.positions)):
            for change, cause in zip(rows.column("change"), rows.column("cause"), strict=True):
                key = f"{name} {change} by {cause}"
                found[key] = found.get(key, 0) + 1
        return dict(sorted(found.items()))


def compare_databases(old: Path, new: Path, sql: Path) -> Difference:
    """Compare two published databases.

    A claim whose article is in both databases has moved with the extractor, unless only its use changed, or the day from which it is
    corrected: then a copy or a correction came (news), or a threshold decided (rules). One whose article is in one of them came or went
    with the news. A position takes its cause from the claims of its actor, issue and counterpart, as either database reads them; where
    none of them differs, a rule moved it.

    Raises:
        WrongUse: Both paths name the same file.
        WarehouseMissing: One of the two is not there or was written by another version.
    """
    for path in (old, new):
        if not path.is_file():
            raise WarehouseMissing(f"There is no database at {path.name}.")
    if old.resolve() == new.resolve():
        raise WrongUse(f"{old.name} is compared with itself; name two databases.")
    with duckdb.connect() as connection:
        for name, path in (("old", old), ("new", new)):
            _attach(connection, name, path)
        connection.execute(f"create table claim_differences as {_query(sql, 'claims')}")
        return Difference(_ask(connection, "from claim_differences"), _ask(connection, _query(sql, "positions")))


def _attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    try:
        connection.execute(f"attach $path as {name} (read_only)", {"path": str(path)})
        connection.execute(f"select claim_count from {name}.build")  # noqa: S608
    except (duckdb.IOException, duckdb.SerializationException, duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseMissing(f"{path.name} cannot be compared: {str(error).splitlines()[0]}") from error


def _ask(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    found = connection.execute(query)
    return Rows([column[0] for column in found.description or ()], found.fetchall())


def _query(sql: Path, name: str) -> str:
    return (sql / "diff" / f"{name}.sql").read_text(encoding="utf-8")
