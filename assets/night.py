"""The nightly job as a plan and a launch, shared by the command line, the schedule and the sensor."""

import json
import logging
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from assets.configuration import PROJECT
from assets.loading import loading
from assets.resources import clean_stage, extract_stage, ingest_stage, take_turn
from pipelines.engine import register_arrivals, stale_batches, stale_parts
from pipelines.engine.audit import Finding
from pipelines.errors import Interrupted, NoRoom
from pipelines.lake import Lake
from pipelines.landing import file_loose
from pipelines.settings import Settings

COUNTS = frozenset(("parts_fresh", "parts_made", "rows_in", "rows_out", "refused"))  # names of `Refreshed.counts`
_STORE = re.compile(r"data/\.dagster((?:/\w+)?)")  # the places that dagster.yaml names


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to look at."""

    first_month: str
    last_month: str

    def tags(self) -> dict[str, str]:
        """Run tags that select the landing months."""
        from assets.partitions import range_tags  # Dagster is imported only where a run is launched

        return range_tags(self.first_month, self.last_month)


def plan_night(settings: Settings, day: date) -> Plan:
    """File loose files under `day`, note new ones, and find the landing months that have something stale.

    Raises:
        NoRoom: The data folder may not be written.
    """
    file_loose(settings.raw, day)
    lake = Lake(settings.lake, settings.lake_url)
    lake.sweep()
    register_arrivals(lake, settings.raw)
    months = sorted({*stale_months(settings, lake), f"{day:%Y-%m}"})
    return Plan(months[0], months[-1])


def stale_months(settings: Settings, lake: Lake) -> set[str]:
    """Landing months in which some part is missing or was made by another version."""
    months = {batch.month for batch, _ in stale_batches(lake, ingest_stage(settings))}
    for stage in (clean_stage(settings), extract_stage(settings)):
        months |= {part.month for part, _ in stale_parts(lake, stage)[0]}
    return months


def dagster_home(settings: Settings) -> Path:
    """The folder that holds dagster.yaml: the project's own, or for another data folder a copy inside it.

    A run on another data folder must not show up among the project's own runs.
    """
    if settings.data == PROJECT / "data":
        return PROJECT
    home = settings.data / ".dagster"
    home.mkdir(parents=True, exist_ok=True)
    yaml = (PROJECT / "dagster.yaml").read_text(encoding="utf-8")
    placed = _STORE.sub(lambda found: json.dumps(f"{home}{found[1]}", ensure_ascii=False), yaml)  # JSON's strings are YAML's too
    (home / "dagster.yaml").write_text(placed, encoding="utf-8")
    return home


@contextmanager
def data_in_environment(settings: Settings) -> Iterator[None]:
    """Tell the steps of a run which data folder is meant, without its path in the run's configuration, which Dagster keeps and shows."""
    before = os.environ.get("DEMARCHE_DATA")
    os.environ["DEMARCHE_DATA"] = str(settings.data)
    try:
        yield
    finally:
        del os.environ["DEMARCHE_DATA"]
        if before is not None:
            os.environ["DEMARCHE_DATA"] = before


@contextmanager
def helpers_apart() -> Iterator[None]:
    """Start the processes by which Dagster shows a step's output in sessions of their own.

    What is typed at the keyboard would reach them too, and they would answer Ctrl-C with a traceback each; Dagster ends them itself.
    """
    from dagster._core.execution import compute_logs

    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # a connection that is stopped while it closes is no news
    before = compute_logs.subprocess  # type: ignore[attr-defined]
    compute_logs.subprocess = SimpleNamespace(Popen=partial(subprocess.Popen, start_new_session=True))  # type: ignore[assignment,attr-defined]
    try:
        yield
    finally:
        compute_logs.subprocess = before  # type: ignore[attr-defined]


def launch(settings: Settings, job: str, tags: Mapping[str, str], day: date) -> dict[str, dict[str, int]]:
    """Run a Dagster job in this process, against the instance that the web server shows.

    Returns:
        What was done for each table of the lake, as `Refreshed.counts` has it.

    Raises:
        PipelineError: Whatever a stage raised on purpose.
        CheckFailed: A part of the lake did not pass its audits; names the document. Nothing was published.
        Interrupted: Somebody stopped it.
        LockHeld: Another process is at work; the text says which.
        NoRoom: The disk is full.
    """
    os.environ["DAGSTER_HOME"] = str(dagster_home(settings))
    with loading():
        import dagster as dg  # after DAGSTER_HOME is set
        from dagster._core.errors import DagsterAssetCheckFailedError
        from sqlalchemy.exc import OperationalError

        from assets.definitions import defs
        from assets.retention import LAKE_KEYS, purge_runs
        from assets.vetting import FAULTS, refusal

    config = {
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        "resources": {"demarche": {"config": {"day": day.isoformat()}}},
    }
    faults: list[Finding] = []
    token = FAULTS.set(faults)
    try:
        with take_turn(settings, job), data_in_environment(settings), helpers_apart(), dg.DagsterInstance.get() as instance:
            done = defs.resolve_job_def(job).execute_in_process(instance=instance, tags=dict(tags), run_config=config)
            purge_runs(instance, LAKE_KEYS, datetime.now(UTC), settings.keep_runs_days)
    except OperationalError as error:
        raise NoRoom(f"The store of Dagster's runs cannot be written: {error.orig}.") from error
    except DagsterAssetCheckFailedError as error:
        raise refusal(faults) from error
    except dg.DagsterExecutionInterruptedError as error:
        raise Interrupted from error
    finally:
        FAULTS.reset(token)
    return {
        event.materialization.asset_key.path[-1]: {
            name: value.value for name, value in event.materialization.metadata.items() if name in COUNTS and isinstance(value.value, int)
        }
        for event in done.get_asset_materialization_events()
        if event.materialization.asset_key in LAKE_KEYS
    }
