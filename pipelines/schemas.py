"""The Arrow schema of every lake table, derived from the records so that no column is described twice."""

import types
from collections.abc import Iterable, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from pipelines.records import Article, Claim, Document, RawFile

SCHEMA_VERSION = 1

RECORDS: dict[str, type] = {"files": RawFile, "documents": Document, "articles": Article, "claims": Claim}

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.large_binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class ColumnDoc:
    """One line of the data dictionary."""

    table: str
    name: str
    type: str
    is_nullable: bool
    description: str
    unit: str | None


@cache
def schema_of(table: str) -> pa.Schema:
    """The Arrow schema of a lake table, descriptions and units in the field metadata.

    Raises:
        KeyError: No lake table has that name.
    """
    return pa.schema(_arrow_fields(RECORDS[table]))


def to_table(table: str, records: Sequence[Any]) -> pa.Table:
    """Records of one table as an Arrow table, column by column (10 times faster than row by row)."""
    schema = schema_of(table)
    columns = [pa.array([_plain(getattr(record, name)) for record in records], schema.field(name).type) for name in schema.names]
    return pa.Table.from_arrays(columns, schema=schema)


def from_table(table: str, data: pa.Table) -> Iterable[Any]:
    """The records of an Arrow table, in its order."""
    kind = RECORDS[table]
    hints = _hints(kind)
    names = [f.name for f in fields(kind)]
    columns = [data.column(name).to_pylist() for name in names]
    for values in zip(*columns, strict=True):
        yield kind(**{name: _revive(hints[name], value) for name, value in zip(names, values, strict=True)})


def dictionary() -> list[ColumnDoc]:
    """Every column of every lake table, in order, for the data dictionary and the checks."""
    return [
        ColumnDoc(
            table,
            f.name,
            str(schema_of(table).field(f.name).type),
            schema_of(table).field(f.name).nullable,
            f.metadata["description"],
            f.metadata["unit"],
        )
        for table, kind in RECORDS.items()
        for f in fields(kind)
    ]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _arrow_fields(kind: type) -> list[pa.Field]:
    hints = _hints(kind)
    return [_arrow_field(f, hints[f.name]) for f in fields(kind)]


def _arrow_field(described: "Field[Any]", hint: Any) -> pa.Field:
    inner, is_nullable = _unwrap(hint)
    metadata = {"description": described.metadata["description"]}
    if described.metadata["unit"]:
        metadata["unit"] = described.metadata["unit"]
    return pa.field(described.name, _arrow_type(inner), nullable=is_nullable, metadata=metadata)


def _unwrap(hint: Any) -> tuple[Any, bool]:
    """The hint without `| None`, and whether it had it."""
    if get_origin(hint) is types.UnionType:
        kept = [arg for arg in get_args(hint) if arg is not type(None)]
        return kept[0], len(kept) < len(get_args(hint))
    return hint, False


def _arrow_type(hint: Any) -> pa.DataType:
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct([pa.field(f.name, f.type) for f in _arrow_fields(hint)])  # type: ignore[arg-type]
    if issubclass(hint, StrEnum):
        return pa.string()
    return _SCALARS[hint]


def _plain(value: Any) -> Any:
    """A value as Arrow takes it: records become dicts."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _revive(hint: Any, value: Any) -> Any:
    inner, _ = _unwrap(hint)
    if value is None:
        return None
    if get_origin(inner) is tuple:
        return tuple(_revive(get_args(inner)[0], item) for item in value)
    if is_dataclass(inner):
        hints = _hints(inner)  # type: ignore[arg-type]
        return inner(**{name: _revive(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return inner(value)
    return value
