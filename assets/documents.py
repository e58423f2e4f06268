"""Dagster asset: documents, Parquet parts by landing month."""

import dagster as dg

from assets.columns import count_lake_rows, describe_lake_table
from assets.partitions import LANDING_MONTHS
from assets.progress import PROGRESS
from assets.resources import Demarche, ingest_stage
from pipelines.engine import ingest, register_arrivals

COLUMNS = describe_lake_table("documents")


@dg.asset(
    partitions_def=LANDING_MONTHS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="lake",
    kinds={"parquet"},
    metadata=COLUMNS,
    owners=["team:ingest"],
)
def documents(context: dg.AssetExecutionContext, demarche: Demarche) -> dg.MaterializeResult[None]:
    """The bytes of every page, mail, post and wire story that arrived, one row a document; what cannot be read is a rejected row."""
    settings = demarche.settings()
    with demarche.engine("documents") as engine:
        register_arrivals(demarche.lake(), settings.raw)  # inside: two that note the same new file would double it
        done = ingest(demarche.lake(), ingest_stage(settings), context.partition_keys, engine, settings.part_size, PROGRESS.get())
    return dg.MaterializeResult(metadata={**done.counts(), **count_lake_rows(demarche.lake(), "documents"), **COLUMNS})
