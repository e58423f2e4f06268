"""Figures that may not fall: a tracked table of floors, and what lies below them.

Belongs here: reading, checking and raising. A floor rises only when somebody says so, and no function here lowers one. Does not belong
here: which figures there are.
"""

import csv
import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.claims.labelled import LabelledArticle
from pipelines.errors import BadReference

FILE_NAME = "floors.csv"
HEADER = ("material", "labels", "measure", "floor")
_DIGITS = 3  # a floor is a figure cut, not rounded, to so many
_SLACK = 1e-9

Key = tuple[str, str, str]  # material, hash of its labels ("" for the project's own), measure


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one material. `labels` tells whose: floors set on other labels say nothing about these."""

    material: str
    labels: str
    values: Mapping[str, float]


def read_floors(path: Path) -> dict[Key, float]:
    """The floors of a table; none where there is no file.

    Raises:
        BadReference: A row has not four cells, or its floor is no share.
    """
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    floors: dict[Key, float] = {}
    for number, row in enumerate(rows[1:], start=2):
        try:
            material, labels, measure, floor = row
            floors[material, labels, measure] = float(floor)
        except ValueError as error:
            raise BadReference(f"{path.name}, line {number}, is no floor: {','.join(row)!r}.") from error
        if not 0 <= floors[material, labels, measure] <= 1:
            raise BadReference(f"{path.name}, line {number}: {floor} is no share.")
    return floors


def find_falls(figures: Figures, floors: Mapping[Key, float]) -> list[str]:
    """What lies below its floor, a sentence each; a floor without a figure is a fall too, for it would be forgotten."""
    falls = []
    for (material, labels, measure), floor in sorted(floors.items()):
        if (material, labels) != (figures.material, figures.labels):
            continue
        value = figures.values.get(measure)
        if value is None:
            falls.append(f"{material}: {measure} has a floor of {floor:.3f} and was not measured.")
        elif value < floor - _SLACK:
            falls.append(f"{material}: {measure} is {value:.4f}, below its floor of {floor:.3f}.")
    return falls


def raise_floors(path: Path, figures: Figures) -> list[str]:
    """Write the figures' floors where they are new or higher; a sentence for each that rose."""
    floors = read_floors(path)
    risen = []
    for measure, value in figures.values.items():
        key = (figures.material, figures.labels, measure)
        floor = math.floor(value * 10**_DIGITS + _SLACK) / 10**_DIGITS
        if floor > floors.get(key, -1.0):
            risen.append(
                f"{figures.material}: {measure} from {floors[key]:.3f} to {floor:.3f}"
                if key in floors
                else f"{figures.material}: {measure} at {floor:.3f}"
            )
            floors[key] = floor
    if risen:
        _write(path, sorted((*key, f"{floor:.3f}") for key, floor in floors.items()))
    return risen


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([HEADER, *rows])


def hash_labels(articles: Iterable[LabelledArticle]) -> str:
    """Whose labels these are: hash of every article and label, 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for one in sorted(articles, key=lambda article: article.name):
        digest.update(repr((one.name, one.raw_text, [_plain(claim) for claim in one.claims])).encode())
    return digest.hexdigest()[:12]


def _plain(claim: object) -> list[object]:
    names = [name for name in claim.__slots__ if name != "confidence"]  # type: ignore[attr-defined]
    values = [getattr(claim, name) for name in names]
    return [sorted(value) if isinstance(value, frozenset) else value for value in values]
