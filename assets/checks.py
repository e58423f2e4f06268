"""Asset checks on the lake, generated from the audits, and one on the published database: what each publisher sent, against its bounds."""

import dagster as dg

from assets.resources import Demarche
from assets.vetting import AUDITS, FAULTS, Audit
from pipelines.reference import Reference
from pipelines.warehouse import open_reader
from pipelines.warehouse.bounds import find_breaches


def _build_check(name: str, asset: str, audit: Audit) -> dg.AssetChecksDefinition:
    @dg.asset_check(name=name, asset=asset, description=audit.__doc__, blocking=True)
    def check(context: dg.AssetCheckExecutionContext, demarche: Demarche) -> dg.AssetCheckResult:
        months = context.partition_keys if context.has_partition_key_range or context.has_partition_key else None
        findings = list(audit(demarche.lake(), months))
        if (faults := FAULTS.get()) is not None:
            faults += findings
        return dg.AssetCheckResult(passed=not findings, metadata={"findings": [finding.sentence for finding in findings[:20]]})

    return check


LAKE_CHECKS = [_build_check(name, asset, audit) for name, (asset, audit) in AUDITS.items()]


@dg.asset_check(asset=dg.AssetKey(["ledger", "coverage"]), blocking=False)
def sources_within_bounds(demarche: Demarche) -> dg.AssetCheckResult:
    """Last month every publisher sent as much, as often, as readable, as English and as dated as its bounds in source_bounds.csv say."""
    settings = demarche.settings()
    with open_reader(settings.database) as connection:
        breaches = [str(breach) for breach in find_breaches(connection, Reference(settings.reference), settings.sql)]
    return dg.AssetCheckResult(passed=not breaches, severity=dg.AssetCheckSeverity.WARN, metadata={"breaches": breaches[:50]})
