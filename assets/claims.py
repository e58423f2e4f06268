"""Dagster asset: claims, Parquet parts by landing month."""

import dagster as dg

from assets.asking import ask_ahead
from assets.columns import count_lake_rows, describe_lake_table
from assets.partitions import LANDING_MONTHS
from assets.progress import PROGRESS
from assets.resources import Demarche, extract_stage
from pipelines.engine import refresh

COLUMNS = describe_lake_table("claims")


@dg.asset(
    deps=["articles"],
    partitions_def=LANDING_MONTHS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="lake",
    kinds={"parquet"},
    metadata=COLUMNS,
    owners=["team:extraction"],
)
def claims(context: dg.AssetExecutionContext, demarche: Demarche) -> dg.MaterializeResult[None]:
    """Dated claims on trade and currency, one row a claim, each with its exact quote."""
    with demarche.engine("claims") as engine:
        asked = ask_ahead(demarche.settings(), demarche.lake(), context.partition_keys, PROGRESS.get())
        done = refresh(demarche.lake(), extract_stage(demarche.settings()), context.partition_keys, engine, PROGRESS.get())
    return dg.MaterializeResult(metadata={**done.counts(), **asked, **count_lake_rows(demarche.lake(), "claims"), **COLUMNS})
