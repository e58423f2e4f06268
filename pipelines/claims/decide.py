"""Which candidates hold a claim, and which: from the model's scores to decisions.

Belongs here: choosing issue and act, a second claim of one candidate, and the calibrated confidence. Does not belong here: scores
(`model`), the slots that follow (`slots`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.claims.model import Floats

CLOSE = 0.6  # of the first; a second choice that likely is named as a reason for doubt


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance on a claim is made, and a second one beside it; chosen in training on unseen documents."""

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
        claim, several = scores["claim"][:, 1], scores["several"][:, 1]
        for row in np.flatnonzero(claim >= self.thresholds.claim):
            issue, act = scores["issue"][row], scores["act"][row]
            is_double = several[row] >= self.thresholds.second
            for issue_at, act_at in _pairs(issue, act, is_double):
                joint = float(claim[row] * issue[issue_at] * act[act_at])
                reasons = tuple(self._reasons(float(claim[row]), issue, act, is_double))
                decisions.append(Decision(int(row), self.issues[issue_at], self.acts[act_at], self._calibrated(joint), reasons))
        return decisions

    def _calibrated(self, joint: float) -> float:
        return round(float(np.interp(joint, self.calibration[0], self.calibration[1])), 4)

    def _reasons(self, claim: float, issue: Floats, act: Floats, is_double: bool) -> list[str]:
        reasons = ["it is unsure whether the sentence holds a position of this actor"] if claim < 0.5 else []
        reasons += _close("issue", self.issues, issue) + _close("act", self.acts, act)
        if is_double:
            reasons.append("the sentence seems to hold more than one position of this actor")
        return reasons


def _pairs(issue: Floats, act: Floats, is_double: bool) -> list[tuple[int, int]]:
    """The likeliest issue and act; the second pair changes whichever of the two is less sure."""
    issues, acts = np.argsort(-issue, kind="stable"), np.argsort(-act, kind="stable")
    pairs = [(int(issues[0]), int(acts[0]))]
    if is_double:
        changes_issue = issue[issues[1]] > act[acts[1]]
        pairs.append((int(issues[1]), int(acts[0])) if changes_issue else (int(issues[0]), int(acts[1])))
    return pairs


def _close(slot: str, names: Sequence[str], chances: Floats) -> list[str]:
    order = np.argsort(-chances, kind="stable")
    if chances[order[1]] >= CLOSE * chances[order[0]]:
        return [f"{slot} may as well be {names[order[1]]}"]
    return []
