"""Where the bytes of the lake lie: what any such place must do, and the folder on this machine. Does not belong here: Parquet."""

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Protocol

import pyarrow as pa

from pipelines.errors import LakeError, NoRoom

TEMPORARY = ".tmp-"  # begins the name of a file that is being written
_ROOM_ERRORS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EFBIG,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.ENAMETOOLONG,
}

Fill = Callable[[Any], None]  # writes a file's bytes into a stream


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A file as a listing shows it."""

    name: str  # below the lake, with forward slashes
    byte_count: int
    written_at: float  # seconds since 1970, by the clock of the place


class Storage(Protocol):
    """A place that holds files by name. A reader sees a file whole or not at all."""

    def list(self, folder: str) -> list[Entry]:
        """Every file below a folder, at any depth, sorted; none where there is no such folder.

        Raises:
            LakeError: The place does not answer, or a folder may not be read: what is in it must not be taken for missing.
        """
        ...

    def open(self, name: str) -> Any:
        """A file for reading at any offset.

        Raises:
            FileNotFoundError: There is none.
            LakeError: The place does not answer.
        """
        ...

    def write(self, name: str, fill: Fill) -> None:
        """Put a file there, or in place of another, so that a kill at any moment leaves the old one or the new one.

        Raises:
            NoRoom: The disk is full or the folder may not be written; an older file stays as it was.
            LakeError: The place does not answer or refuses.
        """
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there.

        Raises:
            NoRoom: The folder may not be written.
            LakeError: The place does not answer or refuses.
        """
        ...

    def sweep(self) -> int:
        """Remove what killed writers left behind; returns how many files."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that several machines have mounted."""

    root: Path

    def list(self, folder: str) -> list[Entry]:
        """Every file below a folder, sorted."""
        try:
            return sorted(self._entries(self.root / folder))
        except OSError as error:
            where = os.path.relpath(error.filename or self.root / folder, self.root)
            raise LakeError(f"lake/{where} cannot be listed: {error.strerror}.") from error

    def _entries(self, folder: Path) -> Iterator[Entry]:
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from self._entries(Path(entry.path))
                continue
            with suppress(FileNotFoundError):  # another process may remove what was just listed
                status = entry.stat()
                if stat.S_ISREG(status.st_mode):
                    yield Entry(Path(entry.path).relative_to(self.root).as_posix(), status.st_size, status.st_mtime)

    def open(self, name: str) -> Any:
        """The file itself."""
        return pa.OSFile(str(self.root / name), "rb")

    def write(self, name: str, fill: Fill) -> None:
        """Write beside, sync, rename. A kill leaves the old file, the new one, or one that `sweep` removes."""
        path = self.root / name
        with no_room(f"lake/{name} cannot be written"):
            self._make_folder(path.parent)
            beside = path.with_name(name_beside(path.name))
            try:
                with beside.open("wb") as stream:
                    fill(stream)
                    stream.flush()
                    os.fsync(stream.fileno())
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)  # it is there only where writing failed
            sync_folder(path.parent)

    def open_aside(self, name: str) -> IO[bytes]:
        """A file beside `name` that nobody else can open. Where the file system must give it a name, `sweep` knows it."""
        with no_room(f"Nothing can be put aside for lake/{name}"):
            folder = (self.root / name).parent
            folder.mkdir(parents=True, exist_ok=True)
            return TemporaryFile(prefix=TEMPORARY, dir=folder, buffering=0)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder and those above it; each stays there when the machine stops."""
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)

    def remove(self, name: str) -> None:
        """Unlink."""
        with no_room(f"lake/{name} cannot be removed"):
            (self.root / name).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove half-written files."""
        debris = list(self.root.glob(f"*/*/{TEMPORARY}*"))
        for path in debris:
            with no_room("What a killed writer left in the lake cannot be removed"):
                path.unlink(missing_ok=True)
        return len(debris)


def name_beside(name: str) -> str:
    """A name for a file while it is written, like no other: on a shared folder a host that was given up may still write the same part."""
    return f"{TEMPORARY}{secrets.token_hex(6)}-{name}"


@contextmanager
def no_room(what: str) -> Iterator[None]:
    """Turn "disk full", "not permitted" and what else a disk refuses into one sentence.

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
