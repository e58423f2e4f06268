"""Dagster assets: the DuckDB tables, one asset a SQL model, made together from the headers of the files."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.configuration import build_settings
from assets.publishing import publish_lake
from assets.resources import WAIT_SECONDS, Demarche, take_turn
from pipelines.warehouse import BuildReport, TableReport
from pipelines.warehouse.models import Check, Kind, Model, Severity, load_models

MODELS = [model for model in load_models(build_settings().sql) if model.kind is not Kind.STEP]
LAKE_TABLES = ["documents", "articles", "claims"]


def _key(name: str) -> dg.AssetKey:
    """Tables of the ledger live beside those of the lake, some under the same name."""
    return dg.AssetKey(["ledger", name])


def _spec(model: Model) -> dg.AssetSpec:
    made = {other.name for other in MODELS}
    columns = [dg.TableColumn(column.name, description=column.comment) for column in model.columns]
    return dg.AssetSpec(
        _key(model.name),
        deps=[*(_key(name) for name in model.depends if name in made), *LAKE_TABLES],
        description=model.description,
        group_name="ledger",
        kinds={"duckdb", "sql"},
        owners=["team:ledger"],
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
    )


def _check_spec(model: Model, check: Check) -> dg.AssetCheckSpec:
    is_blocking = check.severity is Severity.BLOCKING
    return dg.AssetCheckSpec(check.name, asset=_key(model.name), description=f"Every row: {check.predicate}", blocking=is_blocking)


@dg.multi_asset(
    name="ledger",
    specs=[_spec(model) for model in MODELS],
    check_specs=[_check_spec(model, check) for model in MODELS for check in model.checks],
)
def ledger(context: dg.AssetExecutionContext, demarche: Demarche) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Build every table beside the published file, check it, and swap it in; a failing check publishes nothing.

    The lock keeps builders apart, since the kernel frees it; a slot of a Dagster pool stays taken when its run is killed.
    """
    with take_turn(demarche.settings(), "ledger", WAIT_SECONDS):
        report = publish_lake(demarche.settings(), demarche.run_day())
    if report is None:
        context.log.info("The published database is what it would be; nothing was built.")
    for model in MODELS:
        yield dg.MaterializeResult(_key(model.name), metadata=_metadata(model, report))
        yield from _results(model, report)


def _metadata(model: Model, report: BuildReport | None) -> dict[str, Any]:
    table = _table(model, report)
    if table is None:
        return {"is_unchanged": True}
    columns = [dg.TableColumn(name, kind, description=comment) for name, kind, comment in table.columns]
    counted = {} if table.row_count is None else {"dagster/row_count": table.row_count}
    return {"dagster/column_schema": dg.TableSchema(columns=columns), **counted}


def _table(model: Model, report: BuildReport | None) -> TableReport | None:
    return next((table for table in report.tables if table.name == model.name), None) if report else None


def _results(model: Model, report: BuildReport | None) -> Iterator[dg.AssetCheckResult]:
    """Results of a model's checks; those of an unchanged database stand as they were, since it passed them when it was published."""
    found = {check.name: check for check in report.checks} if report else {}
    for check in model.checks:
        result = found.get(f"{model.name}.{check.name}")
        severity = dg.AssetCheckSeverity.ERROR if check.severity is Severity.BLOCKING else dg.AssetCheckSeverity.WARN
        examples = list(result.examples) if result else []
        yield dg.AssetCheckResult(
            check_name=check.name,
            asset_key=_key(model.name),
            passed=result is None or result.is_passed,
            severity=severity,
            metadata={"failing_count": result.failing_count if result else 0, "examples": examples},
        )
