"""Confidence against truth: of the claims that were given a chance, how many proved right.

Belongs here: bins, the expected calibration error, and the picture of both. Right means strict: actor, topic, words, issue and act.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.claims.labelled import LabelledArticle, LabelledClaim
from pipelines.evaluation.matching import pair_up
from pipelines.evaluation.picture import FRAME, INK, draw_svg

BIN_COUNT = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A made claim's confidence, and whether it is right."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about one confidence."""

    count: int
    mean_confidence: float
    right_share: float


def judge(articles: Iterable[LabelledArticle], made: Mapping[str, Sequence[LabelledClaim]]) -> list[Judged]:
    """Every made claim that has a confidence."""
    judged: list[Judged] = []
    for article in articles:
        pairing = pair_up(article, made.get(article.name, ()))
        label_of = {j: pairing.labelled[i] for i, j in pairing.found}
        for j, claim in enumerate(pairing.made):
            label = label_of.get(j)
            is_right = label is not None and (label.issue, label.act) == (claim.issue, claim.act)
            if claim.confidence is not None:
                judged.append(Judged(claim.confidence, is_right))
    return judged


def sort_into_bins(judged: Iterable[Judged], count: int = BIN_COUNT) -> list[Bin]:
    """Equal stretches of confidence, those that hold a claim, from low to high."""
    held: list[list[Judged]] = [[] for _ in range(count)]
    for one in judged:
        held[min(int(one.confidence * count), count - 1)].append(one)
    return [_bin(some) for some in held if some]


def _bin(some: Sequence[Judged]) -> Bin:
    return Bin(len(some), sum(one.confidence for one in some) / len(some), sum(one.is_right for one in some) / len(some))


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of confidence from the share that is right, each claim counted once."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.mean_confidence - one.right_share) for one in bins) / total if total else 0.0


def draw_reliability(bins: Sequence[Bin], title: str) -> str:
    """The reliability diagram as SVG: a point for each bin, as large as it has claims, over the line on which chance and truth agree."""
    largest = max((one.count for one in bins), default=1)

    def plot(axes: Any) -> None:
        axes.plot([0, 1], [0, 1], color=FRAME, linewidth=1, linestyle="--", gid="even")
        axes.plot([one.mean_confidence for one in bins], [one.right_share for one in bins], color=INK, linewidth=1.5)
        sizes = [20 + 180 * one.count / largest for one in bins]
        axes.scatter([one.mean_confidence for one in bins], [one.right_share for one in bins], s=sizes, color=INK, zorder=3)
        for one in bins:
            axes.annotate(f"{one.count}", (one.mean_confidence, one.right_share), (6, -14), textcoords="offset points", fontsize=9)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right", title=f"{title}; error {calibration_error(bins):.3f}")

    return draw_svg((5.2, 4.6), (0.13, 0.12, 0.84, 0.8), title, plot)
