"""The lake: parts, where their bytes lie, and how they are written whole or not at all. Parquet is touched here only."""

from pipelines.lake.parts import Lake, Part, PartInfo
from pipelines.lake.storage import Entry, no_room, sync_folder

__all__ = ["Entry", "Lake", "Part", "PartInfo", "no_room", "sync_folder"]
