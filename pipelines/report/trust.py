"""How often the extractor is right: the figures shipped with its model, as the front page tells them.

Belongs here: reading `model/accuracy.csv` and its wording. Does not belong here: measuring, which `tests/bench/accuracy.py` does on a
folder of labelled articles, writing that file and the page docs/accuracy.md together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.reference import Reference

TABLE = "model/accuracy"
MEASURES = {
    "found": "a claim found: right actor, topic and words",
    "strict": "its issue and act right too",
    "positions": "an article's set of own positions",
    "sure": "issue and act right, of the claims sure enough to move a position",
}


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was measured; rows are words, precision, recall and, where it was measured, their harmonic mean F1."""

    rows: tuple[tuple[str, float, float, float | None], ...]
    notes: tuple[str, ...]


def read_accuracy(reference: Path) -> Accuracy | None:
    """The figures of the model in use; None where nobody has measured it.

    Raises:
        BadReference: The file is no table.
    """
    if not (reference / f"{TABLE}.csv").is_file():
        return None
    table = Reference(reference).rows(TABLE)
    values = {row["measure"]: float(row["value"]) for row in table}
    measured_on = {row["measure"]: row["measured_on"] for row in table}
    rows = tuple(
        (words, values[f"{name}_precision"], values[f"{name}_recall"], values.get(f"{name}_f1"))
        for name, words in MEASURES.items()
        if f"{name}_precision" in values
    )
    return Accuracy(rows, tuple(_notes(values, measured_on)))


def _notes(values: Mapping[str, float], measured_on: Mapping[str, str]) -> Iterator[str]:
    if "found_f1" in values:
        yield f"Measured on {measured_on['found_f1']}; last line: on {measured_on.get('sure_precision', 'the same')}."
    if "calibration_error" in values:
        yield f"A claim's confidence is {values['calibration_error']:.3f} off the share that is right, on average."
    if "third_party_as_own" in values:
        yield f"{values['third_party_as_own']:.0%} of {measured_on['third_party_as_own']} are taken for the country's own."
