"""Where the columns of the ledger come from, read out of its SQL."""

from assets.configuration import build_settings
from assets.lineage import Columns, Lineage
from pipelines.warehouse.models import Column, Kind, Model, load_models, load_nodes

SQL = build_settings(environment={}).sql


def toy(name: str, sql: str, columns: str = "", kind: Kind = Kind.TABLE) -> Model:
    """A model with nothing but a name, its columns and its SQL."""
    return Model(name, name, kind, (), (), (), tuple(Column(column, column) for column in columns.split()), (), (), (), sql)


def trace(sql: str) -> Columns:
    """Origins of the columns of a query over a kept table `kept (a, b, c)` and a step `step (x)` made of it."""
    nodes = [
        toy("kept", "select 1 as a, 2 as b, 3 as c", "a b c"),
        toy("step", "select a + b as x, c as y from kept", kind=Kind.STEP),
        toy("asked", sql),
    ]
    return Lineage(nodes).columns_of("asked")


def test_names_are_followed_through_every_kind_of_query() -> None:
    """Aliases, CTEs, steps, stars, unions by place and by name, subqueries, lambdas and structures lead to the kept columns."""
    a, b, c = (frozenset({("kept", name)}) for name in "abc")

    assert trace("with t as (select a as p from kept) select t.p, q.c as r from t cross join kept as q") == {"p": a, "r": c}
    assert trace("select x, y from step") == {"x": a | b, "y": c}
    assert trace("select * exclude (b), b as z from kept") == {"a": a, "c": c, "z": b}
    assert trace("select a as p from kept union all select c from kept") == {"p": a | c}
    assert trace("select a as p, b as q from kept union all by name select c as q, b as p from kept") == {"p": a | b, "q": b | c}
    assert trace("select (select max(k.b) from kept as k where k.a = o.a) as most from kept as o") == {"most": b}
    assert trace("select list_transform([a], lambda e: e + b) as l, {'s': c}.s as s from kept") == {"l": a | b, "s": c}
    assert trace("select case when a > 0 then b end as v, v + 1 as w from kept") == {"v": a | b, "w": a | b}


def test_what_orders_or_counts_rows_is_no_origin() -> None:
    """Partitions and orders of windows and aggregates choose rows; only what is computed with counts."""
    c = frozenset({("kept", "c")})

    assert trace("select lag(c) over (partition by a order by b) as before, count(*) as n from kept") == {"before": c, "n": frozenset()}
    assert trace("select first(c order by b) as f from kept where a > 1") == {"f": c}


def test_the_ledgers_columns_are_those_of_the_headers() -> None:
    """For every table of the ledger the columns found in the SQL are those its header declares, in order."""
    lineage = Lineage(load_nodes(SQL))

    for model in load_models(SQL):
        assert list(lineage.columns_of(model.name)) == [column.name for column in model.columns], model.name


def test_a_quote_is_followed_from_a_change_down_to_the_lake() -> None:
    """The words of a change come from claims, and those of a claim from the lake, through views, steps and joins."""
    lineage = Lineage(load_nodes(SQL))

    assert lineage.columns_of("position_changes")["to_quote"] == {("claims", "quote")}
    assert lineage.columns_of("claims")["quote"] == {("lake.claims", "quote")}
    assert {("duplicates", "kind"), ("thresholds", "min_confidence")} <= lineage.columns_of("claims")["use"]
    assert lineage.columns_of("positions")["act"] == {("stances", "act")}
