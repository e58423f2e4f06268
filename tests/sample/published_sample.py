"""Questions that the sample's tests put to a published database."""

from datetime import date
from typing import Any

import duckdb
from sample_corpus import Place, Row, Sample, place

FOUNDING = ("JPN", "reserves", "USA")


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, *parameters: object) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    answer = connection.execute(query, list(parameters))
    names = [column[0] for column in answer.description]
    return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]


def articles_by_place(connection: duckdb.DuckDBPyConnection) -> dict[Place, dict[str, Any]]:
    """Accepted articles by path, member and story, each written as in the expected tables."""
    query = "select path, member, story, article_id, text, published_on, published_basis from articles where reject_code is null"
    return {(row["path"], row["member"] or "", str(row["story"])): row for row in rows_of(connection, query)}


def first_landed(sample: Sample) -> list[Row]:
    """Expected articles without those whose very bytes had landed before."""
    seen: set[bytes] = set()
    kept = []
    for row in sample.rows("dates"):
        data = (sample.raw / row["path"]).read_bytes() + place(row)[1].encode() + b"#" + place(row)[2].encode()
        if data not in seen:
            kept.append(row)
        seen.add(data)
    return kept


def position_on(connection: duckdb.DuckDBPyConnection, row: Row) -> tuple[str, str]:
    """Act and modality that stand for the key and the two days of an expected row; ("none", "") where nothing does."""
    known_on = date.fromisoformat(row["known_on"]) if row["known_on"] else None
    query = """
        select act, modality from positions_on(?::date, known_on := ?::date)
        where actor = ? and issue = ? and coalesce(counterpart, '') = ?
    """
    found = rows_of(connection, query, date.fromisoformat(row["day"]), known_on, row["actor"], row["issue"], row["counterpart"])
    assert len(found) <= 1, f"Two positions at once: {row}"
    return (found[0]["act"], found[0]["modality"]) if found else ("none", "")


def key_of(row: Row) -> tuple[str, str, str]:
    """Actor, issue and counterpart of an expected position or change."""
    return row["actor"], row["issue"], row["counterpart"]


def changes_of(connection: duckdb.DuckDBPyConnection, key: tuple[str, str, str]) -> list[tuple[str, str, str, date]]:
    """Act left, act taken, kind of change and its first day, in order, for an actor, issue and counterpart ("" where general)."""
    query = """
        select from_act, to_act, change, changed_on from position_changes
        where actor = ? and issue = ? and coalesce(counterpart, '') = ? order by changed_on
    """
    return [(row["from_act"], row["to_act"], row["change"], row["changed_on"]) for row in rows_of(connection, query, *key)]


def change_of(row: Row) -> tuple[str, str, str, date]:
    """An expected change as `changes_of` gives it."""
    return row["from_act"], row["to_act"], row["change"], date.fromisoformat(row["on"])
