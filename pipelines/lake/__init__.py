"""The lake: parts, where their bytes lie, and how they are written whole or not at all. Parquet is touched here only."""

from pipelines.lake.parts import SCHEMA_KEY, Lake, Part, PartInfo
from pipelines.lake.storage import Entry, no_room, sync_folder

__all__ = ["SCHEMA_KEY", "Entry", "Lake", "Part", "PartInfo", "no_room", "sync_folder"]
