"""The nightly schedule, the sensor for new files, and what happens when a run fails."""

import hashlib
import http.client
import json
import os
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime

import dagster as dg

from assets.configuration import build_settings
from assets.night import plan_night
from assets.resources import take_turn
from assets.retention import LAKE_KEYS, purge_runs
from pipelines.errors import LockHeld
from pipelines.lake import Lake
from pipelines.landing import list_loose, list_raw
from pipelines.schemas import from_table
from pipelines.settings import Settings

NIGHT_CRON = os.environ.get("DEMARCHE_NIGHT_CRON") or "30 2 * * *"
NIGHT_ZONE = os.environ.get("DEMARCHE_TIME_ZONE") or "UTC"
ALERT_SECONDS = 30


def _request(day: date, run_key: str) -> dg.RunRequest | dg.SkipReason:
    """A run of the nightly job; while another process is at work nothing is planned, since planning files and sweeps."""
    settings = build_settings()
    try:
        with take_turn(settings, "plan"):
            plan = plan_night(settings, day)
    except LockHeld as error:
        return dg.SkipReason(str(error))
    config = {"resources": {"demarche": {"config": {"day": day.isoformat()}}}}
    return dg.RunRequest(run_key=run_key, tags={**plan.tags(), "dagster/priority": "10"}, run_config=config)


@dg.schedule(job_name="nightly", cron_schedule=NIGHT_CRON, execution_timezone=NIGHT_ZONE)
def every_night(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Every night: whatever has landed since, however late, and whatever an older version made; runs long past are forgotten."""
    purge_runs(context.instance, LAKE_KEYS, datetime.now(UTC), build_settings().keep_runs_days)
    day = context.scheduled_execution_time.date()
    return _request(day, f"night-{day.isoformat()}")


@dg.sensor(job_name="nightly", minimum_interval_seconds=300)
def new_files(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Wakes the nightly job when there are raw files that the lake has not seen, by content and not by file time."""
    digest = digest_arrivals(build_settings())
    if digest is None:
        yield dg.SkipReason("No raw file is new.")
    elif digest == context.cursor:
        yield dg.SkipReason("The new raw files have been asked for already.")
    else:
        request = _request(datetime.now(UTC).date(), f"files-{digest}")
        if isinstance(request, dg.RunRequest):
            context.update_cursor(digest)
        yield request


def digest_arrivals(settings: Settings) -> str | None:
    """Hash of the raw files, loose ones included, that the lake has not seen or whose sidecar changed; None where there are none."""
    lake = Lake(settings.lake, settings.lake_url)
    known = {file.path: file for part in lake.parts("files") for file in from_table("files", lake.read("files", part))}
    digest = hashlib.sha256()
    unseen = [file for file in list_raw(settings.raw, known) if known.get(file.path) != file]
    for file in unseen:
        digest.update(repr((file.path, file.sha256, file.sidecar)).encode())
    loose = list_loose(settings.raw) if settings.raw.is_dir() else []
    digest.update(repr(loose).encode())
    return digest.hexdigest()[:16] if unseen or loose else None


@dg.failure_hook
def tell_of_failure(context: dg.HookContext) -> None:
    """Say that a step failed: to the log, to `DEMARCHE_ALERT_COMMAND` on its standard input, and to `DEMARCHE_ALERT_WEBHOOK` as JSON."""
    sentence = f"Demarche: step {context.op.name} of run {context.run_id} failed: {context.op_exception}"
    context.log.error(sentence)
    for send in (_tell_command, _tell_webhook):  # where one cannot be told, the other is
        try:
            send(sentence)
        except (OSError, subprocess.SubprocessError, http.client.HTTPException, ValueError) as error:
            context.log.error(f"The alert itself could not be sent: {_describe(error)}.")


def _tell_command(sentence: str) -> None:
    command = os.environ.get("DEMARCHE_ALERT_COMMAND")
    if command:
        subprocess.run(shlex.split(command), input=sentence.encode(), timeout=ALERT_SECONDS, check=True)  # noqa: S603 - the operator's own


def _tell_webhook(sentence: str) -> None:
    address = os.environ.get("DEMARCHE_ALERT_WEBHOOK")
    if address and address.startswith(("https://", "http://")):
        body = json.dumps({"text": sentence}).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - scheme checked above
        urllib.request.urlopen(request, timeout=ALERT_SECONDS).close()  # noqa: S310


def _describe(error: Exception) -> str:
    """What went wrong with an alert, without the command or the address, which may hold a secret."""
    if isinstance(error, subprocess.CalledProcessError):
        return f"the command ended with {error.returncode}"
    if isinstance(error, urllib.error.HTTPError):
        return f"the address answered {error.code}"
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return reason.strerror or type(reason).__name__ if isinstance(reason, OSError) else type(error).__name__
