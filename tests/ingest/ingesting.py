"""What the tests of ingest call."""

from collections.abc import Callable

from pipelines.records import Document

Ingest = Callable[..., list[Document]]
