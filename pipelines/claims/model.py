"""The learned models: vocabularies, linear heads, and one file without pickle that holds them.

Belongs here: the models' parts, loading and saving, scores of a batch. Does not belong here: training (`train`, `fitting`), deciding
(`decide`).
"""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.claims.arrays import load_arrays, save_arrays
from pipelines.claims.vectors import Described, GroupPlan, Vocabulary
from pipelines.claims.word_vectors import FILE_NAME as VECTORS
from pipelines.claims.word_vectors import WordVectors
from pipelines.errors import BadReference

FORMAT = 2
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """A linear classifier: one column of weights a class; a single column is the log-odds of the second of two classes."""

    name: str
    classes: tuple[str, ...]
    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A vocabulary and heads over it."""

    vocabulary: Vocabulary
    heads: tuple[Head, ...]
    stacked: Floats  # the heads' weights side by side, so that one product serves them all

    def scores(self, described: Sequence[Described]) -> dict[str, Floats]:
        """Class probabilities by head, one row a candidate."""
        raw = self.vocabulary.matrix(described) @ self.stacked
        found: dict[str, Floats] = {}
        at = 0
        for head in self.heads:
            width = head.weights.shape[1]
            found[head.name] = probabilities(raw[:, at : at + width] + head.bias)
            at += width
        return found

    def classes(self, head: str) -> tuple[str, ...]:
        """Class names of a head, in the order of its scores."""
        return next(one.classes for one in self.heads if one.name == head)


def linear_model(vocabulary: Vocabulary, heads: Sequence[Head]) -> LinearModel:
    """A model from its parts."""
    return LinearModel(vocabulary, tuple(heads), np.concatenate([head.weights for head in heads], axis=1))


def probabilities(logits: Floats) -> Floats:
    """One-against-rest chances, made to sum to one; one column is the second of two classes."""
    chances = 1.0 / (1.0 + np.exp(-logits))
    if chances.shape[1] == 1:
        return np.asarray(np.concatenate([1.0 - chances, chances], axis=1), dtype=np.float32)
    return np.asarray(chances / np.maximum(chances.sum(axis=1, keepdims=True), 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that training makes: models by name, tables of numbers by name, and facts for the model card."""

    models: Mapping[str, LinearModel]
    tables: Mapping[str, npt.NDArray[Any]]
    facts: Mapping[str, Any]


def save_bundle(bundle: Bundle, path: Path) -> None:
    """Write one compressed file of plain arrays; the same bundle gives the same bytes."""
    arrays: dict[str, npt.NDArray[Any]] = {f"table.{name}": table for name, table in bundle.tables.items()}
    models = {}
    for name, model in bundle.models.items():
        arrays[f"{name}.idf"] = model.vocabulary.weights
        for plan in model.vocabulary.plans:
            arrays[f"{name}.strings.{plan.name}"] = _pack("\n".join(model.vocabulary.columns[plan.name]))
        for head in model.heads:
            arrays[f"{name}.weights.{head.name}"] = head.weights.astype(np.float16)
            arrays[f"{name}.bias.{head.name}"] = head.bias
        vectors = model.vocabulary.vectors
        models[name] = {
            "vectors": vectors.digest if vectors else None,
            "plans": [asdict(plan) for plan in model.vocabulary.plans],
            "heads": [{"name": head.name, "classes": head.classes} for head in model.heads],
        }
    meta = {"format": FORMAT, "models": models, "facts": dict(bundle.facts)}
    arrays["meta"] = _pack(json.dumps(meta, sort_keys=True))
    save_arrays(path, arrays)


def load_bundle(path: Path) -> Bundle:
    """Read the file back, and the word vectors beside it where a model was learned over them.

    Raises:
        BadReference: A file is missing, damaged or of another format, or the vectors are not those it was learned over.
    """
    try:
        arrays = load_arrays(path)
        meta = json.loads(arrays["meta"].tobytes())
        if meta["format"] != FORMAT:
            raise BadReference(f"The model {path.name} is of format {meta['format']}, not {FORMAT}; train it again.")
        vectors = _read_vectors(path.with_name(VECTORS), {described.get("vectors") for described in meta["models"].values()} - {None})
        models = {name: _read_model(name, described, arrays, vectors) for name, described in meta["models"].items()}
    except (ValueError, KeyError) as error:
        raise BadReference(f"The model {path.name} cannot be read: {error!r}.") from error
    tables = {name.removeprefix("table."): array for name, array in arrays.items() if name.startswith("table.")}
    return Bundle(models, tables, meta["facts"])


def _read_vectors(path: Path, wanted: AbstractSet[str]) -> WordVectors | None:
    """The word vectors that some models were learned over; None where none was."""
    if not wanted:
        return None
    vectors = WordVectors.load(path)
    if {vectors.digest} != wanted:
        raise BadReference(f"The model was learned over other word vectors than {path.name} holds; train it again.")
    return vectors


def _read_model(
    name: str, described: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]], vectors: WordVectors | None
) -> LinearModel:
    plans = tuple(GroupPlan(**plan) for plan in described["plans"])
    columns: dict[str, dict[str, int]] = {}
    at = 0
    for plan in plans:
        packed = arrays[f"{name}.strings.{plan.name}"].tobytes().decode()
        strings = packed.split("\n") if packed else []
        columns[plan.name] = {string: at + number for number, string in enumerate(strings)}
        at += len(strings)
    vocabulary = Vocabulary(plans, columns, arrays[f"{name}.idf"], vectors if described.get("vectors") else None)
    heads = [
        Head(
            head["name"],
            tuple(head["classes"]),
            arrays[f"{name}.weights.{head['name']}"].astype(np.float32),
            arrays[f"{name}.bias.{head['name']}"],
        )
        for head in described["heads"]
    ]
    return linear_model(vocabulary, heads)


def _pack(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)
