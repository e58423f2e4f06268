"""Dagster assets: the DuckDB tables, one asset a SQL model, made together from the headers of the files."""

import re
from collections.abc import Iterator

import dagster as dg

from assets.columns import declare_columns, describe_published, ledger_key
from assets.configuration import build_settings
from assets.publishing import publish_lake
from assets.resources import WAIT_SECONDS, Demarche, take_turn
from pipelines.warehouse import BuildReport, open_reader
from pipelines.warehouse.models import Check, Kind, Model, Severity, load_models, load_nodes

NODES = load_nodes(build_settings().sql)
MODELS = [model for model in load_models(build_settings().sql) if model.kind is not Kind.STEP]
_LAKE_TABLE = re.compile(r"\binput\.(documents|articles|claims)\b")


def _read_from_lake(name: str) -> set[str]:
    """Tables of the lake that a model reads itself, or through steps and macros, which are no assets."""
    node = next(node for node in NODES if node.name == name)
    kept = {model.name for model in MODELS}
    behind = (_read_from_lake(other) for other in node.depends if other not in kept and other != name)
    return set(_LAKE_TABLE.findall(node.sql)).union(*behind)


def _spec(model: Model) -> dg.AssetSpec:
    made = {other.name for other in MODELS}
    return dg.AssetSpec(
        ledger_key(model.name),
        deps=[*(ledger_key(name) for name in model.depends if name in made), *sorted(_read_from_lake(model.name))],
        description=model.description,
        group_name="ledger",
        kinds={"duckdb", "sql"},
        owners=["team:ledger"],
        metadata={"dagster/column_schema": declare_columns(model.columns)},
    )


def _check_spec(model: Model, check: Check) -> dg.AssetCheckSpec:
    is_blocking = check.severity is Severity.BLOCKING
    words = check.name.replace("_", " ").capitalize()
    otherwise = "publishes nothing" if is_blocking else "warns"
    described = f"{words}: in every row of {model.name}, `{check.predicate}`. A row in which it does not hold {otherwise}."
    return dg.AssetCheckSpec(check.name, asset=ledger_key(model.name), description=described, blocking=is_blocking)


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
    with open_reader(demarche.settings().database) as connection:
        described = describe_published(connection, MODELS, NODES)
    for model in MODELS:
        yield dg.MaterializeResult(ledger_key(model.name), metadata={"is_unchanged": report is None, **described[model.name]})
        yield from _results(model, report)


def _results(model: Model, report: BuildReport | None) -> Iterator[dg.AssetCheckResult]:
    """Results of a model's checks; those of an unchanged database stand as they were, since it passed them when it was published."""
    found = {check.name: check for check in report.checks} if report else {}
    for check in model.checks:
        result = found.get(f"{model.name}.{check.name}")
        severity = dg.AssetCheckSeverity.ERROR if check.severity is Severity.BLOCKING else dg.AssetCheckSeverity.WARN
        examples = list(result.examples) if result else []
        yield dg.AssetCheckResult(
            check_name=check.name,
            asset_key=ledger_key(model.name),
            passed=result is None or result.is_passed,
            severity=severity,
            metadata={"failing_count": result.failing_count if result else 0, "examples": examples},
        )
