"""One thing to be read: its bytes, its place, and the bounds it shares with everything else in the same raw file.

Belongs here: what every reader needs to make documents. Does not belong here: knowledge of any format.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from pipelines.errors import RejectCode
from pipelines.ingest.limits import IngestLimits
from pipelines.ingest.refusal import Exhausted, Refused
from pipelines.records import Document, RawFile

HEAD_BYTES = 65_536
_PIECE = 1 << 20
SEPARATOR = "!"  # between the names of a member inside a member


@dataclass(frozen=True, slots=True)
class Facts:
    """What a container says of a document besides its bytes."""

    sent_at: datetime | None = None
    sent_zone: str | None = None
    sender: str | None = None
    subject: str | None = None
    url: str | None = None


NO_FACTS = Facts()


class Budget:
    """What one raw file may still unpack; shared by all containers inside it."""

    def __init__(self, limits: IngestLimits, packed_bytes: int) -> None:
        """Start with the size of the raw file as the measure of the ratio."""
        self._limits = limits
        self._packed = max(packed_bytes, 1)
        self._unpacked = 0

    def spend(self, byte_count: int) -> None:
        """Count unpacked bytes.

        Raises:
            Exhausted: The total or the ratio is beyond the limits.
        """
        self._unpacked += byte_count
        if self._unpacked > self._limits.expanded_bytes:
            raise Exhausted(RejectCode.ARCHIVE_BOMB, f"Unpacks to more than {self._limits.expanded_bytes:,} bytes; reading stopped there.")
        ratio = self._limits.expansion_ratio
        if self._unpacked > self._limits.ratio_free_bytes and self._unpacked > ratio * self._packed:
            raise Exhausted(RejectCode.ARCHIVE_BOMB, f"Unpacks to more than {ratio} times its size; reading stopped there.")


class Metered(io.RawIOBase):
    """A stream of unpacked bytes that charges the budget for every byte read."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        """Wrap an unpacking stream."""
        super().__init__()
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read at most the buffer's length."""
        data = self._stream.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Rejoined(io.RawIOBase):
    """The head that was looked at, then the rest of a stream that cannot be wound back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What all items of one raw file share."""

    file: RawFile
    limits: IngestLimits
    budget: Budget
    read_item: Callable[["Item"], Iterator[Document]]


class Item:
    """Bytes with a place: a raw file, or a member at some depth inside it."""

    def __init__(
        self, bounds: Bounds, stream: BinaryIO, trail: tuple[str, ...] = (), sidecar: str | None = None, facts: Facts = NO_FACTS
    ) -> None:
        """Look at the head of the stream; nothing else is read yet."""
        self.bounds = bounds
        self.trail = trail
        self.facts = facts
        self.sidecar = sidecar if sidecar is not None else bounds.file.sidecar
        self._stream = stream
        self.head = _read_fully(stream, HEAD_BYTES)

    @property
    def limits(self) -> IngestLimits:
        """The bounds in numbers."""
        return self.bounds.limits

    @property
    def name(self) -> str:
        """Last part of the file's or member's name."""
        return (self.trail[-1] if self.trail else self.bounds.file.path).rsplit("/", 1)[-1]

    @property
    def member(self) -> str | None:
        """Place inside the raw file; None where the item is the raw file."""
        return SEPARATOR.join(self.trail) or None

    def stream(self) -> BinaryIO:
        """All bytes from the first, once, without holding them."""
        if self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        return io.BufferedReader(_Rejoined(self.head, self._stream), buffer_size=HEAD_BYTES)

    def seekable(self) -> BinaryIO:
        """All bytes as a file that can be wound back; a member is held in memory for it.

        Raises:
            Refused: The member is too large to be held.
        """
        if self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        held = _read_fully(self.stream(), self.limits.buffered_bytes + 1)
        if len(held) > self.limits.buffered_bytes:
            raise Refused(
                RejectCode.TOO_LARGE, f"An archive of more than {self.limits.buffered_bytes:,} bytes inside another one; unpack it first."
            )
        return io.BytesIO(held)

    def payload(self) -> bytes:
        """All bytes, as one document.

        Raises:
            Refused: They are more than a document may have.
        """
        data = self.head if len(self.head) < HEAD_BYTES else _read_fully(self.stream(), self.limits.document_bytes + 1)
        if len(data) > self.limits.document_bytes:
            raise Refused(RejectCode.TOO_LARGE, f"Larger than {self.limits.document_bytes:,} bytes.")
        return data

    def document(self, media_type: str, payload: bytes, facts: Facts = NO_FACTS, part: str | None = None) -> Document:
        """One readable document; `part` names it where the item holds several."""
        return Document(
            document_id=hashlib.sha256(payload).hexdigest()[:16],
            path=self.bounds.file.path,
            member=self._place(part),
            landed_on=self.bounds.file.landed_on,
            media_type=media_type,
            byte_count=len(payload),
            payload=payload,
            sent_at=facts.sent_at or self.facts.sent_at,
            sent_zone=facts.sent_zone,
            sender=facts.sender,
            subject=facts.subject or self.facts.subject,
            url=facts.url or self.facts.url,
            sidecar=self.sidecar,
        )

    def reject(self, code: RejectCode, reason: str, part: str | None = None) -> Document:
        """A row that says why nothing was read; its id comes from its place, since there are no bytes to hash."""
        member = self._place(part)
        place = f"{self.bounds.file.sha256}\0{self.bounds.file.path}\0{member or ''}\0{code}"
        return Document(
            document_id=hashlib.sha256(place.encode()).hexdigest()[:16],
            path=self.bounds.file.path,
            member=member,
            landed_on=self.bounds.file.landed_on,
            media_type="application/octet-stream",
            byte_count=self.bounds.file.byte_count if member is None else 0,
            payload=b"",
            sidecar=self.sidecar,
            reject_code=code,
            reject_reason=reason,
        )

    def inside(self, part: str, stream: BinaryIO, sidecar: str | None = None, facts: Facts = NO_FACTS) -> Iterator[Document]:
        """The documents of one member, read by whatever reader knows it; `facts` are what the container knows of it."""
        if len(self.trail) >= self.limits.nesting:
            yield self.reject(RejectCode.TOO_NESTED, f"Containers inside containers beyond {self.limits.nesting} levels.", part)
            return
        metered = io.BufferedReader(Metered(stream, self.bounds.budget), HEAD_BYTES)
        yield from self.bounds.read_item(Item(self.bounds, metered, (*self.trail, part), sidecar, facts))

    def held(self, part: str, payload: bytes, facts: Facts) -> Iterator[Document]:
        """The documents of one member whose bytes are at hand and already counted."""
        if len(self.trail) >= self.limits.nesting:
            yield self.reject(RejectCode.TOO_NESTED, f"Containers inside containers beyond {self.limits.nesting} levels.", part)
            return
        yield from self.bounds.read_item(Item(self.bounds, io.BytesIO(payload), (*self.trail, part), facts=facts))

    def _place(self, part: str | None) -> str | None:
        return SEPARATOR.join((*self.trail, part)) if part is not None else self.member


def _read_fully(stream: BinaryIO, limit: int) -> bytes:
    """Up to `limit` bytes, however short the single reads are."""
    pieces: list[bytes] = []
    while limit > 0 and (data := stream.read(min(limit, _PIECE))):
        pieces.append(data)
        limit -= len(data)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
