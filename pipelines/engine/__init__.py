"""Runs stages over parts: guarded local processes, or a distributed engine. Knows nothing of what a stage does."""

from pipelines.engine.arrivals import ingest, register_arrivals, stale_batches
from pipelines.engine.local import LocalEngine
from pipelines.engine.refresh import Progress, Refreshed, chain, quiet, refresh, stale_parts
from pipelines.engine.stage import Engine, Stage
from pipelines.engine.through import parts_through

__all__ = [
    "Engine",
    "LocalEngine",
    "Progress",
    "Refreshed",
    "Stage",
    "chain",
    "ingest",
    "parts_through",
    "quiet",
    "refresh",
    "register_arrivals",
    "stale_batches",
    "stale_parts",
]
