"""What several agree on about currencies."""

import numpy as np
import pytest

from pipelines.claims.joint import join_understandings
from pipelines.claims.second_look import PAIR

ISSUES, ACTS = ("coordination", "intervention", "regime"), ("affirm", "agree")


@pytest.mark.parametrize(
    ("pairs", "joined"),
    [
        ([0.1, 0.1, 0.1, 0.6, 0.0, 0.1], [0.1, 0.7, 0.1, 0.0, 0.0, 0.1]),
        ([0.1, 0.1, 0.7, 0.0, 0.0, 0.1], [0.1, 0.1, 0.7, 0.0, 0.0, 0.1]),
        ([0.0, 0.1, 0.1, 0.0, 0.1, 0.7], [0.0, 0.1, 0.1, 0.0, 0.1, 0.7]),
    ],
)
def test_an_agreement_on_intervention_is_a_joint_understanding(pairs: list[float], joined: list[float]) -> None:
    """One on a regime is not, and what one says alone is about what it says."""
    pair = np.asarray([pairs], dtype=np.float32)
    parts = {"issue": pair.reshape(1, 3, 2).sum(axis=2), "act": pair.reshape(1, 3, 2).sum(axis=1)}
    scores = {"claim": np.asarray([[0.3, 0.7]], dtype=np.float32), PAIR: pair, **parts}

    found = join_understandings(scores, ISSUES, ACTS)

    assert found[PAIR][0].tolist() == pytest.approx(joined)
    assert found["claim"][0].tolist() == pytest.approx([0.3, 0.7])
