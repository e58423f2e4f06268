"""The partitions of the lake's assets: landing months."""

import warnings

import dagster as dg

from pipelines.landing import FIRST_LANDING

# Backfill policies and freshness are in beta upstream: a minor version may change them, and the lock pins the one that was tested.
warnings.simplefilter("ignore", dg.BetaWarning)

LANDING_MONTHS = dg.MonthlyPartitionsDefinition(start_date=f"{FIRST_LANDING:%Y-%m}", fmt="%Y-%m", end_offset=1)

RANGE_START_TAG = "dagster/asset_partition_range_start"
RANGE_END_TAG = "dagster/asset_partition_range_end"


def range_tags(first: str, last: str) -> dict[str, str]:
    """Run tags that select the landing months from first to last as one run."""
    return {RANGE_START_TAG: first, RANGE_END_TAG: last}
