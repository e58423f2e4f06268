"""Dagster asset: articles, Parquet parts by landing month."""

import dagster as dg

from assets.columns import count_lake_rows, describe_lake_table
from assets.partitions import LANDING_MONTHS
from assets.progress import PROGRESS
from assets.resources import Demarche, clean_stage
from pipelines.engine import refresh

COLUMNS = describe_lake_table("articles")


@dg.asset(
    deps=["documents"],
    partitions_def=LANDING_MONTHS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="lake",
    kinds={"parquet"},
    metadata=COLUMNS,
    owners=["team:ingest"],
)
def articles(context: dg.AssetExecutionContext, demarche: Demarche) -> dg.MaterializeResult[None]:
    """Clean stories with their date and its evidence, one row a story; what is no story is a rejected row."""
    with demarche.engine("articles") as engine:
        done = refresh(demarche.lake(), clean_stage(demarche.settings()), context.partition_keys, engine, PROGRESS.get())
    return dg.MaterializeResult(metadata={**done.counts(), **count_lake_rows(demarche.lake(), "articles"), **COLUMNS})
