"""The ledger's own reference tables: every code known, every row with its example or source, no two rows at odds."""

from collections import Counter
from datetime import date

import pytest
from ledger_lake import REFERENCE

CODES = {row["code"] for row in REFERENCE.rows("countries")}


def test_sources_are_ranked_once() -> None:
    """No two rows match the same publisher, each has an example, and a kind has one authority."""
    rows = REFERENCE.rows("sources")

    assert [name for name, count in Counter(row["matches"].lower() for row in rows).items() if count > 1] == []
    assert all(row["example"] for row in rows)
    assert {(row["kind"], row["authority"]) for row in rows} == {
        ("official", "1"),
        ("wire", "2"),
        ("newspaper", "3"),
        ("broadcaster", "3"),
        ("newsletter", "4"),
        ("unlisted", "5"),
        ("aggregator", "6"),
    }


@pytest.mark.parametrize("bloc", sorted({row["bloc"] for row in REFERENCE.rows("bloc_members")}))
def test_memberships_are_dated_and_do_not_overlap(bloc: str) -> None:
    """A country is a member once at a time, its days run forward, and codes are known."""
    rows = [row for row in REFERENCE.rows("bloc_members") if row["bloc"] == bloc]
    ends: dict[str, date] = {}
    for row in sorted(rows, key=lambda row: row["joined_on"]):
        joined_on = date.fromisoformat(row["joined_on"])
        assert row["member"] in CODES and row["coded_as"] in CODES | {""} and row["source"]
        assert joined_on >= ends.get(row["member"], date.min)
        ends[row["member"]] = date.fromisoformat(row["left_on"]) if row["left_on"] else date.max
        assert joined_on < ends[row["member"]]


@pytest.mark.parametrize(
    ("bloc", "day", "count"),
    [
        ("EUU", "2003-01-01", 15),
        ("EUU", "2025-01-01", 27),
        ("EURO_AREA", "2024-01-01", 20),
        ("G7", "2025-01-01", 7),
        ("ASEAN", "2000-01-01", 10),
        ("G5", "1985-09-22", 5),
        ("OPEC", "2025-01-01", 12),
        ("OPEC", "2026-06-01", 11),
    ],
)
def test_the_number_of_members_is_the_one_on_record(bloc: str, day: str, count: int) -> None:
    """On days with a well-known number of members, the rows give that number."""
    members = [
        row for row in REFERENCE.rows("bloc_members") if row["bloc"] == bloc and row["joined_on"] <= day < (row["left_on"] or "9999")
    ]

    assert len(members) == count


def test_measures_are_sourced() -> None:
    """Every measure has a name of its own, a day in force and an official record."""
    rows = REFERENCE.rows("measures")

    assert len({row["measure_id"] for row in rows}) == len(rows)
    assert all(row["source"] and date.fromisoformat(row["in_force_on"]) for row in rows)


def test_a_changed_rate_is_a_measure_of_its_own() -> None:
    """A measure that another raised or cut ends on the day on which that one takes force, toward the same counterpart."""
    rows = REFERENCE.rows("measures")
    changed = [row for row in rows if "raised by" in row["source"] or "cut by" in row["source"]]

    assert changed
    for row in changed:
        assert any(
            row["ended_on"] == other["in_force_on"] and (row["actor"], row["counterpart"]) == (other["actor"], other["counterpart"])
            for other in rows
        )
