"""A second look at first scores: the article decides with the sentence.

Belongs here: joint chances of issue and act, and the chance of a claim, from a candidate's context. Does not belong here: the
context (`context`), learning (`second_fit`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.claims.context import Context, Numbers, look_around
from pipelines.claims.model import Floats
from pipelines.claims.rows import Row
from pipelines.claims.trees import Forest

PAIR = "pair"


@dataclass(frozen=True, slots=True)
class PairRanker:
    """A softmax over all pairs of issue and act; its weights are shared by all issues and by all acts, so that rare ones profit."""

    issue_weights: Numbers
    act_weights: Numbers
    affinity_weight: float
    issue_bias: Numbers
    act_bias: Numbers
    affinity: Numbers  # how much oftener a pair occurs than its parts would make it, as a logarithm

    def chances(self, context: Context) -> Numbers:
        """(rows, issues, acts), each row summing to one."""
        issues = context.issues @ self.issue_weights + self.issue_bias
        acts = context.acts @ self.act_weights + self.act_bias
        raw = issues[:, :, None] + acts[:, None, :] + self.affinity_weight * self.affinity
        shifted = np.exp(raw - raw.max(axis=(1, 2), keepdims=True))
        return np.asarray(shifted / shifted.sum(axis=(1, 2), keepdims=True))

    def tables(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays under their names in the model file."""
        return {
            "ranker.issue_weights": self.issue_weights,
            "ranker.act_weights": self.act_weights,
            "ranker.affinity_weight": np.asarray([self.affinity_weight]),
            "ranker.issue_bias": self.issue_bias,
            "ranker.act_bias": self.act_bias,
            "ranker.affinity": self.affinity,
        }

    @classmethod
    def of(cls, tables: Mapping[str, npt.NDArray[Any]]) -> "PairRanker":
        """The ranker that `tables` wrote."""
        part = {name: tables[f"ranker.{name}"] for name in ("issue_weights", "act_weights", "issue_bias", "act_bias", "affinity")}
        return cls(affinity_weight=float(tables["ranker.affinity_weight"][0]), **part)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Ranker and trees, and the class names they were learned for."""

    ranker: PairRanker
    forest: Forest
    issues: tuple[str, ...]
    acts: tuple[str, ...]

    def look(self, rows: Sequence[Row], scores: Mapping[str, Floats]) -> dict[str, Floats]:
        """The scores with `claim`, `issue` and `act` seen again, and joint chances as `pair` (rows, issues x acts)."""
        if not rows:
            return dict(scores)
        context = look_around(rows, scores, self.issues, self.acts)
        pairs = self.ranker.chances(context)
        claim = self.forest.chances(with_pairs(context, pairs))
        return {**scores, **as_scores(claim, pairs)}

    def tables(self) -> dict[str, npt.NDArray[Any]]:
        """Everything under its name in the model file."""
        return {**self.ranker.tables(), **self.forest.tables("forest")}


def with_pairs(context: Context, pairs: Numbers) -> Numbers:
    """The trees' table: single numbers, and how sure the best pair is."""
    return np.concatenate([context.numbers, pairs.max(axis=(1, 2))[:, None]], axis=1)


def as_scores(claim: Numbers, pairs: Numbers) -> dict[str, Floats]:
    """Chances under the names of the first scores."""
    return {
        "claim": np.stack([1.0 - claim, claim], axis=1).astype(np.float32),
        "issue": pairs.sum(axis=2).astype(np.float32),
        "act": pairs.sum(axis=1).astype(np.float32),
        PAIR: pairs.reshape(len(pairs), -1).astype(np.float32),
    }


def with_rows(scores: Mapping[str, Floats], rows: Sequence[int], claim: Numbers, pairs: Numbers) -> dict[str, Floats]:
    """The scores with other chances in some rows; no digit of the others changes, whoever stands beside them in a chunk."""
    joined = dict(scores)
    for head, part in as_scores(claim, pairs).items():
        joined[head] = scores[head].copy()
        joined[head][list(rows)] = part
    return joined
