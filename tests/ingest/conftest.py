"""Files put under a raw folder as landing would list them, and what ingest makes of them."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from ingesting import Ingest

from pipelines.ingest import IngestLimits, read_documents
from pipelines.landing import to_os_path
from pipelines.records import Document, RawFile

LANDED_ON = date(2026, 1, 5)


@pytest.fixture
def ingest(tmp_path: Path) -> Ingest:
    """Write bytes under a name, read them as ingest does, and give the documents."""

    def run(payload: bytes, name: str = "file", limits: IngestLimits | None = None, sidecar: str | None = None) -> list[Document]:
        path = to_os_path(tmp_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(payload)
        file = RawFile(name, LANDED_ON, len(payload), hashlib.sha256(payload).hexdigest(), sidecar)
        return list(read_documents(tmp_path, file, limits or IngestLimits()))

    return run
