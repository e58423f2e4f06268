"""Word vectors: the file, the mean of a window, and how they enter a model's rows."""

from pathlib import Path

import numpy as np
import pytest
from texts import REFERENCE

from pipelines.claims.model import Bundle, Head, linear_model, load_bundle, save_bundle
from pipelines.claims.vectors import WINDOWS, GroupPlan, Vocabulary
from pipelines.claims.word_vectors import FILE_NAME, WordVectors, save_vectors
from pipelines.errors import BadReference

PLANS = (GroupPlan("words", 1.0, False, 1, 10),)


def small_vectors(folder: Path) -> WordVectors:
    """Three words in two numbers."""
    table = np.asarray([[1, 0], [0, 1], [0, -1]], dtype=np.float32)
    save_vectors(folder / FILE_NAME, ["duty", "tariff", "rain"], table, np.asarray([1, 1, 2], dtype=np.float32))
    return WordVectors.load(folder / FILE_NAME)


def test_a_window_is_the_weighted_mean_of_its_known_words(tmp_path: Path) -> None:
    """Unknown words say nothing, rare ones count more, and the mean has length one."""
    vectors = small_vectors(tmp_path)

    means = vectors.means([["duty", "tariff", "unheard"], ["tariff", "rain"], ["unheard"], []])

    assert means == pytest.approx(np.asarray([[0.5**0.5, 0.5**0.5], [0, -1], [0, 0], [0, 0]]), abs=0.01)


def test_the_same_vectors_make_the_same_file(tmp_path: Path) -> None:
    """Neither clock nor order enters the file."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        small_vectors(tmp_path / name)

    assert (tmp_path / "one" / FILE_NAME).read_bytes() == (tmp_path / "two" / FILE_NAME).read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"words"])
def test_a_damaged_file_is_a_bad_reference(tmp_path: Path, content: bytes) -> None:
    """A truncated or foreign file is named, whatever is in it."""
    (tmp_path / FILE_NAME).write_bytes(content)

    with pytest.raises(BadReference, match=r"words\.npz"):
        WordVectors.load(tmp_path / FILE_NAME)


def test_windows_stand_behind_the_strings_of_a_row(tmp_path: Path) -> None:
    """A word that no example had still moves its row, by its vector."""
    described = [{"words": ["duty"], **dict.fromkeys(WINDOWS, ("duty",))}, {"words": [], **dict.fromkeys(WINDOWS, ("rain",))}]

    rows = Vocabulary.learn(described[:1], PLANS, small_vectors(tmp_path)).matrix(described).toarray()

    assert rows.shape == (2, 1 + 2 * len(WINDOWS))
    assert rows[0, 0] == 1
    assert rows[1, 0] == 0
    assert rows[1].any()


def test_a_model_opens_only_beside_the_vectors_it_was_learned_over(tmp_path: Path) -> None:
    """Other vectors under an old model would be nonsense without a sign; so they are refused."""
    vectors = small_vectors(tmp_path)
    vocabulary = Vocabulary.learn([{"words": ["duty"]}], PLANS, vectors)
    head = Head("claim", ("no", "yes"), np.ones((vocabulary.width, 1), dtype=np.float32), np.zeros(1, dtype=np.float32))
    save_bundle(Bundle({"main": linear_model(vocabulary, [head])}, {}, {}), tmp_path / "m.npz")

    assert load_bundle(tmp_path / "m.npz").models["main"].vocabulary.width == vocabulary.width

    save_vectors(tmp_path / FILE_NAME, ["duty"], np.ones((1, 2), dtype=np.float32), np.ones(1, dtype=np.float32))
    with pytest.raises(BadReference, match="other word vectors"):
        load_bundle(tmp_path / "m.npz")


def test_the_shipped_vectors_know_words_of_one_meaning() -> None:
    """What a minister slams and what he blasts lies nearer together than what he slams and what he sells."""
    vectors = WordVectors.load(REFERENCE / "model" / FILE_NAME)

    slams, blasts, sells = vectors.means([["slams"], ["blasts"], ["sells"]])

    assert slams @ blasts > slams @ sells + 0.1
