"""The front page, the list of countries and the page that explains the words."""

from collections.abc import Sequence
from itertools import islice

from pipelines.report.changes import Recent
from pipelines.report.desk import Desk
from pipelines.report.issues import Grid
from pipelines.report.rows import ChangeRow, RejectRow, UseRow, VolumeRow, stream
from pipelines.report.sources import SourceSummary
from pipelines.report.trust import Accuracy

GRID_ROWS = 16
FEW_CHANGES = 4  # so few of the last landing and week that earlier ones have room beside them
SOURCE_ROWS = 12
REJECT_ROWS = 10
LISTED_PAIRS = 3000
COUNTRY_GRID_ROWS = 120


def write_front(desk: Desk, recent: Recent, grid: Grid, sources: Sequence[SourceSummary], accuracy: Accuracy | None) -> None:
    """Write the front page and the pages that lead to all others."""
    uses = list(stream(desk.connection, "uses", UseRow))
    months = [(row.month_on, row.article_count) for row in stream(desk.connection, "volume", VolumeRow)]
    desk.render(
        "index.html",
        "index",
        landed=recent.landed,
        landed_count=recent.landed_count,
        week=recent.week,
        week_count=recent.week_count,
        earlier=_earlier(recent),
        grid=Grid(grid.issues, grid.rows[:GRID_ROWS]),
        volume=desk.plotter.volume("Articles a month", months) if months else "",
        sources=sources[:SOURCE_ROWS],
        source_count=len(sources),
        expected=_expected(desk, uses),
        accuracy=accuracy,
        uses=uses,
        rejects=list(islice(stream(desk.connection, "rejects", RejectRow), REJECT_ROWS)),
    )
    desk.render(
        "countries.html",
        "countries",
        grid=Grid(grid.issues, grid.rows[:COUNTRY_GRID_ROWS]),
        actors=sorted(desk.actors.items(), key=lambda item: (desk.labels.country(item[0]), item[0])),
        pairs=_busiest_pairs(desk),
    )
    versions = desk.build.versions or {}
    desk.render("reading.html", "reading", versions=sorted((str(name), str(version)) for name, version in versions.items()))


def _earlier(recent: Recent) -> list[ChangeRow]:
    """The newest of the other changes, where the last landing and the last week moved little; else none."""
    shown = [*recent.landed, *recent.week]
    return [row for row in recent.latest if row not in shown] if len(shown) < FEW_CHANGES else []


def _expected(desk: Desk, uses: Sequence[UseRow]) -> str:
    """What the extractor itself expects of the claims that move positions, from its calibrated confidence."""
    moving = next((use for use in uses if use.use == "utterance"), None)
    if moving is None:
        return "No claim moves a position yet."
    return (
        f"Of the {moving.claim_count:,} claims that move positions the extractor expects {moving.mean_confidence:.0%} to have actor, issue "
        f"and act all right; claims below {desk.build.min_confidence:.2f} move nothing. Read the words before you rely on a label."
    )


def _busiest_pairs(desk: Desk) -> list[tuple[str, str, int]]:
    """Pairs and their dated claims, most claims first."""
    pairs = [(one, other, count) for (one, other), count in desk.pairs.items()]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[:LISTED_PAIRS]
