"""Runs stages over parts: guarded local processes, or a distributed engine. Knows nothing of what a stage does.

What is named here is loaded where it is first used: who only audits the lake, or watches, needs nothing that runs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.engine.arrivals import ingest, register_arrivals, stale_batches
    from pipelines.engine.local import LocalEngine
    from pipelines.engine.progress import Progress, quiet
    from pipelines.engine.refreshing import Refreshed, chain, refresh, stale_parts
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
_HOMES = {
    "Engine": "stage",
    "LocalEngine": "local",
    "Progress": "progress",
    "Refreshed": "refreshing",
    "Stage": "stage",
    "chain": "refreshing",
    "ingest": "arrivals",
    "parts_through": "through",
    "quiet": "progress",
    "refresh": "refreshing",
    "register_arrivals": "arrivals",
    "stale_batches": "arrivals",
    "stale_parts": "refreshing",
}


def __getattr__(name: str) -> object:
    """A name of `__all__` (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
