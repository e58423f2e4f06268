"""A page for each publisher: the calendar of what came and what did not, and its newest articles with claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.report.desk import Desk, merge_groups
from pipelines.report.rows import MonthRow, SourceArticleRow, stream

LEVELS = 5  # shades of the calendar


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A publisher over all its months."""

    source: str
    article_count: int
    copy_count: int
    reject_count: int
    claim_count: int
    oldest_on: date
    newest_on: date
    silent_day_count: int
    day_count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of a calendar."""

    level: int  # 1 to LEVELS by share of the fullest month
    article_count: int
    claim_count: int
    copy_count: int
    reject_count: int
    silent_day_count: int
    day_count: int


def write_sources(desk: Desk) -> list[SourceSummary]:
    """Write the page of every publisher and their list; returns them, most articles first."""
    months = stream(desk.connection, "months", MonthRow)
    articles = stream(desk.connection, "source_articles", SourceArticleRow)
    found = []
    for source, rows, newest in merge_groups(months, articles, lambda row: row.source, lambda row: row.source):
        if rows:
            summary = _summary(source, rows)
            desk.render(
                desk.address.source(source),
                "source",
                source=source,
                articles=newest,
                years=list(_calendar(rows)),
                **{name: getattr(summary, name) for name in ("article_count", "claim_count", "silent_day_count", "day_count")},
            )
            found.append(summary)
    found.sort(key=lambda summary: (-summary.article_count, summary.source))
    desk.fit("sources.html", "sources", lambda divisor: {"sources": found[: len(found) // divisor or 1], "source_count": len(found)})
    return found


def _summary(source: str, rows: Sequence[MonthRow]) -> SourceSummary:
    seen = [row.month_on for row in rows if row.article_count] or [rows[0].month_on]
    return SourceSummary(
        source,
        sum(row.article_count for row in rows),
        sum(row.copy_count for row in rows),
        sum(row.reject_count for row in rows),
        sum(row.claim_count for row in rows),
        seen[0],
        seen[-1],
        sum(row.silent_day_count for row in rows),
        sum(row.day_count for row in rows),
    )


def _calendar(rows: Sequence[MonthRow]) -> Iterator[tuple[int, list[Cell | None]]]:
    """Years, newest first, each with twelve months; None before the publisher's first and after the lake's last month."""
    fullest = max(row.article_count for row in rows)
    by_month = {row.month_on: row for row in rows}
    for year in range(rows[-1].month_on.year, rows[0].month_on.year - 1, -1):
        found = (by_month.get(date(year, month, 1)) for month in range(1, 13))
        yield year, [_cell(row, fullest) if row else None for row in found]


def _cell(row: MonthRow, fullest: int) -> Cell:
    level = -(-row.article_count * LEVELS // fullest) if fullest else 0
    return Cell(level, row.article_count, row.claim_count, row.copy_count, row.reject_count, row.silent_day_count, row.day_count)
