"""A page for each pair of countries: what they hold toward each other, issue by issue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pipelines.report.desk import Desk, merge_groups
from pipelines.report.pictures import timeline_of
from pipelines.report.rows import ClaimRow, PositionRow, stream

SECTION_MARKS = 36
SECTION_CLAIMS = 6


@dataclass(frozen=True, slots=True)
class Section:
    """One issue between the two."""

    issue: str
    claim_count: int
    picture: str
    standing: Sequence[PositionRow]
    newest: Sequence[ClaimRow]
    actors: Sequence[str]  # those of the two who hold something


def write_pairs(desk: Desk) -> None:
    """Write the page of every pair with dated claims toward each other."""
    claims = stream(desk.connection, "claims_by_pair", ClaimRow)
    positions = stream(desk.connection, "positions_by_pair", PositionRow)
    merged = merge_groups(claims, positions, _claim_key, _position_key)
    for done, ((one, other), groups) in enumerate(groupby(merged, key=lambda group: (group[0][0], group[0][1])), start=1):
        page = desk.address.pair(one, other)
        sections = [_section(desk, page, key[2], held, places) for key, held, places in groups]
        sections.sort(key=lambda section: (-section.claim_count, section.issue))
        _write_pair(desk, one, other, sections)
        desk.progress("pairs", done, len(desk.pairs))


def _write_pair(desk: Desk, one: str, other: str, sections: Sequence[Section]) -> None:
    claim_count = sum(section.claim_count for section in sections)

    def values_for(divisor: int) -> dict[str, Any]:
        return {"one": one, "other": other, "claim_count": claim_count, "sections": _with_fewer_pictures(sections, divisor)}

    desk.fit(desk.address.pair(one, other), "pair", values_for)


def _section(desk: Desk, page: str, issue: str, claims: Sequence[ClaimRow], positions: Sequence[PositionRow]) -> Section:
    title = f"Score over time on {issue.replace('_', ' ')}, one line a side"
    shown = timeline_of(desk.scene(page, "actor"), title, claims, positions, SECTION_MARKS)
    picture = desk.plotter.timeline(shown) if shown else ""
    standing = [position for position in positions if position.valid_to is None]
    return Section(issue, len(claims), picture, standing, claims[:SECTION_CLAIMS], sorted({claim.actor for claim in claims}))


def _with_fewer_pictures(sections: Sequence[Section], divisor: int) -> list[Section]:
    """All sections; only the first, busiest ones keep their picture."""
    pictured = len(sections) // divisor or 1
    return [section if at < pictured else replace(section, picture="") for at, section in enumerate(sections)]


def _claim_key(claim: ClaimRow) -> tuple[str, str, str]:
    one, other = sorted((claim.actor, claim.counterparts[0]))
    return one, other, claim.issue


def _position_key(position: PositionRow) -> tuple[str, str, str]:
    one, other = sorted((position.actor, position.counterpart or ""))
    return one, other, position.issue
