"""The ingest stage: raw files in, documents out.

Belongs here: what the stage is and what its fingerprint rests on. Does not belong here: reading (`documents`), which a worker loads and an
empty night does not.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.errors import RejectCode
from pipelines.ingest.limits import IngestLimits
from pipelines.records import Document, RawFile

VERSION = "3"


@dataclass(frozen=True, slots=True)
class IngestStage:
    """Opens every raw file, whatever its format; one row for each document in it."""

    raw: Path
    limits: IngestLimits = IngestLimits()

    source = "files"
    target = "documents"

    @property
    def fingerprint(self) -> str:
        """Changes when the readers or their limits do."""
        return hashlib.sha256(f"ingest {VERSION} {sorted(asdict(self.limits).items())}".encode()).hexdigest()[:16]

    def prepare(self) -> Callable[[Sequence[RawFile]], Iterable[Sequence[Document]]]:
        """The function a worker runs; it yields short sequences, so that a large mailbox is never held whole."""
        from pipelines.ingest.documents import read_batches  # with the readers of all formats

        def ingest(files: Sequence[RawFile]) -> Iterator[Sequence[Document]]:
            for file in files:
                yield from read_batches(self.raw, file, self.limits)

        return ingest

    def refuse(self, row: RawFile, code: RejectCode, reason: str) -> Sequence[Document]:
        """What stands in for a raw file on which the worker ended."""
        place = f"{row.sha256}\0{row.path}\0worker\0{code}"
        return [
            Document(
                document_id=hashlib.sha256(place.encode()).hexdigest()[:16],
                path=row.path,
                member=None,
                landed_on=row.landed_on,
                media_type="application/octet-stream",
                byte_count=row.byte_count,
                payload=b"",
                sidecar=row.sidecar,
                reject_code=code,
                reject_reason=reason,
            )
        ]
