"""Which words get vectors, and how a vector gets fewer numbers. The encoder itself is not asked here."""

import numpy as np
import pytest

from pipelines.claims.encoder_words import count_words, fewer_numbers


def test_words_that_occur_twice_and_the_encoders_own_are_taken() -> None:
    """Numbers, pieces of words and what occurs once stay out; a known word is there though no text has it."""
    counts = count_words(["Duties rose. Duties fell 5%; Kaffirbread fell."], ["tariff", "##ing", "[UNK]", "Duties"])

    assert counts == {"duties": 3, "fell": 3, "tariff": 1}


def test_fewer_numbers_keep_what_is_near_near() -> None:
    """The directions in which words differ most are kept, whatever sign they come out with."""
    states = np.asarray([[9.0, 0.1, 0], [8.0, 0, 0.1], [-9.0, 0, 0], [-8.0, 0.1, 0]], dtype=np.float32)

    kept = fewer_numbers(states, np.ones(4), 1)

    assert kept.shape == (4, 1)
    assert np.sign(kept[:, 0]).tolist() == [1, 1, -1, -1]
    assert (kept**2).sum(axis=1).mean() == pytest.approx(1.0)
