"""Threshold and calibration, read off candidates that no model behind the scores has seen."""

import numpy as np
import pytest

from pipelines.claims.calibration import AS_IT_IS, Calibration, calibrate
from pipelines.claims.decide import Decider, prospects_of
from pipelines.claims.labelled import LabelledClaim, read_claim

DECIDER = Decider(("quotas", "tariffs"), ("accuse", "reject"), 0.0, AS_IT_IS)


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


def settle(chances: list[float], labels: list[list[LabelledClaim]], count: int, act: float = 0.9) -> Calibration:
    """Threshold and curve of candidates that have an article each."""
    return calibrate(scores(chances, act), labels, DECIDER, count, articles(len(chances)))


def articles(count: int) -> list[str]:
    """Names of so many articles."""
    return [f"article {at}" for at in range(count)]


def test_the_threshold_parts_what_is_a_claim_from_what_is_not() -> None:
    """Where claims score .7 and others .3, all with an act as sure as .9, the threshold lies between the prospects of both."""
    found = settle([0.7] * 30 + [0.3] * 30, [label()] * 30 + [[]] * 30, 30)

    low, high = prospects_of(scores([0.3, 0.7]), articles(2))
    assert low < found.threshold <= high
    assert found.article_count == 60


def test_the_curve_says_how_often_a_score_proved_right() -> None:
    """Of decisions that score alike a half are right: that is what the curve says of them."""
    labels = [label(), label("accuse")] * 40

    found = settle([0.8] * 80, labels, 80)

    assert np.interp(0.8 * 0.9, *found.table()) == pytest.approx(0.5, abs=0.01)


def test_claims_that_no_candidate_covers_count_against_the_recall() -> None:
    """They pull the threshold down, as every claim that is made counts for more."""
    chances, labels = [0.9] * 20 + [0.5] * 20 + [0.4] * 40, [label()] * 20 + [label(), []] * 10 + [label(), [], []] * 13 + [[]]

    few = settle(chances, labels, 43)
    many = settle(chances, labels, 200)

    assert many.threshold < few.threshold


def test_too_few_decisions_give_no_curve() -> None:
    """A curve through a handful of points would be noise: the score then stands as it is."""
    found = settle([0.9] * 3, [label()] * 3, 3)

    assert found.table().tolist() == AS_IT_IS.tolist()


def test_an_article_that_holds_much_holds_a_likely_claim_too() -> None:
    """The same chance promises more beside nine sure claims than alone; an article of the chunk changes nothing in another."""
    alone = prospects_of(scores([0.3]), ["one"])
    beside = prospects_of(scores([0.3, *[0.9] * 9]), ["one"] * 10)
    chunk = prospects_of(scores([0.9, 0.3, *[0.9] * 9]), ["other", *["one"] * 10])

    assert alone[0] < beside[0] < 1
    assert chunk[1:].tolist() == beside.tolist()
    assert chunk[0] == prospects_of(scores([0.9]), ["other"])[0]
