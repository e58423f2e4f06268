"""What the tests of cleaning call."""

from collections.abc import Callable

from pipelines.records import Article

Clean = Callable[..., list[Article]]
