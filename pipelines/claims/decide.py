"""Which candidates hold a claim, and which: from the model's scores to decisions.

Belongs here: choosing issue and act, a second claim of one candidate, and the calibrated confidence. Does not belong here: scores
(`model`), the slots that follow (`slots`).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.claims.model import Floats
from pipelines.claims.second_look import PAIR

CODES = 4.0  # what issue and act right are worth beside a claim found
HOLDING = 0.26  # power of the number of claims that an article seems to hold, by which the odds of each of them rise
_BESIDE = 0.2  # added to that number, so that an article that seems to hold none has odds too
SEVERAL = 0.25  # chance of several claims in one, from which on a second is thought of
ANOTHER = 0.04  # chance from which it is made: there is a claim, there are several, and it is that pair of issue and act
LEAST_WORTH = 0.1  # of a candidate, below which nothing is made of it whatever grammar says
CLOSE = 0.6  # of the first; a second choice that likely is named as a reason for doubt


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
    """Turns scores into decisions; `threshold` is the prospect from which on a claim is made, chosen in training on unseen documents."""

    issues: tuple[str, ...]
    acts: tuple[str, ...]
    threshold: float
    calibration: npt.NDArray[np.float32]  # two rows: joint score, and the share that proved right

    def decide(self, scores: Mapping[str, Floats], articles: Sequence[Hashable]) -> list[Decision]:
        """Decisions in the order of the candidates, the surer of two first.

        Args:
            scores: Of the candidates.
            articles: The article of each, all candidates of an article among them.
        """
        decisions: list[Decision] = []
        claim, several, pairs = scores["claim"][:, 1], scores["several"][:, 1], pairs_of(scores)
        for row in np.flatnonzero(prospects_of(scores, articles) >= self.threshold):
            likeliest = self._likeliest(pairs[row])
            is_double = bool(several[row] >= SEVERAL) and float(claim[row] * several[row]) * likeliest[1][2] >= ANOTHER
            reasons = tuple(self._reasons(float(claim[row]), scores["issue"][row], scores["act"][row], is_double))
            for issue_at, act_at, chance in likeliest[: 1 + is_double]:
                confidence = self._calibrated(float(claim[row]) * chance)
                decisions.append(Decision(int(row), self.issues[issue_at], self.acts[act_at], confidence, reasons))
        return decisions

    def _likeliest(self, joint: Floats) -> list[tuple[int, int, float]]:
        """The two likeliest pairs of issue and act with their chances."""
        order = np.argsort(-joint, kind="stable")[:2]
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


def prospects_of(scores: Mapping[str, Floats], articles: Sequence[Hashable]) -> Floats:
    """The worth of each candidate with its article in view, 0 to 1: where much is claimed, a likely sentence is a claim oftener.

    Of labelled candidates that score alike, up to twice as many hold a claim in articles that hold many as in those that hold few
    (docs/accuracy.md).

    Args:
        scores: Of the candidates.
        articles: The article of each, all candidates of an article among them.
    """
    number = {article: at for at, article in enumerate(dict.fromkeys(articles))}
    places = np.asarray([number[article] for article in articles], dtype=np.intp)
    held = np.bincount(places, scores["claim"][:, 1].astype(np.float64), minlength=len(number))
    worth = worth_of(scores).astype(np.float64)
    odds = worth * (held + _BESIDE)[places] ** HOLDING
    found: Floats = (odds / (odds + 1.0 - worth)).astype(np.float32)
    return found


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
