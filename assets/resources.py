"""The one resource of every asset: settings, and what is built from them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from assets.configuration import build_settings
from assets.extractors import choose_stage
from pipelines.clean import CleanLimits, CleanStage
from pipelines.engine import Engine, LocalEngine, Stage
from pipelines.errors import StoreSilent
from pipelines.ingest import IngestLimits, IngestStage
from pipelines.lake import Lake
from pipelines.locking import hold
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.engine.cluster import ClusterEngine

RETRIES = 3  # of a step, where waiting may heal what was wrong
RETRY_SECONDS = 15.0  # before the first of them; each further one waits four times as long
WAIT_SECONDS = 7200.0  # how long a scheduled run waits for another one
_NO_WRITE_FOR_OTHERS = 0o022
HAS_TURN: ContextVar[bool] = ContextVar("has_turn", default=False)


class Demarche(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Hands every asset the same settings, lake, stages and engine."""

    data: str = ""  # data folder; empty means DEMARCHE_DATA or the project's own
    day: str = ""  # day of the run, YYYY-MM-DD

    def settings(self) -> Settings:
        """The settings of this run."""
        return build_settings(Path(self.data) if self.data else None)

    def run_day(self) -> date:
        """The day of the run, as the schedule or the command line gave it; today where a run was started by hand in the web server."""
        return date.fromisoformat(self.day) if self.day else datetime.now(UTC).date()

    def lake(self) -> Lake:
        """The lake under the data folder."""
        return Lake(self.settings().lake, self.settings().lake_url)

    @contextmanager
    def engine(self, purpose: str) -> Iterator[Engine]:
        """The engine, while no other process writes to the lake; what waiting may heal is tried again."""
        with tried_again(), take_turn(self.settings(), purpose, WAIT_SECONDS), build_engine(self.settings()) as engine:
            yield engine


@contextmanager
def tried_again(seconds: float = RETRY_SECONDS) -> Iterator[None]:
    """Ask for the step to be run again, later each time, where the lake's store does not answer; everything else fails at once."""
    try:
        yield
    except StoreSilent as error:
        number = dg.AssetExecutionContext.get().retry_number
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=seconds * 4**number) from error


@contextmanager
def take_turn(settings: Settings, purpose: str, wait_seconds: float = 0.0) -> Iterator[None]:
    """Be the only process that writes to the data folder; free for whoever has its turn already.

    From here on the process makes no file that group or others may write, whatever its umask was.

    Raises:
        LockHeld: Another process is at work; the text says which.
    """
    if HAS_TURN.get():
        yield
        return
    os.umask(os.umask(_NO_WRITE_FOR_OTHERS) | _NO_WRITE_FOR_OTHERS)
    with hold(settings.data / ".lock", purpose, wait_seconds):
        token = HAS_TURN.set(True)
        try:
            yield
        finally:
            HAS_TURN.reset(token)


def build_engine(settings: Settings) -> "LocalEngine | ClusterEngine":
    """The engine that the settings name: guarded processes here, or the workers of a Dask scheduler.

    Raises:
        WrongUse: The scheduler does not answer, or Dask is not installed.
    """
    if settings.engine == "local":
        return build_guard(settings)
    from pipelines.engine.cluster import ClusterEngine  # Dask is optional

    return ClusterEngine(settings.engine, settings.memory_limit_mb, settings.document_seconds)


def build_guard(settings: Settings) -> LocalEngine:
    """Guarded processes on this machine."""
    return LocalEngine(settings.workers, settings.memory_limit_mb, settings.document_seconds)


def ingest_stage(settings: Settings) -> Stage:
    """Raw files to documents."""
    return IngestStage(settings.raw, IngestLimits())


def clean_stage(settings: Settings) -> Stage:
    """Documents to articles."""
    return CleanStage(settings.reference, CleanLimits())


def extract_stage(settings: Settings) -> Stage:
    """Articles to claims, by the extractor that the settings name."""
    return choose_stage(settings)
