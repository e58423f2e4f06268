"""A lake that lies elsewhere: object stores and other file systems that pyarrow or fsspec reach by an address.

An object store has no rename, and shows an object when all of it is there; so a part is made whole in memory and put in one go. Other file
systems get a file beside and a rename. Does not belong here: which address, and with whose credentials; those the environment holds.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyarrow import fs

from pipelines.errors import LakeError, StoreSilent, WrongUse
from pipelines.lake.storage import TEMPORARY, Entry, Fill, name_beside

# What stores say of a trouble that passes.
_PASSING = re.compile(
    "NETWORK_CONNECTION|SLOW_DOWN|SERVICE_UNAVAILABLE|INTERNAL_FAILURE|THROTTLING|REQUEST_TIMEOUT|timed out", re.IGNORECASE
)
# Names by which pyarrow calls file systems that show a file only when it is whole.
_OBJECT_STORES = ("s3", "gcs", "abfs", "py::fsspec+s3", "py::fsspec+gcs", "py::fsspec+abfs", "py::fsspec+memory")


@cache
def connect(url: str) -> "Elsewhere":
    """The storage at an address, e.g. `s3://bucket/lake?region=eu-west-1`; one connection a process.

    Raises:
        WrongUse: Nobody knows such an address, or it holds a password.
    """
    try:
        holds_credentials = urlsplit(url).username is not None
    except ValueError as error:
        raise WrongUse("The lake's address is none: a bracket or a letter in it is out of place.") from error  # it may hold a password
    if holds_credentials:
        raise WrongUse("The lake's address must hold no credentials; put them in the environment, as the store's own tools read them.")
    try:
        system, path = fs.FileSystem.from_uri(url)
    except (pa.ArrowException, ValueError, ImportError, OSError) as error:  # the last one where the tools of a store are not installed
        raise WrongUse(f"The lake's address {url!r} is none that can be reached: {str(error).splitlines()[0]}.") from error
    return Elsewhere(system, path.rstrip("/"))


def _is_object_store(system: fs.FileSystem) -> bool:
    name = system.type_name.replace("('", "").split("'")[0]  # fsspec may have several names for one
    return name in _OBJECT_STORES


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Files below a path of a file system."""

    system: fs.FileSystem
    root: str

    def list(self, folder: str) -> list[Entry]:
        """Every file below a folder, sorted."""
        with _told(f"lake/{folder} cannot be listed"):
            found = self.system.get_file_info(fs.FileSelector(f"{self.root}/{folder}".rstrip("/"), allow_not_found=True, recursive=True))
        return sorted(
            Entry(info.path[len(self.root) + 1 :], info.size, (info.mtime_ns or 0) / 1e9) for info in found if info.type == fs.FileType.File
        )

    def open(self, name: str) -> Any:
        """The file, read by ranges."""
        with _told(f"lake/{name} cannot be opened"):
            return _Ranges(self.system.open_input_file(f"{self.root}/{name}"), name)

    def write(self, name: str, fill: Fill) -> None:
        """Make the bytes in memory, then put them in one go: an error on the way must not leave a short object."""
        sink = pa.BufferOutputStream()
        fill(sink)
        path = f"{self.root}/{name}"
        with _told(f"lake/{name} cannot be written"):
            if _is_object_store(self.system):
                self._put(path, sink.getvalue())
                return
            folder, _, last = path.rpartition("/")
            beside = f"{folder}/{name_beside(last)}"
            self.system.create_dir(folder)
            self._put(beside, sink.getvalue())
            self.system.move(beside, path)

    def _put(self, path: str, data: pa.Buffer) -> None:
        stream = self.system.open_output_stream(path, compression=None)
        stream.write(data)
        stream.close()  # not in a `finally`: closing is what makes an object visible

    def remove(self, name: str) -> None:
        """Delete, if it is there."""
        with _told(f"lake/{name} cannot be removed"):
            try:
                self.system.delete_file(f"{self.root}/{name}")
            except FileNotFoundError:
                return

    def sweep(self) -> int:
        """Remove half-written files; an object store has none."""
        if _is_object_store(self.system):
            return 0
        debris = [entry.name for entry in self.list("") if entry.name.rpartition("/")[2].startswith(TEMPORARY)]
        for name in debris:
            self.remove(name)
        return len(debris)


class _Ranges(io.RawIOBase):
    """A remote file for Python: what the network does is told apart from what a Parquet file holds."""

    def __init__(self, file: pa.NativeFile, name: str) -> None:
        self._file = file
        self._name = name

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; nothing is fetched."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Where the next read begins."""
        return int(self._file.tell())

    def readinto(self, into: Any) -> int:
        """Fetch a range.

        Raises:
            LakeError: The place does not answer.
        """
        with _told(f"lake/{self._name} cannot be read"):
            data = self._file.read(len(into))
        into[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Let go."""
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what a store says into one sentence.

    Raises:
        StoreSilent: The store did not answer, or asked for patience.
        LakeError: It refused.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException) as error:
        said = str(error).splitlines()[0].split(" (Request ID")[0]
        kind = StoreSilent if isinstance(error, TimeoutError | ConnectionError) or _PASSING.search(said) else LakeError
        raise kind(f"{what}: {said}.") from error
