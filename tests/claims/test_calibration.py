"""Threshold and calibration, read off candidates that no model behind the scores has seen."""

import numpy as np
import pytest

from pipelines.claims.calibration import AS_IT_IS, calibrate
from pipelines.claims.decide import CODES, Decider, Thresholds
from pipelines.claims.labelled import LabelledClaim, read_claim

DECIDER = Decider(("quotas", "tariffs"), ("accuse", "reject"), Thresholds(0.0, 0.5), AS_IT_IS)


def scores(chances: list[float], act: float = 0.9) -> dict[str, np.ndarray]:
    """Candidates on quotas that reject, with these chances of a claim."""
    claim = np.asarray(chances, dtype=np.float32)
    size = len(chances)
    return {
        "claim": np.stack([1 - claim, claim], axis=1),
        "several": np.tile(np.asarray([[1.0, 0.0]], dtype=np.float32), (size, 1)),
        "issue": np.tile(np.asarray([[1.0, 0.0]], dtype=np.float32), (size, 1)),
        "act": np.tile(np.asarray([[1 - act, act]], dtype=np.float32), (size, 1)),
    }


def label(act: str = "reject") -> list[LabelledClaim]:
    """One label on quotas."""
    return [read_claim({"quote": "q", "actor": "JPN", "issue": "quotas", "act": act})]


def test_the_threshold_parts_what_is_a_claim_from_what_is_not() -> None:
    """Where claims score .7 and others .3, all with an act as sure as .9, the threshold lies between what both are worth."""
    found = calibrate(scores([0.7] * 30 + [0.3] * 30), [label()] * 30 + [[]] * 30, DECIDER, 30, 10)

    assert 0.3 * (1 + CODES * 0.9) / (1 + CODES) < found.threshold <= 0.7 * (1 + CODES * 0.9) / (1 + CODES)
    assert found.article_count == 10


def test_the_curve_says_how_often_a_score_proved_right() -> None:
    """Of decisions that score alike a half are right: that is what the curve says of them."""
    labels = [label(), label("accuse")] * 40

    found = calibrate(scores([0.8] * 80), labels, DECIDER, 80, 10)

    assert np.interp(0.8 * 0.9, *found.table()) == pytest.approx(0.5, abs=0.01)


def test_claims_that_no_candidate_covers_count_against_the_recall() -> None:
    """They pull the threshold down, as every claim that is made counts for more."""
    chances, labels = [0.9] * 20 + [0.5] * 20 + [0.4] * 40, [label()] * 20 + [label(), []] * 10 + [label(), [], []] * 13 + [[]]

    few = calibrate(scores(chances), labels, DECIDER, 43, 10)
    many = calibrate(scores(chances), labels, DECIDER, 200, 10)

    assert many.threshold < few.threshold


def test_too_few_decisions_give_no_curve() -> None:
    """A curve through a handful of points would be noise: the score then stands as it is."""
    found = calibrate(scores([0.9] * 3), [label()] * 3, DECIDER, 3, 1)

    assert found.table().tolist() == AS_IT_IS.tolist()
