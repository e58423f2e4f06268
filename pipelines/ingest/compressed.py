"""Reader of single compressed files: gzip, bzip2, xz, zstandard. What is inside is read as if it lay there by itself."""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import zstandard

from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document

_MOST_MEMORY = 1 << 27  # dictionary of an xz file or window of a zstandard one


class _Unpacked(io.RawIOBase):
    """Streams that the standard library's file objects cannot bound or do not check: frame after frame, each to its own end."""

    def __init__(self, packed: BinaryIO, start: Callable[[], Any], piece_bytes: int) -> None:
        super().__init__()
        self._packed = packed
        self._start = start
        self._piece_bytes = piece_bytes  # small enough that what one piece unpacks to can be held
        self._decoder = start()
        self._ready = io.BytesIO()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._ready.read(len(buffer))
        while not data and self._advance():
            data = self._ready.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _advance(self) -> bool:
        """Unpack one piece; False at the end of the last frame.

        Raises:
            EOFError: The file ends inside a frame.
        """
        if self._decoder.eof:
            piece = self._decoder.unused_data or self._packed.read(self._piece_bytes)
            if not piece:
                return False
            self._decoder = self._start()
        else:
            piece = self._packed.read(self._piece_bytes)
            if not piece:
                raise EOFError("the file ends before its compressed data does")
        self._ready = io.BytesIO(self._decoder.decompress(piece))
        return True


def _unxz(packed: BinaryIO) -> BinaryIO:
    def start() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)

    return cast(BinaryIO, _Unpacked(packed, start, piece_bytes=1 << 12))


def _unzstd(packed: BinaryIO) -> BinaryIO:
    context = zstandard.ZstdDecompressor(max_window_size=_MOST_MEMORY)
    return cast(BinaryIO, _Unpacked(packed, context.decompressobj, piece_bytes=1 << 10))


_KINDS: tuple[tuple[bytes, tuple[str, ...], Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b\x08", (".gz", ".tgz"), lambda packed: cast(BinaryIO, gzip.GzipFile(fileobj=packed))),
    (b"BZh", (".bz2", ".tbz2"), lambda packed: cast(BinaryIO, bz2.BZ2File(packed))),
    (b"\xfd7zXZ\x00", (".xz", ".txz"), _unxz),
    (b"\x28\xb5\x2f\xfd", (".zst",), _unzstd),
)


def _matches(item: Item) -> bool:
    return item.head.startswith(tuple(magic for magic, _, _ in _KINDS))


def _read(item: Item) -> Iterator[Document]:
    for magic, suffixes, unpack in _KINDS:
        if item.head.startswith(magic):
            yield from item.inside(_inner_name(item.name, suffixes), unpack(item.stream()))


def _inner_name(name: str, suffixes: tuple[str, ...]) -> str:
    """`page.html.gz` holds `page.html`, `box.tgz` holds `box.tar`."""
    lower = name.lower()
    for suffix in suffixes:
        if lower.endswith(suffix):
            stem = name[: -len(suffix)]
            return f"{stem}.tar" if suffix.startswith(".t") else stem or name
    return name


READER = Reader("compressed file", _matches, _read)
