"""Parts: the Parquet files of the lake. Which are there, how they are written whole or not at all, and what they were made from.

Layout: `<root>/<table>/<YYYY-MM>/<part>.parquet`. Parquet is touched here only. Does not belong here: what a stage does.
"""

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import CorruptPart, NoRoom
from pipelines.schemas import RECORDS, SCHEMA_VERSION, schema_of

_SCHEMA_KEY = b"demarche.schema"
_FINGERPRINT_KEY = b"demarche.fingerprint"
_NOTES_KEY = b"demarche.notes"
_ROOM_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EFBIG, errno.ENOTDIR, errno.EEXIST}


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One unit of work: a part has the same month and name in every table it runs through."""

    month: str  # landing month, YYYY-MM
    name: str

    def __str__(self) -> str:
        """Month and name, as shown to people."""
        return f"{self.month}/{self.name}"


@dataclass(frozen=True, slots=True)
class PartInfo:
    """What a part says of itself in its footer."""

    fingerprint: str
    rows: int
    notes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Lake:
    """All parts under one folder."""

    root: Path

    def path(self, table: str, part: Part) -> Path:
        """Where a part lies, whether or not it is there."""
        return self.root / table / part.month / f"{part.name}.parquet"

    def parts(self, table: str, months: Iterable[str] | None = None) -> list[Part]:
        """The parts of a table, sorted; only those of the given landing months where any are given."""
        wanted = None if months is None else set(months)
        found = (self.root / table).glob("*/*.parquet")
        parts = (Part(path.parent.name, path.stem) for path in found if not path.name.startswith("."))
        return sorted(part for part in parts if wanted is None or part.month in wanted)

    def part_paths(self, table: str) -> list[Path]:
        """The files of a table's parts, sorted."""
        return [self.path(table, part) for part in self.parts(table)]

    def info(self, table: str, part: Part) -> PartInfo | None:
        """What the part's footer says; None where it is missing, torn or of another schema, so that it is made again."""
        try:
            return self._footer(self.path(table, part))
        except (FileNotFoundError, CorruptPart):
            return None

    def check(self, table: str, part: Part) -> PartInfo:
        """What the part's footer says.

        Raises:
            CorruptPart: It does not open, or is of another schema version; names the file.
        """
        return self._footer(self.path(table, part))

    def read(self, table: str, part: Part) -> pa.Table:
        """The rows of a part.

        Raises:
            CorruptPart: It does not open, or its schema is not ours; names the file.
        """
        path = self.path(table, part)
        self._footer(path)
        try:
            return pq.read_table(path, schema=schema_of(table), partitioning=None).replace_schema_metadata(None)
        except (pa.ArrowInvalid, OSError) as error:
            raise CorruptPart(f"{self._name(path)} cannot be read: {error}.") from error

    def write(self, table: str, part: Part, data: pa.Table, fingerprint: str, notes: Mapping[str, object] | None = None) -> None:
        """Write a part whole or not at all, with its fingerprint and notes in the footer.

        Raises:
            NoRoom: The disk is full or the folder may not be written; an older part stays as it was.
        """
        metadata = {
            _SCHEMA_KEY: str(SCHEMA_VERSION).encode(),
            _FINGERPRINT_KEY: fingerprint.encode(),
            _NOTES_KEY: json.dumps(notes or {}, sort_keys=True).encode(),
        }
        path = self.path(table, part)
        with no_room(f"{self._name(path)} cannot be written"):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, data.cast(schema_of(table)).replace_schema_metadata(metadata))

    def remove(self, table: str, part: Part) -> None:
        """Remove a part, if it is there."""
        self.path(table, part).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove what a killed writer left behind; returns how many files."""
        debris = list(self.root.glob("*/*/.tmp-*"))
        for path in debris:
            path.unlink(missing_ok=True)
        return len(debris)

    def strangers(self) -> Iterator[Path]:
        """Files in the lake that are no part of ours."""
        for path in sorted(self.root.rglob("*")):
            inside = path.relative_to(self.root).parts
            is_ours = len(inside) == 3 and inside[0] in RECORDS and path.suffix == ".parquet"
            if path.is_file() and not is_ours:
                yield path

    def _name(self, path: Path) -> str:
        return f"lake/{path.relative_to(self.root).as_posix()}"

    def _footer(self, path: Path) -> PartInfo:
        try:
            with pq.ParquetFile(path) as opened:
                metadata, rows = opened.metadata.metadata or {}, opened.metadata.num_rows
        except FileNotFoundError:
            raise
        except (pa.ArrowInvalid, OSError) as error:
            raise CorruptPart(f"{self._name(path)} is not a whole Parquet file.") from error
        if metadata.get(_SCHEMA_KEY) != str(SCHEMA_VERSION).encode():
            raise CorruptPart(f"{self._name(path)} is of schema {metadata.get(_SCHEMA_KEY, b'?').decode()}, not {SCHEMA_VERSION}.")
        return PartInfo(metadata[_FINGERPRINT_KEY].decode(), rows, json.loads(metadata[_NOTES_KEY]))


@contextmanager
def no_room(what: str) -> Iterator[None]:
    """Turn "disk full" and "not permitted" into one sentence.

    Raises:
        NoRoom: The body failed for want of room or permission.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _ROOM_ERRORS:
            raise NoRoom(f"{what}: {error.strerror}.") from error
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_whole(path: Path, data: pa.Table) -> None:
    """Write beside, sync, rename. A kill at any moment leaves the old file, the new file, or a `.tmp-` file that `sweep` removes."""
    beside = path.with_name(f".tmp-{path.name}")
    try:
        with beside.open("wb") as stream:
            pq.write_table(data, stream, compression="zstd", compression_level=3)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)  # it is there only where writing failed
    sync_folder(path.parent)
