"""Pages of changes: one for each change, lists by month, and the newest ones that other pages show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Any

from pipelines.report.addresses import root_of
from pipelines.report.desk import Desk
from pipelines.report.rows import ChangeRow, stream
from pipelines.report.words import say_month

SHOWN = 6  # newest changes on the page of a country or issue
FRONT = 24  # changes of one list on the front page
LISTED = 300  # changes on one page of a list


@dataclass(slots=True)
class Recent:
    """The newest changes, by who and on what; those of the last landing; and the others of the last week."""

    by_actor: dict[str, list[ChangeRow]] = field(default_factory=lambda: defaultdict(list))
    by_issue: dict[str, list[ChangeRow]] = field(default_factory=lambda: defaultdict(list))
    landed: list[ChangeRow] = field(default_factory=list)
    week: list[ChangeRow] = field(default_factory=list)
    latest: list[ChangeRow] = field(default_factory=list)
    landed_count: int = 0
    week_count: int = 0


def read_recent(desk: Desk) -> Recent:
    """Pass over all changes once and keep the newest."""
    recent = Recent()
    week_from = desk.newest - timedelta(days=6)
    for row in stream(desk.connection, "changes", ChangeRow):
        _keep(recent.by_actor[row.actor], row, SHOWN)
        _keep(recent.by_issue[row.issue], row, SHOWN)
        _keep(recent.latest, row, SHOWN)
        if row.landed_on == desk.build.last_landed_on:
            recent.landed_count += 1
            _keep(recent.landed, row, FRONT)
        elif week_from <= row.changed_on <= desk.newest:
            recent.week_count += 1
            _keep(recent.week, row, FRONT)
    return recent


def write_changes(desk: Desk) -> None:
    """Write a page for each change, a list for each month and the list of the newest."""
    counts = Counter(row.changed_on.replace(day=1) for row in stream(desk.connection, "changes", ChangeRow))
    done = 0
    for month, rows in groupby(stream(desk.connection, "changes", ChangeRow), key=lambda row: row.changed_on.replace(day=1)):
        _write_month(desk, month, counts[month], rows)
        desk.progress("changes", done := done + counts[month], desk.build.change_count)
    newest = list(islice(stream(desk.connection, "changes", ChangeRow), LISTED))
    months = [(f"{say_month(month)}", _month_page(month, 1)) for month in counts]
    desk.render(
        "changes.html",
        "changes",
        heading="Changes",
        count=sum(counts.values()),
        rows=newest,
        months=months,
        number=1,
        page_count=1,
        link=str,  # one page, no pager
    )


def _write_month(desk: Desk, month: date, count: int, rows: Iterable[ChangeRow]) -> None:
    page_count = -(-count // LISTED)
    for number in range(1, page_count + 1):
        shown = list(islice(rows, LISTED))
        page = _month_page(month, number)
        root = root_of(page)
        desk.render(
            page,
            "changes",
            heading=f"Changes of {say_month(month)}",
            count=count,
            rows=shown,
            months=[],
            number=number,
            page_count=page_count,
            link=lambda other, root=root: root + _month_page(month, other),
        )
        for row in shown:
            page = desk.address.change(row.from_position_id, row.to_position_id, row.changed_on)
            desk.render(page, "change", row=row, sides=_sides(desk, row))


def _sides(desk: Desk, row: ChangeRow) -> Sequence[dict[str, Any]]:
    """The words that were left and the words that were taken, side by side."""
    return [
        {
            "head": head,
            "on": on,
            "act": getattr(row, f"{side}_act"),
            "score": getattr(row, f"{side}_score"),
            "modality": getattr(row, f"{side}_modality"),
            "direction": getattr(row, f"{side}_direction"),
            "amount": getattr(row, f"{side}_amount"),
            "unit": getattr(row, f"{side}_unit"),
            "quote": getattr(row, f"{side}_quote"),
            "speaker": getattr(row, f"{side}_speaker"),
            "source": getattr(row, f"{side}_source"),
            "article_id": getattr(row, f"{side}_article_id"),
            "claim_id": getattr(row, f"{side}_claim_id"),
            "place": _place(desk, row, getattr(row, f"{side}_position_id")),
        }
        for side, head, on in (("from", "Before", row.from_claimed_on), ("to", "After", row.changed_on))
    ]


def _place(desk: Desk, row: ChangeRow, position_id: str) -> str:
    page = desk.position_pages.get(position_id, 1)
    return f"{desk.address.track(row.actor, row.issue, page)}#p-{position_id}"


def _month_page(month: date, number: int) -> str:
    return f"changes/{month:%Y-%m}{'' if number == 1 else f'.{number}'}.html"


def _keep(rows: list[ChangeRow], row: ChangeRow, limit: int) -> None:
    if len(rows) < limit:
        rows.append(row)
