"""Dagster asset: the static report."""

import dagster as dg

from assets.progress import PROGRESS
from assets.resources import Demarche
from assets.warehouse import MODELS
from pipelines.report import build


@dg.asset(deps=[dg.AssetKey(["ledger", model.name]) for model in MODELS], group_name="report", kinds={"html"}, owners=["team:report"])
def report(demarche: Demarche) -> dg.MaterializeResult[None]:
    """Pages to look at: what changed, who stands where, in whose words; unchanged pages are not rewritten."""
    settings = demarche.settings()
    return dg.MaterializeResult(metadata=dict(build(settings, settings.database, PROGRESS.get())))
