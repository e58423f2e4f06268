"""From which prospect on a claim is made, and what a joint score means: both read off articles that no model behind the scores has seen.

Belongs here: threshold and calibration of any extractor that scores candidates. Does not belong here: the scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from pipelines.claims.decide import Decider, Decision, prospects_of
from pipelines.claims.labelled import LabelledClaim

GRID = tuple(round(0.1 + 0.01 * step, 2) for step in range(51))
_POINTS = tuple(round(0.01 * step, 2) for step in range(101))
LEAST_DECISIONS = 20  # without which no curve can be read off
AS_IT_IS = np.asarray([[0.0, 1.0], [0.0, 1.0]], dtype=np.float32)

Floats = NDArray[np.float32]
Labels = Sequence[Sequence[LabelledClaim]]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`threshold` of a claim's prospect, `curve` of two rows (joint score, share that proved right), and how many articles it rests on."""

    threshold: float
    curve: tuple[tuple[float, ...], tuple[float, ...]]
    article_count: int

    def table(self) -> Floats:
        """The curve as the decider takes it."""
        return np.asarray(self.curve, dtype=np.float32)


def calibrate(scores: Mapping[str, Floats], labels: Labels, decider: Decider, label_count: int, articles: Sequence[str]) -> Calibration:
    """Choose the threshold, best F1 of claims found plus best F1 of claims with issue and act right, and fit the curve.

    Args:
        scores: Probabilities, one row a candidate, of models that learned from none of them.
        labels: What a reader found for each.
        decider: The codes; its numbers are not used.
        label_count: All labelled claims of these articles, those without a candidate too.
        articles: The article of each candidate.
    """
    low = replace(decider, threshold=GRID[0], calibration=AS_IT_IS)
    decisions = low.decide(scores, articles)
    prospects = prospects_of(scores, articles)[[one.row for one in decisions]]
    article_count = len(set(articles))
    found = np.asarray([bool(labels[one.row]) for one in decisions], dtype=float)
    right = np.asarray([is_right(one, labels[one.row]) for one in decisions], dtype=float)

    def quality(threshold: float) -> float:
        made = prospects >= threshold
        return float((2 * found[made].sum() + 2 * right[made].sum()) / max(1, made.sum() + label_count))

    threshold = max(GRID, key=quality)
    if len(decisions) < LEAST_DECISIONS or len(set(right)) < 2:
        return Calibration(threshold, ((0.0, 1.0), (0.0, 1.0)), article_count)
    curve = fit_curve(np.asarray([one.confidence for one in decisions]), right)
    return Calibration(threshold, (tuple(_POINTS), tuple(curve)), article_count)


def fit_curve(joint: NDArray[np.float64], right: NDArray[np.float64]) -> list[float]:
    """Platt's scaling: the share that proved right as a logistic of the score's log-odds, at the points of the curve.

    Two numbers can be fitted to a few hundred decisions; an isotonic step function follows their noise.
    """
    fitted = LogisticRegression(C=1e3).fit(_log_odds(joint)[:, None], right)
    return [round(float(chance), 4) for chance in fitted.predict_proba(_log_odds(np.asarray(_POINTS))[:, None])[:, 1]]


def _log_odds(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    held = np.clip(chance, 1e-4, 1 - 1e-4)
    odds: NDArray[np.float64] = np.log(held / (1 - held))
    return odds


def is_right(decision: Decision, labels: Sequence[LabelledClaim]) -> bool:
    """Whether a reader found that issue and act for the candidate."""
    return any((claim.issue, claim.act) == (decision.issue, decision.act) for claim in labels)
