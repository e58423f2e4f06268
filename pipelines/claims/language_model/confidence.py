"""How far a model's claims are to be believed: measured for one model and one version of the instructions, or not known.

Belongs here: the file of measured shares, and the confidence that follows. Does not belong here: the measuring (`evaluation`).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pipelines.claims.language_model.guide import CERTAINTIES
from pipelines.errors import BadReference
from pipelines.lake import no_room

UNMEASURED = 0.5  # even odds: below the threshold of the position tables, so that nothing moves on a guess
UNSURE = CERTAINTIES[1:]  # those that are told a reader; other words of a model are not
NOT_MEASURED = "how often this model is right has not been measured"


@dataclass(frozen=True, slots=True)
class Confidence:
    """Claims right and claims made, by the certainty that the model gave them; empty where nobody has measured."""

    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, model: str, prompt: str) -> Self:
        """What was measured for a model and version, if anything.

        Raises:
            BadReference: The file is not what `save` wrote.
        """
        path = measured_path(folder, model, prompt)
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return cls({certainty: (int(one["right"]), int(one["made"])) for certainty, one in told.items()})
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadReference(f"{path.name} is no file of measured shares; measure again or remove it.") from error

    def save(self, folder: Path, model: str, prompt: str) -> Path:
        """Write it down for later runs."""
        path = measured_path(folder, model, prompt)
        told = {certainty: {"right": right, "made": made} for certainty, (right, made) in sorted(self.shares.items())}
        with no_room(f"{path.name} cannot be written"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        return path

    def of(self, certainty: str | None) -> tuple[float, tuple[str, ...]]:
        """Confidence and its reasons for a claim of this certainty: the share that proved right, nearer one half where few were made.

        A certainty that was never measured has the share of all.
        """
        if not self.shares:
            return UNMEASURED, (NOT_MEASURED,)
        known = self.shares.get(certainty or "")
        right, made = known or (sum(r for r, _ in self.shares.values()), sum(m for _, m in self.shares.values()))
        reasons = (f"the model's own certainty is {certainty}",) if certainty in UNSURE else ()
        return round((right + 1) / (made + 2), 4), reasons


def measured_path(folder: Path, model: str, prompt: str) -> Path:
    """One file for a model and version."""
    name = re.sub(r"[^A-Za-z0-9.]+", "-", model)[:80]
    return folder / f"measured-{name}-{prompt}.json"
