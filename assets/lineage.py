"""Column lineage of the ledger, read out of its SQL: which columns of other tables go into each column.

Belongs here: following names through selects, joins, unions, steps and macros in the syntax tree that DuckDB itself makes. Does not
belong here: what Dagster shows of it (see `assets.columns`). Conditions and orders decide which rows there are, not what is in them, and
are left out; what stands in a `case` decides the value and counts.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipelines.schemas import RECORDS, schema_of
from pipelines.warehouse.models import Kind, Macro, Model

Origin = tuple[str, str]  # table and column; tables of the lake are `lake.documents` …
Columns = Mapping[str, frozenset[Origin]]
Node = dict[str, Any]

NOTHING: frozenset[Origin] = frozenset()
_ORDERING = {"partitions", "orders", "order_bys", "filter"}  # of a window or an aggregate


@dataclass(frozen=True, slots=True)
class Source:
    """Something in a FROM clause, and where each of its columns comes from."""

    name: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean at one place of a query."""

    sources: tuple[Source, ...] = ()
    made: Mapping[str, frozenset[Origin]] = field(default_factory=dict)  # columns further left in the same select
    outer: "Scope | None" = None

    def find(self, path: Sequence[str]) -> frozenset[Origin]:
        """Origins of a column as written: `table.column`, `column`, a field of either, or a whole row."""
        for source in self.sources:
            if path[0] == source.name:
                wanted = source.columns.get(path[1], NOTHING) if len(path) > 1 else frozenset().union(*source.columns.values())
                return frozenset(wanted)
        for source in self.sources:
            if path[0] in source.columns:
                return source.columns[path[0]]
        if path[0] in self.made:
            return self.made[path[0]]
        return self.outer.find(path) if self.outer else NOTHING


class Lineage:
    """Where the columns of every table of the ledger come from."""

    def __init__(self, nodes: Sequence[Model | Macro]) -> None:
        """Take the models and macros; their SQL is parsed when one is asked for."""
        self._nodes = {node.name: node for node in nodes}
        self._parsed: dict[str, Columns] = {}
        self._connection = duckdb.connect()

    def columns_of(self, name: str) -> Columns:
        """Origins of each column of a model, step or macro, in tables that are kept."""
        if name not in self._parsed:
            text = self._connection.execute("select json_serialize_sql($1)", [self._nodes[name].sql]).fetchone()
            parsed = json.loads(text[0]) if text else {}
            self._parsed[name] = self._query(parsed["statements"][0]["node"], {}, None)
        return self._parsed[name]

    def _query(self, node: Node, known: Mapping[str, Columns], outer: Scope | None) -> Columns:
        for entry in (node.get("cte_map") or {}).get("map", []):
            known = {**known, entry["key"]: self._query(entry["value"]["query_node"], known, outer)}
        if node["type"] == "SELECT_NODE":
            return self._select(node, known, outer)
        if node["type"] == "RECURSIVE_CTE_NODE":
            first = self._query(node["left"], known, outer)
            return _merge([first, self._query(node["right"], {**known, node["cte_name"]: first}, outer)], by_name=False)
        if node["type"] == "SET_OPERATION_NODE":
            parts = [self._query(child, known, outer) for child in node["children"]]
            return _merge(parts, by_name="BY_NAME" in node["setop_type"])
        return {}

    def _select(self, node: Node, known: Mapping[str, Columns], outer: Scope | None) -> Columns:
        sources = tuple(self._sources(node["from_table"], known, outer))
        made: dict[str, frozenset[Origin]] = {}
        for expression in node["select_list"]:
            if expression["type"] == "STAR":
                made.update(_spread(expression, sources))
            else:
                made[_name_of(expression)] = self._origins(expression, Scope(sources, dict(made), outer), known)
        return made

    def _sources(self, table: Node, known: Mapping[str, Columns], outer: Scope | None) -> Iterator[Source]:
        kind = table["type"]
        if kind == "JOIN":
            yield from self._sources(table["left"], known, outer)
            yield from self._sources(table["right"], known, outer)
        elif kind == "BASE_TABLE":
            path = table["qualified_name"]["path"]
            yield Source(table["alias"] or path[-1], known[path[0]] if path[0] in known else self._table(path))
        elif kind == "TABLE_FUNCTION":
            name = table["function"]["function_name"]
            yield Source(table["alias"] or name, self.columns_of(name) if name in self._nodes else {})
        elif kind == "SUBQUERY":
            yield Source(table["alias"], self._query(table["subquery"]["node"], known, outer))

    def _table(self, path: Sequence[str]) -> Columns:
        """A table that is kept is its own origin; a step is looked through; reference rows have none in the lake."""
        name = path[-1]
        if path[0] == "input":
            lake = schema_of(name).names if name in RECORDS else []
            return {column: frozenset({(f"lake.{name}", column)}) for column in lake}
        node = self._nodes.get(name)
        if isinstance(node, Model) and node.kind is not Kind.STEP:
            return {column.name: frozenset({(name, column.name)}) for column in node.columns}
        return self.columns_of(name) if node else {}

    def _origins(self, part: Any, scope: Scope, known: Mapping[str, Columns]) -> frozenset[Origin]:
        """Origins of everything that an expression computes with."""
        if isinstance(part, list):
            return frozenset().union(*(self._origins(item, scope, known) for item in part))
        if not isinstance(part, dict):
            return NOTHING
        if part.get("type") == "COLUMN_REF":
            return scope.find(part["column_names"])
        if part.get("type") == "SUBQUERY":
            inner = self._query(part["subquery"]["node"], known, scope)
            return frozenset().union(*inner.values(), self._origins(part.get("child"), scope, known))
        return frozenset().union(*(self._origins(value, scope, known) for key, value in part.items() if key not in _ORDERING))


def _spread(star: Node, sources: Sequence[Source]) -> Columns:
    """The columns of `*` or `table.*`, without those it excludes."""
    excluded = {item if isinstance(item, str) else item["column"] for item in star.get("exclude_list") or []}
    wanted = [source for source in sources if star["relation_name"] in ("", source.name)]
    return {name: origins for source in wanted for name, origins in source.columns.items() if name not in excluded}


def _name_of(expression: Node) -> str:
    """What a column of a select is called: its alias, or the last part of the column it is."""
    return str(expression["alias"] or (expression.get("column_names") or [""])[-1])


def _merge(parts: Sequence[Columns], by_name: bool) -> Columns:
    """The columns of a union: joined by name, or each with the one at its place, under the names of the first part."""
    names = list(parts[0])
    merged = {name: set(origins) for name, origins in parts[0].items()}
    for part in parts[1:]:
        for place, (name, origins) in enumerate(part.items()):
            merged.setdefault(name if by_name else names[min(place, len(names) - 1)], set()).update(origins)
    return {name: frozenset(origins) for name, origins in merged.items()}
