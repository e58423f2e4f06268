"""The questions that the command line and the report ask of a published database, thin over its macros.

Belongs here: binding arguments and naming what comes back. Does not belong here: SQL that an analyst could not write.
"""

from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa

from pipelines.errors import UnknownName


def positions_on(
    connection: duckdb.DuckDBPyConnection,
    on: date,
    known: date | None = None,
    actor: str | None = None,
    issue: str | None = None,
    counterpart: str | None = None,
) -> pa.Table:
    """What stood on a day, with the quote of its first day; as it could be known on `known` where that is given.

    Args:
        connection: From `open_reader`.
        on: The day asked about.
        known: Only what could be known by the end of this day counts; None means everything in the database.
        actor: Code of a country or bloc; None means all.
        issue: Code of an issue; None means all.
        counterpart: Whom the position is toward; None means all, general positions included.
    """
    query = """
        select held.*, claims.quote, claims.speaker, articles.source
        from positions_on(?, known_on := ?, of_actor := ?, of_issue := ?) as held
        inner join claims on held.first_claim_id = claims.claim_id
        inner join articles on claims.article_id = articles.article_id
        where ?::varchar is null or held.counterpart = ?
        order by held.actor, held.issue, held.counterpart nulls first
    """
    return _table(connection, query, [on, known, actor, issue, counterpart, counterpart])


def changes(
    connection: duckdb.DuckDBPyConnection,
    from_day: date,
    to_day: date,
    actor: str | None = None,
    issue: str | None = None,
) -> pa.Table:
    """What moved from one day to another, both included, oldest first, with both quotes, speakers and sources."""
    query = """
        select *
        from changes_between(?, ?)
        where (?::varchar is null or actor = ?) and (?::varchar is null or issue = ?)
        order by changed_on, actor, issue, counterpart nulls first
    """
    return _table(connection, query, [from_day, to_day, actor, actor, issue, issue])


def explain_claim(connection: duckdb.DuckDBPyConnection, claim_id: str) -> pa.Table:
    """One claim down to its raw file, as one row.

    Raises:
        UnknownName: No claim has that id; suggests those that begin like it.
    """
    found = _table(connection, "select * from explain(?)", [claim_id])
    if not found.num_rows:
        near = connection.execute(
            "select claim_id from claims where starts_with(claim_id, ?) order by claim_id limit 3", [claim_id[:4]]
        ).fetchall()
        raise UnknownName("claim", claim_id, [row[0] for row in near])
    return found


def explain_position(connection: duckdb.DuckDBPyConnection, position_id: str) -> pa.Table:
    """The claims that a position rests on, in the order of their days, the contradicted ones of contested days too.

    Raises:
        UnknownName: No position has that id; suggests those that begin like it.
    """
    found = _table(connection, "select * from explain_position(?)", [position_id])
    if not found.num_rows:
        near = connection.execute(
            "select position_id from positions where starts_with(position_id, ?) order by position_id limit 3", [position_id[:4]]
        ).fetchall()
        raise UnknownName("position", position_id, [row[0] for row in near])
    return found


def _table(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[object]) -> pa.Table:
    return connection.sql(query, params=list(values)).to_arrow_table()
