"""What the tests of cleaning call."""

from collections.abc import Callable
from pathlib import Path

from pipelines.records import Article

Clean = Callable[..., list[Article]]
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
