"""Learning the second look from first scores of articles that the first model did not see.

Belongs here: fitting the ranker and growing the trees. Does not belong here: using them (`second_look`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from pipelines.claims.context import Context, Numbers
from pipelines.claims.fitting import NEVER
from pipelines.claims.labelled import LabelledClaim
from pipelines.claims.second_look import PairRanker
from pipelines.claims.trees import Forest

_SEED = 17
_RIDGE = 1e-3
_STEPS = 80
_PSEUDO = 5.0  # pairs that are added, spread as if issue and act were independent


def fit_ranker(context: Context, claims: Sequence[Sequence[LabelledClaim]], issues: Sequence[str], acts: Sequence[str]) -> PairRanker:
    """Maximum likelihood of the labelled pairs of candidates that hold a claim; a candidate with two claims counts each by half."""
    issue_at = {issue: at for at, issue in enumerate(issues)}
    act_at = {act: at for at, act in enumerate(acts)}
    holders = [at for at, labels in enumerate(claims) if labels]
    truth = np.zeros((len(holders), len(issues), len(acts)))
    for number, at in enumerate(holders):
        for claim in claims[at]:
            truth[number, issue_at[claim.issue], act_at[claim.act]] += 1.0 / len(claims[at])
    affinity = _affinity(truth.sum(axis=0))
    views, act_views = context.issues[holders], context.acts[holders]
    sizes = np.cumsum([views.shape[2], act_views.shape[2], 1, len(issues), len(acts)])

    def ranker(flat: Numbers) -> PairRanker:
        one, two, three, four, five = np.split(flat, sizes[:-1])
        return PairRanker(one, two, float(three[0]), four, five, affinity)

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        chances = ranker(flat).chances(Context(views, act_views, context.numbers[:0]))
        wrong = (chances - truth) / len(holders)
        by_issue, by_act = wrong.sum(axis=2), wrong.sum(axis=1)
        slope = np.concatenate(
            [
                np.einsum("ni,nik->k", by_issue, views),
                np.einsum("na,nak->k", by_act, act_views),
                [float((wrong.sum(axis=0) * affinity).sum())],
                by_issue.sum(axis=0),
                by_act.sum(axis=0),
            ]
        )
        cost = -float((truth * np.log(chances + 1e-12)).sum()) / len(holders) + _RIDGE * float(flat @ flat)
        return cost, slope + 2 * _RIDGE * flat

    found = minimize(loss, np.zeros(int(sizes[-1])), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return ranker(np.asarray(found.x))


def _affinity(counts: Numbers) -> Numbers:
    total = counts.sum()
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / max(total, 1.0) ** 2
    return np.asarray(np.log((counts + _PSEUDO * expected) / (expected * (total + _PSEUDO) + 1e-9) + 1e-3))


@dataclass(frozen=True, slots=True)
class Growth:
    """How trees are grown: their number, how much each counts, its leaves, the least examples of a leaf, the ridge on a leaf's value,
    and the share of the columns that each split may choose from."""

    count: int = 200
    rate: float = 0.05
    leaves: int = 15
    least: int = 30
    ridge: float = 5.0
    share: float = 1.0


def grow_forest(
    table: Numbers, truth: npt.NDArray[np.bool_], growth: Growth = Growth(), weights: npt.NDArray[np.float64] | None = None
) -> Forest:
    """Boosted trees for yes or no, as plain arrays; where all examples are of one kind, a single leaf that says so."""
    if truth.all() or not truth.any():
        leaf = np.zeros((1, 1), dtype=np.int32)
        return Forest(leaf, np.zeros((1, 1)), leaf, leaf, np.zeros((1, 1)), -NEVER if truth.all() else NEVER, 0)
    learner = HistGradientBoostingClassifier(
        max_iter=growth.count,
        learning_rate=growth.rate,
        max_leaf_nodes=growth.leaves,
        min_samples_leaf=growth.least,
        l2_regularization=growth.ridge,
        max_features=growth.share,
        random_state=_SEED,
        early_stopping=False,
    ).fit(table, truth, sample_weight=weights)
    grown: list[Any] = [stage[0].nodes for stage in learner._predictors]  # noqa: SLF001 - no public way to the nodes without pickle
    width = max(len(nodes) for nodes in grown)
    own = np.arange(width, dtype=np.int32)
    feature, left, right = (np.tile(own * part, (len(grown), 1)).astype(np.int32) for part in (0, 1, 1))
    threshold, value = np.zeros((len(grown), width)), np.zeros((len(grown), width))
    for at, nodes in enumerate(grown):
        inner = nodes["is_leaf"] == 0
        count = len(nodes)
        feature[at, :count][inner] = nodes["feature_idx"][inner]
        threshold[at, :count][inner] = nodes["num_threshold"][inner]
        left[at, :count][inner] = nodes["left"][inner]
        right[at, :count][inner] = nodes["right"][inner]
        value[at, :count][~inner] = nodes["value"][~inner]
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    return Forest(feature, threshold, left, right, value, float(np.ravel(learner._baseline_prediction)[0]), depth)  # noqa: SLF001
