"""A stage that passes for a new version of itself. In a file of its own, for worker processes must be able to import it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Renamed:
    """A stage under another fingerprint, as if it were a new version."""

    stage: Any
    fingerprint: str

    @property
    def source(self) -> str:
        """As the stage's."""
        return str(self.stage.source)

    @property
    def target(self) -> str:
        """As the stage's."""
        return str(self.stage.target)

    def prepare(self) -> Any:
        """As the stage's."""
        return self.stage.prepare()

    def refuse(self, *arguments: Any) -> Any:
        """As the stage's."""
        return self.stage.refuse(*arguments)
