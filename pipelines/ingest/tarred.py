"""Reader of tar archives, streamed: members are read in passing and nothing is written to disk. Links and devices are refused.

A sidecar can stand anywhere in the stream. One before its member is kept until that comes; one after it is applied to what still waits,
and documents wait until so many bytes have come after them (`waiting_bytes`).
"""

import tarfile
from collections.abc import Iterator
from dataclasses import replace

from pipelines.errors import RejectCode
from pipelines.ingest.item import NO_FACTS, Item
from pipelines.ingest.names import MemberNames, points_outside
from pipelines.ingest.reader import Reader
from pipelines.ingest.refusal import BROKEN, Refused
from pipelines.landing import SIDECAR_SUFFIX
from pipelines.records import Document

_MAGIC_AT = 257


def _matches(item: Item) -> bool:
    return item.head[_MAGIC_AT : _MAGIC_AT + 5] == b"ustar"


class _Waiting:
    """Documents that a sidecar may still come for, and sidecars whose member has not come yet."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._documents: dict[str, list[Document]] = {}
        self._sidecars: dict[str, bytes] = {}
        self._byte_count = 0
        self._passed: set[str] = set()  # members whose documents have gone on

    def take_sidecar(self, name: str, payload: bytes) -> Iterator[Document]:
        """Apply a sidecar, or keep it for later."""
        member, limit = name.removesuffix(SIDECAR_SUFFIX), self._item.limits.waiting_bytes
        if member in self._passed:
            yield self._item.reject(
                RejectCode.UNSUPPORTED, f"A sidecar more than {limit:,} bytes behind its member; put it before that.", name
            )
        elif member in self._documents:
            yield from self._release(member, payload.decode("utf-8", "replace"))
        elif sum(map(len, self._sidecars.values())) + len(payload) > limit:
            yield self._item.reject(RejectCode.TOO_LARGE, f"More than {limit:,} bytes of sidecars before their members.", name)
        else:
            self._sidecars[member] = payload

    def sidecar_of(self, member: str) -> str | None:
        """The sidecar that came before the member."""
        found = self._sidecars.pop(member, None)
        return found.decode("utf-8", "replace") if found is not None else None

    def take(self, member: str, documents: Iterator[Document]) -> Iterator[Document]:
        """Keep a member's documents waiting; those that have waited long enough go on."""
        for document in documents:
            self._documents.setdefault(member, []).append(document)
            self._byte_count += len(document.payload)
            while self._byte_count > self._item.limits.waiting_bytes:
                yield from self._release(next(iter(self._documents)), None)

    def rest(self) -> Iterator[Document]:
        """At the end all documents go on, and a sidecar without a member is a member by itself."""
        for member in list(self._documents):
            yield from self._release(member, None)
        for member, payload in self._sidecars.items():
            yield from self._item.held(member + SIDECAR_SUFFIX, payload, NO_FACTS)

    def _release(self, member: str, sidecar: str | None) -> Iterator[Document]:
        documents = self._documents.pop(member)
        self._byte_count -= sum(len(document.payload) for document in documents)
        self._passed.add(member)
        yield from documents if sidecar is None else (replace(document, sidecar=sidecar) for document in documents)


def _read(item: Item) -> Iterator[Document]:
    waiting = _Waiting(item)
    try:
        yield from _read_members(item, waiting)
    except (Refused, EOFError, *BROKEN):  # whatever ends the archive early, what was read of it is not lost
        yield from waiting.rest()
        raise
    yield from waiting.rest()


def _read_members(item: Item, waiting: _Waiting) -> Iterator[Document]:
    names, count = MemberNames(), 0
    with tarfile.open(fileobj=item.stream(), mode="r|", errorlevel=1) as archive:
        for member in archive:
            count += 1
            if count > item.limits.member_count:
                raise Refused(RejectCode.TOO_MANY_MEMBERS, f"An archive of more than {item.limits.member_count:,} members.")
            archive.members = []  # type: ignore[attr-defined]  # else it keeps a list of all it has passed
            if not member.isdir():
                yield from _read_member(item, archive, member, names.claim(member.name), waiting)


def _read_member(item: Item, archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, waiting: _Waiting) -> Iterator[Document]:
    refused = _refuse(item, member, name)
    stream = None if refused else archive.extractfile(member)
    if refused or stream is None:
        yield from waiting.take(name, iter([item.reject(*(refused or (RejectCode.UNREADABLE, "The member has no content.")), name)]))
    elif name.endswith(SIDECAR_SUFFIX):
        payload = stream.read()
        item.bounds.budget.spend(len(payload))
        yield from waiting.take_sidecar(name, payload)
    elif (sidecar := waiting.sidecar_of(name)) is not None:
        yield from item.inside(name, stream, sidecar)  # type: ignore[arg-type]
    else:
        yield from waiting.take(name, item.inside(name, stream))  # type: ignore[arg-type]


def _refuse(item: Item, member: tarfile.TarInfo, name: str) -> tuple[RejectCode, str] | None:
    if points_outside(member.name):
        return RejectCode.BAD_PATH, "The member's name points outside its archive."
    if member.issym() or member.islnk():
        return RejectCode.BAD_PATH, "The member is a link."
    if not member.isfile():
        return RejectCode.UNSUPPORTED, "The member is a device or a pipe."
    if name.endswith(SIDECAR_SUFFIX) and member.size > item.limits.sidecar_bytes:
        return RejectCode.TOO_LARGE, f"A sidecar of more than {item.limits.sidecar_bytes:,} bytes."
    return None


READER = Reader("tar archive", _matches, _read)
