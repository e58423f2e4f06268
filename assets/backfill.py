"""Backfill of a range of landing months: what it would do, and doing it as one Dagster run."""

from collections.abc import Iterator
from datetime import date

from assets.night import launch
from assets.partitions import range_tags
from assets.resources import clean_stage, extract_stage, ingest_stage
from pipelines.engine import register_arrivals, stale_batches, stale_parts
from pipelines.engine.refresh import months_between
from pipelines.lake import Lake
from pipelines.settings import Settings

JOBS = {None: "backfill", "documents": "backfill_documents", "articles": "backfill_articles", "claims": "backfill_claims"}


def describe_backfill(settings: Settings, first: str, last: str, stage: str | None) -> Iterator[str]:
    """One line a stage: parts that are stale now. Later stages follow from earlier ones, so theirs are at least these."""
    lake = Lake(settings.lake)
    months = list(months_between(first, last))
    register_arrivals(lake, settings.raw)
    if stage in (None, "documents"):
        stale = stale_batches(lake, ingest_stage(settings), months)
        files = sum(lake.check("files", batch).rows for batch, _ in stale)
        yield f"documents: {len(stale)} batches of {files} files to read, {len(lake.parts('files', months)) - len(stale)} fresh"
    for table, build in (("articles", clean_stage), ("claims", extract_stage)):
        if stage in (None, table):
            parts, fresh = stale_parts(lake, build(settings), months)
            rows = sum(lake.check(build(settings).source, part).rows for part, _ in parts)
            yield f"{table}: {len(parts)} parts of {rows} rows to make, {fresh} fresh"


def run_backfill(settings: Settings, first: str, last: str, stage: str | None, *, day: date) -> None:
    """Make the range's stale parts fresh, in one run; a killed one resumes at the first stale part."""
    launch(settings, JOBS[stage], range_tags(first, last), day)
