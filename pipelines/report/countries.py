"""A page for each country, and pages for each of its tracks: everything it holds on one issue, position by position."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipelines.report.addresses import root_of
from pipelines.report.changes import Recent
from pipelines.report.desk import Desk, merge_groups
from pipelines.report.pictures import timeline_of
from pipelines.report.rows import ClaimRow, PositionRow, stream
from pipelines.report.words import say_code

COUNTRY_MARKS = 36
TRACK_MARKS = 200
COUNTRY_CLAIMS = 4
STANDING_ROWS = 120
TRACK_CLAIMS = 160  # claims on one page of a track


@dataclass(frozen=True, slots=True)
class Track:
    """Everything an actor holds on an issue."""

    actor: str
    issue: str
    claims: Sequence[ClaimRow]
    positions: Sequence[PositionRow]


@dataclass(frozen=True, slots=True)
class TrackSummary:
    """What a country's page shows of one issue."""

    issue: str
    claim_count: int
    picture: str
    newest: Sequence[ClaimRow]


@dataclass(frozen=True, slots=True)
class Group:
    """A position with claims under it, or the claims that moved none."""

    position: PositionRow | None
    claims: Sequence[ClaimRow]
    is_continued: bool = False


def write_countries(desk: Desk, recent: Recent) -> None:
    """Write the pages of every actor and of its tracks."""
    claims = stream(desk.connection, "claims_by_track", ClaimRow)
    positions = stream(desk.connection, "positions_by_track", PositionRow)
    tracks: list[TrackSummary] = []
    standing: list[PositionRow] = []
    current: str | None = None
    done = 0
    for (actor, issue), held, places in merge_groups(claims, positions, lambda c: (c.actor, c.issue), lambda p: (p.actor, p.issue)):
        if current is not None and actor != current:
            _write_country(desk, current, tracks, standing, recent)
            desk.progress("countries", done := done + 1, len(desk.actors))
            tracks, standing = [], []
        current = actor
        tracks.append(_write_track(desk, Track(actor, issue, held, places)))
        standing += [position for position in places if position.valid_to is None]
    if current is not None:
        _write_country(desk, current, tracks, standing, recent)
        desk.progress("countries", done + 1, len(desk.actors))


def group_claims(claims: Sequence[ClaimRow], positions: Sequence[PositionRow]) -> list[Group]:
    """Claims under the positions in whose time they fall, positions newest first; then those that move none.

    A claim toward two counterparts stands under a position of each. One in whose place a correction speaks moves none any more.
    """
    by_counterpart: dict[str | None, list[PositionRow]] = defaultdict(list)
    for position in sorted(positions, key=lambda position: position.valid_from):
        by_counterpart[position.counterpart].append(position)
    under: dict[str, list[ClaimRow]] = defaultdict(list)
    beside: list[ClaimRow] = []
    for claim in claims:
        speaks = claim.use == "utterance" and claim.known_to is None
        found = [p for p in _positions_of(claim, by_counterpart) if p is not None] if speaks else []
        for position in found:
            under[position.position_id].append(claim)
        if not found:
            beside.append(claim)
    groups = [Group(position, under[position.position_id]) for position in positions]
    return [*groups, Group(None, beside)] if beside else groups


def paginate(groups: Sequence[Group], limit: int) -> list[list[Group]]:
    """Groups cut into pages of at most `limit` claims and positions together; a group that is cut goes on on the next page."""
    pages: list[list[Group]] = [[]]
    room = limit
    for group in groups:
        left = list(group.claims)
        is_continued = False
        while True:
            if room < 2:
                pages.append([])
                room = limit
            pages[-1].append(Group(group.position, left[: room - 1], is_continued))
            taken = len(left[: room - 1])
            left, room, is_continued = left[taken:], room - taken - 1, True
            if not left:
                break
    return pages


def _positions_of(claim: ClaimRow, by_counterpart: dict[str | None, list[PositionRow]]) -> Iterator[PositionRow | None]:
    on = claim.claimed_on or date.min
    counterparts: list[str | None] = [*claim.counterparts] or [None]
    for counterpart in counterparts:
        held = by_counterpart.get(counterpart, [])
        at = bisect_right(held, on, key=lambda position: position.valid_from) - 1
        yield held[at] if at >= 0 and on < (held[at].valid_to or date.max) else None


def _write_track(desk: Desk, track: Track) -> TrackSummary:
    pages = paginate(group_claims(track.claims, track.positions), TRACK_CLAIMS)
    for number, groups in enumerate(pages, start=1):
        for group in groups:
            if group.position and number > 1 and not group.is_continued:
                desk.position_pages[group.position.position_id] = number
    picture = _picture(desk, track, TRACK_MARKS)
    for number, groups in enumerate(pages, start=1):
        page = desk.address.track(track.actor, track.issue, number)
        root = root_of(page)
        desk.render(
            page,
            "track",
            actor=track.actor,
            issue=track.issue,
            groups=groups,
            picture=picture if number == 1 else "",
            claim_count=len(track.claims),
            position_count=len(track.positions),
            number=number,
            page_count=len(pages),
            link=lambda other, root=root: root + desk.address.track(track.actor, track.issue, other),
        )
    # A track's page and a country's page lie equally deep, so their links are the same and a small picture serves both.
    small = picture if len(track.claims) <= COUNTRY_MARKS else _picture(desk, track, COUNTRY_MARKS)
    return TrackSummary(track.issue, len(track.claims), small, track.claims[:COUNTRY_CLAIMS])


def _picture(desk: Desk, track: Track, limit: int) -> str:
    title = f"{desk.labels.country(track.actor)} on {say_code(track.issue)}, score over time"
    scene = desk.scene(desk.address.track(track.actor, track.issue), "counterpart")
    shown = timeline_of(scene, title, track.claims, track.positions, limit)
    return desk.plotter.timeline(shown) if shown else ""


def _write_country(desk: Desk, actor: str, tracks: Sequence[TrackSummary], standing: Sequence[PositionRow], recent: Recent) -> None:
    newest = sorted(standing, key=lambda position: position.last_affirmed_on, reverse=True)
    ordered = sorted(tracks, key=lambda track: (-track.claim_count, track.issue))

    def values_for(divisor: int) -> dict[str, Any]:
        pictured = len(ordered) // divisor or 1
        return {
            "actor": actor,
            "tracks": [track if at < pictured else replace(track, picture="") for at, track in enumerate(ordered)],
            "standing": newest[: STANDING_ROWS // divisor],
            "standing_count": len(standing),
            "claim_count": desk.actors.get(actor, 0),
            "pairs": [other if one == actor else one for one, other in desk.pairs if actor in (one, other)],
            "changes": recent.by_actor.get(actor, []),
        }

    desk.fit(desk.address.country(actor), "country", values_for)
