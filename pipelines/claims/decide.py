"""Which candidates hold a claim, and which: from the model's scores to decisions.

Belongs here: choosing issue and act, a second claim of one candidate, and the calibrated confidence. Does not belong here: scores
(`model`), the slots that follow (`slots`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.claims.model import Floats
from pipelines.claims.second_look import PAIR

CODES = 4.0  # what issue and act right are worth beside a claim found
CLOSE = 0.6  # of the first; a second choice that likely is named as a reason for doubt


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which worth on a claim is made, and from which chance a second one beside it; chosen in training on unseen documents."""

    claim: float
    second: float


@dataclass(frozen=True, slots=True)
class Decision:
    """One claim to be: the candidate's row in the scores, its codes, and how sure."""

    row: int
    issue: str
    act: str
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decider:
    """Turns scores into decisions."""

    issues: tuple[str, ...]
    acts: tuple[str, ...]
    thresholds: Thresholds
    calibration: npt.NDArray[np.float32]  # two rows: joint score, and the share that proved right

    def decide(self, scores: Mapping[str, Floats]) -> list[Decision]:
        """Decisions in the order of the candidates, the surer of two first."""
        decisions: list[Decision] = []
        claim, several, pairs = scores["claim"][:, 1], scores["several"][:, 1], pairs_of(scores)
        for row in np.flatnonzero(worth_of(scores) >= self.thresholds.claim):
            is_double = bool(several[row] >= self.thresholds.second)
            reasons = tuple(self._reasons(float(claim[row]), scores["issue"][row], scores["act"][row], is_double))
            for issue_at, act_at, chance in self._likeliest(pairs[row], 2 if is_double else 1):
                confidence = self._calibrated(float(claim[row]) * chance)
                decisions.append(Decision(int(row), self.issues[issue_at], self.acts[act_at], confidence, reasons))
        return decisions

    def _likeliest(self, joint: Floats, count: int) -> list[tuple[int, int, float]]:
        """The likeliest pairs of issue and act with their chances."""
        order = np.argsort(-joint, kind="stable")[:count]
        return [(int(at) // len(self.acts), int(at) % len(self.acts), float(joint[at])) for at in order]

    def _calibrated(self, joint: float) -> float:
        return round(float(np.interp(joint, self.calibration[0], self.calibration[1])), 4)

    def _reasons(self, claim: float, issue: Floats, act: Floats, is_double: bool) -> list[str]:
        reasons = ["it is unsure whether the sentence holds a position of this actor"] if claim < 0.5 else []
        reasons += _close("issue", self.issues, issue) + _close("act", self.acts, act)
        if is_double:
            reasons.append("the sentence seems to hold more than one position of this actor")
        return reasons


def worth_of(scores: Mapping[str, Floats]) -> Floats:
    """What each candidate's likeliest claim is worth, 0 to 1: its chance to be one, and its chance to have issue and act right too."""
    worth: Floats = scores["claim"][:, 1] * (1.0 + CODES * pairs_of(scores).max(axis=1)) / (1.0 + CODES)
    return worth


def pairs_of(scores: Mapping[str, Floats]) -> Floats:
    """Chances of issue and act together, (rows, issues x acts): joint where the scores are, else of the two alone."""
    if PAIR in scores:
        return scores[PAIR]
    pairs: Floats = (scores["issue"][:, :, None] * scores["act"][:, None, :]).reshape(len(scores["issue"]), -1)
    return pairs


def _close(slot: str, names: Sequence[str], chances: Floats) -> list[str]:
    order = np.argsort(-chances, kind="stable")
    if chances[order[1]] >= CLOSE * chances[order[0]]:
        return [f"{slot} may as well be {names[order[1]]}"]
    return []
