"""Ingest: whatever lies under data/raw becomes documents, or rejects that say why. One file per format; see docs/ingest.md.

What is named here is loaded where it is first used: most of what later rooms import of this one needs none of its readers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.ingest.documents import read_documents
    from pipelines.ingest.limits import IngestLimits
    from pipelines.ingest.stage import IngestStage

__all__ = ["IngestLimits", "IngestStage", "read_documents"]
_HOMES = {"IngestLimits": "limits", "IngestStage": "stage", "read_documents": "documents"}


def __getattr__(name: str) -> object:
    """A name of `__all__` (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
