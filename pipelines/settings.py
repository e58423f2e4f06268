"""One settings object: where things are and which thresholds hold. Built in `assets`, handed to every room, read from nowhere else."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and thresholds of one run.

    `data` holds everything a run makes; `reference` and `sql` are tracked files of the project.
    """

    data: Path
    reference: Path
    sql: Path
    lake_url: str = ""  # where the lake lies, if not in the data folder: an address that pyarrow or fsspec knows
    keep_runs_days: int = 90  # days for which Dagster remembers a run
    engine: str = "local"  # "local", or the address of a Dask scheduler
    workers: int = 2
    memory_limit_mb: int = 2048  # address space of one guarded worker beyond what it holds after start
    document_seconds: float = 20.0  # deadline of one document in one stage
    part_size: int = 2000  # documents in a part, at most
    extractor: str = "small"  # who reads articles: `small`, `language-model`, or the file or folder of a model that `demarche train` made
    llm_model: str = ""  # the language model, as its endpoint names it
    min_confidence: float = 0.6  # claims below it move no position; chosen so that four of five above it are right

    @property
    def raw(self) -> Path:
        """Whatever arrives, filed by landing day; never modified."""
        return self.data / "raw"

    @property
    def lake(self) -> Path:
        """Parquet parts by table and landing month."""
        return self.data / "lake"

    @property
    def language_model(self) -> Path:
        """Answers of language models, and how often each was right; no address, no key."""
        return self.data / "language_model"

    @property
    def database(self) -> Path:
        """The published DuckDB file, read-only."""
        return self.data / "demarche.duckdb"

    @property
    def report(self) -> Path:
        """The static pages."""
        return self.data / "report"
