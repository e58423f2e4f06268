"""Everything Dagster knows of this project."""

import dagster as dg

from assets.articles import articles
from assets.automation import every_night, new_files, tell_of_failure
from assets.checks import LAKE_CHECKS, sources_within_bounds
from assets.claims import claims
from assets.documents import documents
from assets.report import report
from assets.resources import Demarche
from assets.warehouse import ledger

LAKE = [documents, articles, claims]
NIGHTLY = dg.define_asset_job("nightly", dg.AssetSelection.all(), hooks={tell_of_failure})
BACKFILL = [
    dg.define_asset_job("backfill", dg.AssetSelection.all(), hooks={tell_of_failure}, tags={"dagster/priority": "-10"}),
    *(
        dg.define_asset_job(
            f"backfill_{asset.key.path[-1]}", dg.AssetSelection.assets(asset), hooks={tell_of_failure}, tags={"dagster/priority": "-10"}
        )
        for asset in LAKE
    ),
]

defs = dg.Definitions(
    assets=[*LAKE, ledger, report],
    asset_checks=[*LAKE_CHECKS, sources_within_bounds],
    jobs=[NIGHTLY, *BACKFILL],
    schedules=[every_night],
    sensors=[new_files],
    resources={"demarche": Demarche()},
    executor=dg.in_process_executor,
)
