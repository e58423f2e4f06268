"""What the models read: lake parts, reference rows and the facts of the run, as relations of a catalog named `input`.

Belongs here: making files into relations, and refusing those that are not ours. Does not belong here: any decision about rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import BadReference, CorruptPart, LakeError
from pipelines.lake import SCHEMA_KEY
from pipelines.reference import Reference
from pipelines.schemas import RECORDS, SCHEMA_VERSION, schema_of
from pipelines.warehouse.thresholds import Thresholds

REFERENCE_TABLES = ("acts", "bloc_members", "countries", "currencies", "issues", "measures", "offices", "sources")
_NEVER_EMPTY = ("acts", "countries", "issues", "sources")  # the others may have no row: no measure, no membership is known

_TYPES = {int: "bigint", float: "double"}
_RUN = """
    create table input.run as
    select cast(? as date) as built_on, cast(? as map(varchar, varchar)) as versions, cast(? as map(varchar, bigint)) as parts
"""

Parts = Mapping[str, Sequence[Path]]


@dataclass(frozen=True, slots=True)
class Run:
    """What a build is told: its day, what made it, and the thresholds that hold."""

    built_on: date
    versions: Mapping[str, str]
    thresholds: Thresholds
    claims_before: int = 0  # in the database that this one replaces


def check_parts(parts: Parts) -> None:
    """Refuse a lake that holds nothing, and any part that is not whole or not of our schema.

    Raises:
        LakeError: There is no part at all.
        CorruptPart: A part does not open, or another version wrote it, or it has other columns; names the file.
    """
    if not any(parts.get(table) for table in RECORDS):
        raise LakeError("The lake holds no part, so there is nothing to publish. Import and clean some files first.")
    for table in RECORDS:
        expected = schema_of(table)
        for path in parts.get(table, ()):
            _check_part(path, expected)


def find_broken(parts: Parts) -> Path | None:
    """The first part whose pages cannot be read, though its footer can; reads the lake whole, so it is for a build that has failed."""
    for path in (path for table in RECORDS for path in parts.get(table, ())):
        try:
            pq.read_table(path, partitioning=None)
        except (pa.ArrowException, OSError):
            return path
    return None


def attach_inputs(connection: duckdb.DuckDBPyConnection, parts: Parts, reference: Reference, run: Run) -> None:
    """Attach the catalog `input` with one relation for each lake table and reference table, and the facts of the run."""
    connection.execute("attach ':memory:' as input")
    for table in RECORDS:
        _attach_table(connection, table, parts.get(table, ()))
    attach_facts(connection, reference, run, {table: len(parts.get(table, ())) for table in RECORDS})


def attach_facts(connection: duckdb.DuckDBPyConnection, reference: Reference, run: Run, part_counts: Mapping[str, int]) -> None:
    """Add the reference tables, `thresholds`, `run` and `previous` to the catalog `input`.

    Raises:
        BadReference: A reference table has no header, or has no row though no claim can be placed without one.
    """
    for name in REFERENCE_TABLES:
        _keep_rows(connection, name, reference)
    thresholds = asdict(run.thresholds)
    listed = ", ".join(f"cast(? as {_TYPES[type(value)]}) as {name}" for name, value in thresholds.items())
    connection.execute(f"create table input.thresholds as select {listed}", [*thresholds.values()])
    connection.execute("create table input.previous as select cast(? as bigint) as claim_count", [run.claims_before])
    connection.execute(_RUN, [run.built_on, dict(sorted(run.versions.items())), dict(sorted(part_counts.items()))])


def keep_input(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Put an Arrow table into the catalog `input`."""
    connection.register("arriving", rows)
    connection.execute(f"create table input.{name} as select * from arriving")  # noqa: S608
    connection.unregister("arriving")


def told_place(part: Path) -> str:
    """A part as messages name it: below the data folder, whose own place is nobody's business."""
    return "/".join(("lake", *part.parts[-3:]))


def quoted(text: str) -> str:
    """The text as a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _check_part(path: Path, expected: pa.Schema) -> None:
    try:
        found = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise CorruptPart(f"{told_place(path)} is not a whole Parquet file.") from error
    version = (found.metadata or {}).get(SCHEMA_KEY, b"?").decode()
    if version != str(SCHEMA_VERSION):
        raise CorruptPart(f"{told_place(path)} is of schema {version}, not {SCHEMA_VERSION}.")
    if found.remove_metadata() != expected.remove_metadata():
        ours, theirs = set(expected.names), set(found.names)
        missing, strange = sorted(ours - theirs), sorted(theirs - ours)
        retyped = sorted(name for name in ours & theirs if found.field(name).type != expected.field(name).type)
        told = [f"{what} {', '.join(names)}" for what, names in (("lacks", missing), ("adds", strange), ("retypes", retyped)) if names]
        if told:
            raise CorruptPart(f"{told_place(path)} is of another schema: it {'; '.join(told)}.")


def _attach_table(connection: duckdb.DuckDBPyConnection, table: str, paths: Sequence[Path]) -> None:
    columns = ", ".join(schema_of(table).names)
    if not paths:
        keep_input(connection, table, schema_of(table).empty_table())
        return
    listed = ", ".join(quoted(str(path)) for path in paths)
    connection.execute(f"create view input.{table} as select {columns} from read_parquet([{listed}], hive_partitioning = false)")  # noqa: S608


def _keep_rows(connection: duckdb.DuckDBPyConnection, name: str, reference: Reference) -> None:
    """Put reference rows into the catalog `input` as text, where an empty cell is null."""
    rows, columns = reference.rows(name), reference.columns(name)
    if not columns or (not rows and name in _NEVER_EMPTY):
        what = "row below its header, and without one no claim can be placed" if columns else "header line"
        raise BadReference(f"Reference table {name}.csv has no {what}.")
    cells = [[row[column] or None for row in rows] for column in columns]
    listed = ", ".join(f'unnest(cast(? as varchar[])) as "{column}"' for column in columns)
    connection.execute(f"create table input.{name} as select {listed}", cells)  # lists, since Arrow loads pandas to make columns of them
