"""Ingest: whatever lies under data/raw becomes documents, or rejects that say why. One file per format; see docs/ingest.md."""

from pipelines.ingest.limits import IngestLimits
from pipelines.ingest.stage import IngestStage, read_documents

__all__ = ["IngestLimits", "IngestStage", "read_documents"]
