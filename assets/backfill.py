"""Backfill of a range of landing months: what it would do and how long, and doing it as one Dagster run."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from statistics import median

from assets.night import launch
from assets.partitions import range_tags
from assets.resources import clean_stage, extract_stage, ingest_stage
from pipelines.engine import register_arrivals, stale_batches, stale_parts
from pipelines.engine.batches import batch_of
from pipelines.engine.replaced import is_merged
from pipelines.lake import Lake
from pipelines.settings import Settings

JOBS = {None: "backfill", "documents": "backfill_documents", "articles": "backfill_articles", "claims": "backfill_claims"}
LONGEST_PART_SECONDS = 3600.0  # between two parts that lie further apart nobody was at work
RATED_PARTS = 200
UNITS = {  # what a stage makes, and of what: one of them, and several
    "documents": (("batch", "batches"), ("file", "files")),
    "articles": (("part", "parts"), ("document", "documents")),
    "claims": (("part", "parts"), ("article", "articles")),
}


def describe_backfill(settings: Settings, first: str, last: str, stage: str | None) -> Iterator[str]:
    """One line a stage: parts that are stale now. Later stages follow from earlier ones, so theirs are at least these."""
    lake = Lake(settings.lake, settings.lake_url)
    register_arrivals(lake, settings.raw)
    months = landed_months(lake, first, last)
    if not months:
        yield tell_empty(first, last)
        return
    if stage in (None, "documents"):
        stale = stale_batches(lake, ingest_stage(settings), months)
        files = sum(lake.check("files", batch).rows for batch, _ in stale)
        fresh = len(lake.parts("files", months)) - len(stale)
        yield f"documents: {len(stale)} batches of {files} files to read, {fresh} fresh{describe_time(lake, 'documents', files)}"
    for table, build in (("articles", clean_stage), ("claims", extract_stage)):
        if stage in (None, table):
            parts, fresh = stale_parts(lake, build(settings), months)
            rows = sum(info.rows for part, _ in parts if (info := lake.info(build(settings).source, part)))
            yield f"{table}: {len(parts)} parts of {rows} rows to make, {fresh} fresh{describe_time(lake, table, rows)}"


def describe_time(lake: Lake, table: str, rows: int) -> str:
    """How long so many rows would take at the rate of earlier parts; nothing where there is nothing to do or no rate is known."""
    rate = measure_rate(lake, table)
    if not rows or rate is None:
        return ""
    seconds = rows / rate
    told = f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
    return f"; about {told} at the rate of earlier parts"


def measure_rate(lake: Lake, table: str) -> float | None:
    """Rows of the source a second, from the times at which the newest parts were written; None where fewer than two tell.

    A part's time says only how long it took, never whether it is stale.
    """
    written = sorted((entry.written_at, part) for part, entry in lake.listed(table).items())[-RATED_PARTS:]
    rates = []
    for (earlier, _), (later, part) in pairwise(written):
        info = None if is_merged(lake, batch_of(part)) else lake.info(table, part)
        rows = int(str(info.notes.get("rows_in", info.rows))) if info else 0
        if rows and 0 < later - earlier < LONGEST_PART_SECONDS:
            rates.append(rows / (later - earlier))
    return median(rates) if rates else None


def run_backfill(settings: Settings, first: str, last: str, stage: str | None, *, day: date) -> list[str]:
    """Make the range's stale parts fresh, in one run; a killed one resumes at the first stale part.

    Returns:
        One line a stage: parts that were made, and parts that were fresh; a single one where no file has landed in the range.
    """
    lake = Lake(settings.lake, settings.lake_url)
    register_arrivals(lake, settings.raw)
    months = landed_months(lake, first, last)
    if not months:
        return [tell_empty(first, last)]
    done = launch(settings, JOBS[stage], range_tags(months[0], months[-1]), day)
    return [f"{table}: {_told(table, counts)}, {counts['parts_fresh']} fresh" for table, counts in done.items()]


def _told(table: str, counts: Mapping[str, int]) -> str:
    made, read = counts["parts_made"], counts["rows_in"]
    unit, source = UNITS[table]
    return f"{made} {unit[made != 1]} made of {read} {source[read != 1]}"


def landed_months(lake: Lake, first: str, last: str) -> list[str]:
    """The landing months of the range in which files have landed, sorted."""
    return sorted({batch.month for batch in lake.parts("files") if first <= batch.month <= last})


def tell_empty(first: str, last: str) -> str:
    """What there is to say of a range in which nothing has landed."""
    return f"No file has landed in {first}." if first == last else f"No file has landed from {first} to {last}."
