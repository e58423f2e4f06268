"""The partitions of the lake's assets: landing months."""

import dagster as dg

LANDING_MONTHS = dg.MonthlyPartitionsDefinition(start_date="1980-01", fmt="%Y-%m", end_offset=1)

RANGE_START_TAG = "dagster/asset_partition_range_start"
RANGE_END_TAG = "dagster/asset_partition_range_end"


def range_tags(first: str, last: str) -> dict[str, str]:
    """Run tags that select the landing months from first to last as one run."""
    return {RANGE_START_TAG: first, RANGE_END_TAG: last}
