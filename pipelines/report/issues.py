"""A page for each issue: who stands where on it; and the grid of actors by issues that the front page shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipelines.report.canvas import Link
from pipelines.report.changes import Recent
from pipelines.report.desk import Desk
from pipelines.report.plots import Mark
from pipelines.report.rows import PositionRow, stream
from pipelines.report.words import band, say_code, say_day, show_quote

PLOT_ACTORS = 24
PLOT_MARKS = 20  # marks of one actor's row
STANDING_ROWS = 300


@dataclass(frozen=True, slots=True)
class Grid:
    """For each actor and issue the position last affirmed."""

    issues: Sequence[str]
    rows: Sequence[tuple[str, Sequence[PositionRow | None]]]


def write_issues(desk: Desk, recent: Recent) -> Grid:
    """Write the page of every issue on which a position stands, the list of issues, and return the grid."""
    last: dict[tuple[str, str], PositionRow] = {}
    counts: Counter[str] = Counter()
    for issue, rows in groupby(stream(desk.connection, "positions_standing", PositionRow), key=lambda row: row.issue):
        standing = list(rows)
        counts[issue] = len(standing)
        for row in standing:
            known = last.get((row.actor, issue))
            if known is None or known.last_affirmed_on < row.last_affirmed_on:
                last[row.actor, issue] = row
        _write_issue(desk, issue, standing, recent)
    desk.render("issues.html", "issues", issues=[(issue, counts.get(issue)) for issue in desk.labels.topics])
    return _grid(desk, last, counts)


def _write_issue(desk: Desk, issue: str, standing: Sequence[PositionRow], recent: Recent) -> None:
    page = desk.address.issue(issue)
    newest = sorted(standing, key=lambda row: row.last_affirmed_on, reverse=True)

    def values_for(divisor: int) -> dict[str, Any]:
        rows = list(_plot_rows(desk, page, standing, PLOT_ACTORS // divisor or 1))
        listed = newest[: STANDING_ROWS // divisor]
        return {
            "issue": issue,
            "picture": desk.plotter.standing(f"Who stands where on {say_code(issue)}", rows),
            "standing": sorted(listed, key=lambda row: (desk.labels.country(row.actor), row.score, row.position_id)),
            "standing_count": len(standing),
            "actor_count": len({row.actor for row in standing}),
            "changes": recent.by_issue.get(issue, []),
        }

    desk.fit(page, "issue", values_for)


def _plot_rows(desk: Desk, page: str, standing: Sequence[PositionRow], most: int) -> Iterator[tuple[str, Sequence[Mark]]]:
    """A row for each of the actors with most positions, the most hostile on top."""
    counts = Counter(row.actor for row in standing)
    shown = sorted(counts, key=lambda actor: (-counts[actor], actor))[:most]
    by_actor = {actor: [row for row in standing if row.actor == actor] for actor in shown}
    means = {actor: sum(row.score for row in rows) / len(rows) for actor, rows in by_actor.items()}
    for actor in sorted(shown, key=lambda actor: (means[actor], actor)):
        newest = sorted(by_actor[actor], key=lambda row: row.last_affirmed_on, reverse=True)[:PLOT_MARKS]
        marks = [_mark(desk, page, row) for row in sorted(newest, key=lambda row: (row.score, row.position_id))]
        yield show_quote(desk.labels.country(actor), 20), marks


def _mark(desk: Desk, page: str, row: PositionRow) -> Mark:
    address = desk.claim_address(page)(row.article_id, row.last_claim_id)
    toward = desk.labels.country(row.counterpart)
    head = f"{desk.labels.country(row.actor)}, {say_code(row.act)} toward {toward}, last said {say_day(row.last_affirmed_on)}"
    words = f"{head}\n“{show_quote(row.quote, 150)}”\n{show_quote(row.source, 60)}"
    return Mark(row.last_affirmed_on, row.score, Link(address, f"{row.modality} {band(row.score)}", words, row.position_id))


def _grid(desk: Desk, last: dict[tuple[str, str], PositionRow], counts: Counter[str]) -> Grid:
    issues = [issue for issue in desk.labels.topics if counts.get(issue)]
    held = Counter(actor for actor, _ in last)
    actors = sorted(held, key=lambda actor: (-desk.actors.get(actor, 0), actor))
    return Grid(issues, [(actor, [last.get((actor, issue)) for issue in issues]) for actor in actors])
