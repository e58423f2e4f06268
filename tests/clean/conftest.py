"""Cleaning with the real reference rows: bytes of a media type in, articles out."""

import hashlib
from datetime import date, datetime

import pytest
from cleaning import REFERENCE, Clean

from pipelines.clean import CleanLimits, CleanTools, clean_document
from pipelines.records import Article, Document

LANDED_ON = date(2026, 1, 5)


@pytest.fixture(scope="session")
def tools() -> CleanTools:
    """Tools as a worker loads them."""
    return CleanTools.load(REFERENCE, CleanLimits())


@pytest.fixture
def clean(tools: CleanTools) -> Clean:
    """Clean one document made of these bytes."""

    def run(
        payload: bytes | str,
        media_type: str = "text/html",
        sidecar: str | None = None,
        subject: str | None = None,
        sender: str | None = None,
        sent_at: datetime | None = None,
    ) -> list[Article]:
        data = payload.encode() if isinstance(payload, str) else payload
        return clean_document(
            Document(
                document_id=hashlib.sha256(data).hexdigest()[:16],
                path="2026-01-05/file",
                member=None,
                landed_on=LANDED_ON,
                media_type=media_type,
                byte_count=len(data),
                payload=data,
                sidecar=sidecar,
                subject=subject,
                sender=sender,
                sent_at=sent_at,
            ),
            tools,
        )

    return run
