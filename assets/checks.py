"""Asset checks on the lake, generated from the audits, and one on the published database: what each publisher sent, against its bounds."""

from collections.abc import Callable, Iterator, Sequence

import dagster as dg

from assets.evidence import audit_date_evidence
from assets.resources import Demarche
from pipelines.engine.audit import Finding, audit_counts, audit_dates, audit_quotes
from pipelines.lake import Lake
from pipelines.reference import Reference
from pipelines.warehouse import open_reader
from pipelines.warehouse.bounds import find_breaches

Audit = Callable[[Lake, Sequence[str] | None], Iterator[Finding]]
AUDITS: dict[str, tuple[str, Audit]] = {
    "counts_reconcile": ("claims", audit_counts),
    "quotes_stand_in_their_articles": ("claims", audit_quotes),
    "dates_have_evidence": ("articles", audit_dates),
    "evidence_of_dates_stands": ("claims", audit_date_evidence),
}


def _build_check(name: str, asset: str, audit: Audit) -> dg.AssetChecksDefinition:
    @dg.asset_check(name=name, asset=asset, description=audit.__doc__, blocking=True)
    def check(context: dg.AssetCheckExecutionContext, demarche: Demarche) -> dg.AssetCheckResult:
        months = context.partition_keys if context.has_partition_key_range or context.has_partition_key else None
        findings = list(audit(demarche.lake(), months))
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
