"""Reader of single compressed files: gzip, bzip2, xz, zstandard. What is inside is read as if it lay there by itself."""

import bz2
import io
import lzma
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import zstandard
from isal import isal_zlib

from pipelines.ingest.item import Item
from pipelines.ingest.reader import Reader
from pipelines.records import Document

GZIP = b"\x1f\x8b"  # how every gzip stream begins (RFC 1952)
_MOST_MEMORY = 1 << 27  # dictionary of an xz file or window of a zstandard one


class _Unpacked(io.RawIOBase):
    """A packed stream, frame after frame, each checked to its own end; what stands before a damaged place is read."""

    def __init__(self, packed: BinaryIO, start: Callable[[], Any], piece_bytes: int) -> None:
        super().__init__()
        self._packed = packed
        self._start = start
        self._piece_bytes = piece_bytes  # small enough that what one piece unpacks to can be held
        self._decoder = start()
        self._rest = b""
        self._ready = io.BytesIO()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read1(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        data = self._ready.read(size)
        while not data and self._advance():
            data = self._ready.read(size)
        return data

    def _advance(self) -> bool:
        """Unpack one piece; False at the end of the last frame. Zeros between and after frames are padding.

        Raises:
            EOFError: The file ends inside a frame.
        """
        piece = self._rest or self._packed.read(self._piece_bytes)
        self._rest = b""
        if not piece:
            if self._decoder.eof:
                return False
            raise EOFError("the file ends before its compressed data does")
        if self._decoder.eof:
            piece = piece.lstrip(b"\0")
            self._decoder = self._start() if piece else self._decoder
        if piece:
            self._ready = io.BytesIO(self._decoder.decompress(piece))
            self._rest = self._decoder.unused_data
        return True


def unpack_gzip(packed: BinaryIO) -> BinaryIO:
    """The members of a gzip stream, one after the other, by Intel's decoder: a third of the time of zlib's."""

    def start() -> Any:
        return isal_zlib.decompressobj(wbits=isal_zlib.MAX_WBITS | 16)

    return cast(BinaryIO, _Unpacked(packed, start, piece_bytes=1 << 15))


def _unxz(packed: BinaryIO) -> BinaryIO:
    def start() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)

    return cast(BinaryIO, _Unpacked(packed, start, piece_bytes=1 << 12))


def _unzstd(packed: BinaryIO) -> BinaryIO:
    context = zstandard.ZstdDecompressor(max_window_size=_MOST_MEMORY)
    return cast(BinaryIO, _Unpacked(packed, context.decompressobj, piece_bytes=1 << 10))


_KINDS: tuple[tuple[bytes, tuple[str, ...], Callable[[BinaryIO], BinaryIO]], ...] = (
    (GZIP + b"\x08", (".gz", ".tgz"), unpack_gzip),
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
