"""Parts: the Parquet files of the lake. Which are there, how they are written, and what they were made from.

Layout: `<lake>/<table>/<YYYY-MM>/<part>.parquet`. Does not belong here: what a stage does, or how a place keeps bytes (`storage`).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import CorruptPart, LakeError
from pipelines.lake.storage import Entry, Folder, Storage
from pipelines.schemas import RECORDS, SCHEMA_VERSION, schema_of

SCHEMA_KEY = b"demarche.schema"
_FINGERPRINT_KEY = b"demarche.fingerprint"
_NOTES_KEY = b"demarche.notes"
_COPY_KEY = b"demarche.copy"
_SUFFIX = ".parquet"
_NAMED = re.compile(r"([a-z]+)/(\d{4}-\d{2})/(\w+(?:-\d+)?)\.parquet", re.ASCII)  # a copy that somebody made beside a part is no part
_READ_ROWS, _READ_BYTES = 16, 1 << 20  # of payloads, at once: where one is looked for the others need not be held
_LISTED_ALONE = 3  # so many months are listed one by one; for more the whole table is


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
    """All parts under one folder, or under one address elsewhere; then the folder holds the copies that readers of files need."""

    root: Path
    url: str = ""  # where the parts lie; empty means in the folder

    @property
    def storage(self) -> Storage:
        """Where the parts lie.

        Raises:
            WrongUse: Nobody knows such an address.
        """
        if not self.url:
            return Folder(self.root)
        from pipelines.lake.elsewhere import connect  # imported only where it is used: the start of every command pays for it

        return connect(self.url)

    def path(self, table: str, part: Part) -> Path:
        """Where a part, or its copy, lies on this machine, whether or not it is there."""
        return self.root / _file_of(table, part)

    def parts(self, table: str, months: Iterable[str] | None = None) -> list[Part]:
        """The parts of a table, sorted; only those of the given landing months where any are given."""
        return sorted(self.listed(table, months))

    def listed(self, table: str, months: Iterable[str] | None = None) -> dict[Part, Entry]:
        """The parts of a table as the listing shows them, with their size and the time at which they were written."""
        wanted = None if months is None else set(months)
        folders = [table] if wanted is None or len(wanted) > _LISTED_ALONE else [f"{table}/{month}" for month in wanted]
        found = {part: entry for folder in folders for entry in self.storage.list(folder) if (part := _part_of(entry.name))}
        return {part: entry for part, entry in found.items() if wanted is None or part.month in wanted}

    def part_paths(self, table: str) -> list[Path]:
        """Files of a table's parts, sorted."""
        return self.files(table, self.parts(table))

    def files(self, table: str, parts: Sequence[Part]) -> list[Path]:
        """Files of this machine that hold these parts, for readers that can open nothing else.

        Where the lake lies elsewhere they are copies without the payloads of documents; what was copied before is not fetched again.

        Raises:
            CorruptPart: A part does not open; names the file.
            NoRoom: There is no room for a copy.
        """
        if self.url:
            listed = self.listed(table)
            for part in parts:
                self._copy(table, part, listed[part])
        return [self.path(table, part) for part in parts]

    def _copy(self, table: str, part: Part, entry: Entry) -> None:
        mark, near = f"{entry.byte_count} {entry.written_at}", Lake(self.root)
        if near._copy_mark(table, part) == mark:
            return
        info = self.check(table, part)
        columns = [name for name in schema_of(table).names if name != "payload"]
        rows = self.read(table, part, columns)
        if "payload" in schema_of(table).names:
            rows = rows.append_column("payload", pa.array([b""] * rows.num_rows, pa.large_binary())).select(schema_of(table).names)
        near._write(table, part, rows, {**_metadata_of(info.fingerprint, info.notes), _COPY_KEY: mark.encode()})

    def _copy_mark(self, table: str, part: Part) -> str:
        try:
            metadata: dict[bytes, bytes] = pq.read_schema(self.path(table, part)).metadata or {}
        except (OSError, pa.ArrowInvalid):
            return ""
        return metadata.get(_COPY_KEY, b"").decode()

    def info(self, table: str, part: Part) -> PartInfo | None:
        """What the part's footer says; None where it is missing, torn or of another schema, so that it is made again."""
        try:
            return self._footer(table, part)
        except (FileNotFoundError, CorruptPart):
            return None

    def check(self, table: str, part: Part) -> PartInfo:
        """What the part's footer says.

        Raises:
            CorruptPart: It is not there, does not open, or is of another schema version; names the file.
        """
        try:
            return self._footer(table, part)
        except FileNotFoundError as error:
            raise CorruptPart(f"lake/{_file_of(table, part)} is gone.") from error

    def read(self, table: str, part: Part, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a part; only these columns, in this order, where any are named.

        Raises:
            CorruptPart: It does not open, or its schema is not ours; names the file.
        """
        self.check(table, part)
        schema = schema_of(table) if columns is None else pa.schema([schema_of(table).field(name) for name in columns])
        try:
            with self.storage.open(_file_of(table, part)) as stream, pq.ParquetFile(stream) as opened:
                rows = opened.read(schema.names)  # `read_table` would load pandas, a tenth of an empty night
            return _as_ours(rows.select(schema.names), schema).replace_schema_metadata(None)
        except (pa.ArrowException, OSError, KeyError) as error:
            raise CorruptPart(f"lake/{_file_of(table, part)} cannot be read: {error}.") from error

    def payload(self, document_id: str, month: str) -> tuple[str, bytes] | None:
        """Media type and bytes of a document that landed in that month, read where the parts lie; None where no part holds it.

        Raises:
            CorruptPart: A part of that month cannot be read, and no other one holds it.
            LakeError: The place where the lake lies does not answer.
        """
        torn: CorruptPart | None = None
        for part in self.parts("documents", [month]):
            try:
                found = self._payload(document_id, part)
            except CorruptPart as error:
                torn = error
                continue
            if found:
                return found
        if torn:
            raise torn
        return None

    def _payload(self, document_id: str, part: Part) -> tuple[str, bytes] | None:
        """As `payload`; reads no further than the document, since the payloads of a part may take gigabytes."""
        named = self.read("documents", part, ["document_id", "reject_code"]).to_pylist()
        at = next((row for row, one in enumerate(named) if one["document_id"] == document_id and one["reject_code"] is None), None)
        if at is None:
            return None
        file = _file_of("documents", part)
        try:
            with self.storage.open(file) as stream, pq.ParquetFile(stream, pre_buffer=False, buffer_size=_READ_BYTES) as opened:
                for rows in opened.iter_batches(_READ_ROWS, columns=["media_type", "payload"]):
                    if at < rows.num_rows:
                        return rows["media_type"][at].as_py(), rows["payload"][at].as_py()
                    at -= rows.num_rows
        except (pa.ArrowException, OSError) as error:
            raise CorruptPart(f"lake/{file} cannot be read: {error}.") from error
        return None

    def write(self, table: str, part: Part, data: pa.Table, fingerprint: str, notes: Mapping[str, object] | None = None) -> None:
        """Write a part whole or not at all, with its fingerprint and notes in the footer.

        Raises:
            NoRoom: The disk is full or the folder may not be written; an older part stays as it was.
            LakeError: The place where the lake lies does not answer.
        """
        self._write(table, part, data, _metadata_of(fingerprint, notes or {}))
        if self.url:
            Folder(self.root).remove(_file_of(table, part))  # the copy that was made of the part before

    def _write(self, table: str, part: Part, data: pa.Table, metadata: Mapping[bytes, bytes]) -> None:
        rows = data.cast(schema_of(table)).combine_chunks().replace_schema_metadata(metadata)  # chunks would show in the bytes

        def fill(stream: Any) -> None:
            pq.write_table(rows, stream, compression="zstd", compression_level=3)

        self.storage.write(_file_of(table, part), fill)

    def open_aside(self, table: str, part: Part) -> IO[bytes]:
        """A file of no name on this machine, for rows that wait until they can become part of a table; it is gone when it is closed.

        Raises:
            NoRoom: The folder may not be written.
        """
        return Folder(self.root).open_aside(_file_of(table, part))

    def remove(self, table: str, part: Part) -> None:
        """Remove a part, and its copy on this machine, if they are there."""
        for place in self._places():
            place.remove(_file_of(table, part))

    def sweep(self) -> int:
        """Remove what a killed writer left behind; returns how many files."""
        return sum(place.sweep() for place in self._places())

    def _places(self) -> list[Storage]:
        return [self.storage, Folder(self.root)] if self.url else [self.storage]

    def strangers(self) -> list[str]:
        """Files in the lake that are no part of ours, by their path below it."""
        return [entry.name for entry in self.storage.list("") if _part_of(entry.name) is None]

    def _footer(self, table: str, part: Part) -> PartInfo:
        try:
            with self.storage.open(_file_of(table, part)) as stream, pq.ParquetFile(stream) as opened:
                metadata, rows = opened.metadata.metadata or {}, opened.metadata.num_rows
        except FileNotFoundError:
            raise
        except PermissionError as error:  # no torn part, which would be made again
            raise LakeError(f"lake/{_file_of(table, part)} may not be read: its permissions forbid it.") from error
        except (pa.ArrowException, OSError) as error:
            raise CorruptPart(f"lake/{_file_of(table, part)} is not a whole Parquet file.") from error
        if metadata.get(SCHEMA_KEY) != str(SCHEMA_VERSION).encode():
            found = metadata.get(SCHEMA_KEY, b"?").decode()
            raise CorruptPart(f"lake/{_file_of(table, part)} is of schema {found}, not {SCHEMA_VERSION}.")
        return PartInfo(metadata[_FINGERPRINT_KEY].decode(), rows, json.loads(metadata[_NOTES_KEY]))


def _as_ours(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows under our schema; a part whose types are ours already, as all but foreign ones are, does without loading `pyarrow.compute`."""
    return pa.Table.from_arrays(rows.columns, schema=schema) if rows.schema.equals(schema) else rows.cast(schema)


def _file_of(table: str, part: Part) -> str:
    return f"{table}/{part.month}/{part.name}{_SUFFIX}"


def _part_of(name: str) -> Part | None:
    """The part that a file of the lake holds; None where it is no part of ours."""
    named = _NAMED.fullmatch(name)
    return Part(named[2], named[3]) if named and named[1] in RECORDS else None


def _metadata_of(fingerprint: str, notes: Mapping[str, object]) -> dict[bytes, bytes]:
    return {
        SCHEMA_KEY: str(SCHEMA_VERSION).encode(),
        _FINGERPRINT_KEY: fingerprint.encode(),
        _NOTES_KEY: json.dumps(notes, sort_keys=True).encode(),
    }
