"""The one resource of every asset: settings, and what is built from them."""

from pathlib import Path

import dagster as dg

from assets.configuration import build_settings
from pipelines.claims import ExtractStage
from pipelines.clean import CleanLimits, CleanStage
from pipelines.engine import LocalEngine, Stage
from pipelines.ingest import IngestLimits, IngestStage
from pipelines.lake import Lake
from pipelines.settings import Settings


class Demarche(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Hands every asset the same settings, lake, stages and engine."""

    data: str = ""  # data folder; empty means DEMARCHE_DATA or the project's own
    day: str = ""  # the day of the run; empty only where an asset is looked at, not run

    def settings(self) -> Settings:
        """The settings of this run."""
        return build_settings(Path(self.data) if self.data else None)

    def lake(self) -> Lake:
        """The lake under the data folder."""
        return Lake(self.settings().lake)

    def engine(self) -> LocalEngine:
        """A new engine; a context manager."""
        return build_engine(self.settings())


def build_engine(settings: Settings) -> LocalEngine:
    """The engine that the settings name."""
    return LocalEngine(settings.workers, settings.memory_limit_mb, settings.document_seconds)


def ingest_stage(settings: Settings) -> Stage:
    """Raw files to documents."""
    return IngestStage(settings.raw, IngestLimits())


def clean_stage(settings: Settings) -> Stage:
    """Documents to articles."""
    return CleanStage(settings.reference, CleanLimits())


def extract_stage(settings: Settings) -> Stage:
    """Articles to claims."""
    return ExtractStage(settings.reference)
