"""What Dagster shows of tables: the type and meaning of every column, where it comes from, how many rows there are, what changed.

Belongs here: metadata in Dagster's words. Does not belong here: finding lineage out (see `assets.lineage`).
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import dagster as dg
import duckdb

from assets.commands.formats import write_markdown
from assets.lineage import Columns, Lineage, Origin
from pipelines.lake import Lake
from pipelines.schemas import dictionary
from pipelines.warehouse.models import Column, Macro, Model

Metadata = dict[str, dg.TableSchema | dg.TableColumnLineage | dg.MetadataValue[Any] | int]

# A column that a stage does not carry over under its own name it reads out of these columns of the table before.
READ_OUT_OF: dict[str, tuple[str, tuple[str, ...]]] = {
    "articles": ("documents", ("payload", "media_type", "sidecar")),
    "claims": ("articles", ("text",)),
}
_MOVED = """
select
    changed_on, actor, counterpart as toward, issue, change, from_act as was, to_act as is, to_quote as words, to_source as source
from position_changes
order by changed_on desc, actor, issue, counterpart
limit 12
"""
_NEWEST = """
select valid_from as since, actor, counterpart as toward, issue, act, modality, source_count as sources
from positions
where valid_to is null
order by valid_from desc, actor, issue, counterpart
limit 12
"""
_REFUSED = """
select reject_code as code, count(*) as count, min(path) as example
from rejects
group by all
order by count desc, code
"""
_USES = """
select use, count(*) as count, round(avg(confidence), 2) as confidence
from claims
group by all
order by count desc, use
"""
PREVIEWS = {
    "position_changes": ("what_moved_last", _MOVED),
    "positions": ("newest_positions", _NEWEST),
    "rejects": ("what_was_refused", _REFUSED),
    "claims": ("what_became_of_them", _USES),
}


def ledger_key(name: str) -> dg.AssetKey:
    """Tables of the ledger live beside those of the lake, some under the same name."""
    return dg.AssetKey(["ledger", name])


def describe_lake_table(table: str) -> Metadata:
    """Columns of a lake table with their lineage, as its record declares them."""
    columns = [
        dg.TableColumn(
            column.name,
            column.type.split("<")[0],
            f"{column.description} ({column.unit})" if column.unit else column.description,
            dg.TableColumnConstraints(nullable=column.is_nullable),
        )
        for column in dictionary()
        if column.table == table
    ]
    metadata: Metadata = {"dagster/column_schema": dg.TableSchema(columns=columns)}
    if table in READ_OUT_OF:
        before, read = READ_OUT_OF[table]
        carried = {column.name for column in dictionary() if column.table == before}
        origins = {
            column.name: [(f"lake.{before}", name) for name in ((column.name,) if column.name in carried else read)] for column in columns
        }
        metadata["dagster/column_lineage"] = _as_lineage(origins)
    return metadata


def count_lake_rows(lake: Lake, table: str) -> Metadata:
    """How many rows the table has in all, for Dagster's plot."""
    infos = (lake.info(table, part) for part in lake.parts(table))
    return {"dagster/row_count": sum(info.rows for info in infos if info)}


def declare_columns(columns: Iterable[Column]) -> dg.TableSchema:
    """The columns of a model before anything was built: names and meanings from its header."""
    return dg.TableSchema(columns=[dg.TableColumn(column.name, description=column.comment) for column in columns])


def describe_published(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model], nodes: Sequence[Model | Macro]
) -> Mapping[str, Metadata]:
    """Columns with types and lineage, row count, and a look at the rows, of tables of the published database, by table."""
    columns, counts = _columns_by_table(connection), _counts_by_table(connection, models)
    described: dict[str, Metadata] = {}
    for model in models:
        metadata: Metadata = {
            "dagster/column_schema": dg.TableSchema(columns=columns.get(model.name, [])),
            "dagster/column_lineage": _as_lineage(_lineage(tuple(nodes)).columns_of(model.name)),
            "dagster/row_count": counts[model.name],
        }
        if model.name in PREVIEWS:
            name, query = PREVIEWS[model.name]
            metadata[name] = dg.MetadataValue.md(_as_markdown(connection.execute(query)))
        described[model.name] = metadata
    return described


def _columns_by_table(connection: duckdb.DuckDBPyConnection) -> Mapping[str, list[dg.TableColumn]]:
    """Asked once for all tables, for DuckDB goes through its whole catalog each time."""
    columns: dict[str, list[dg.TableColumn]] = {}
    found = connection.execute(
        "select table_name, column_name, data_type, comment, is_nullable from duckdb_columns() order by table_name, column_index"
    )
    for table, name, kind, comment, is_nullable in found.fetchall():
        columns.setdefault(table, []).append(dg.TableColumn(name, kind, comment, dg.TableColumnConstraints(nullable=is_nullable)))
    return columns


def _counts_by_table(connection: duckdb.DuckDBPyConnection, models: Sequence[Model]) -> Mapping[str, int]:
    counts = " union all ".join(f"select '{model.name}', count(*) from \"{model.name}\"" for model in models)  # noqa: S608 - names of ours
    return dict(connection.execute(counts).fetchall())


def _as_markdown(found: duckdb.DuckDBPyConnection) -> str:
    rows, stream = found.fetchall(), io.StringIO()
    write_markdown([column[0] for column in found.description or ()], rows, stream)
    return stream.getvalue() if rows else "Nothing yet."


@cache
def _lineage(nodes: tuple[Model | Macro, ...]) -> Lineage:
    return Lineage(nodes)


def _as_lineage(columns: Columns | Mapping[str, Sequence[Origin]]) -> dg.TableColumnLineage:
    return dg.TableColumnLineage(
        {
            name: [dg.TableColumnDep(_key(table), column) for table, column in sorted(origins)]
            for name, origins in columns.items()
            if origins
        }
    )


def _key(table: str) -> dg.AssetKey:
    return dg.AssetKey(table.removeprefix("lake.")) if table.startswith("lake.") else ledger_key(table)
