"""Rules of the model file, the trees and the decider."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from pipelines.claims.arrays import load_arrays, save_arrays
from pipelines.claims.decide import Decider
from pipelines.claims.fitting import fit_options
from pipelines.claims.model import Bundle, load_bundle, save_bundle
from pipelines.claims.second_fit import grow_forest
from pipelines.claims.second_look import PAIR
from pipelines.claims.trees import Forest
from pipelines.errors import BadReference

OPTIONS = [{"option": ("near", "after")}, {"option": ("near",)}, {"option": ("far",)}, {"option": ("far", "after")}] * 4


def make_bundle() -> Bundle:
    """A bundle with one small model."""
    model = fit_options(OPTIONS, [True, True, False, False] * 4, 1.0)
    return Bundle({"main": model}, {"numbers": np.arange(4.0)}, {"thresholds": {"claim": 0.4}})


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Scores, tables and facts survive the file; weights lose half precision's digits only."""
    bundle = make_bundle()
    save_bundle(bundle, tmp_path / "m.npz")

    back = load_bundle(tmp_path / "m.npz")

    scores = [one.models["main"].scores(OPTIONS)["fits"] for one in (bundle, back)]
    assert np.allclose(*scores, atol=1e-3)
    assert scores[0][0, 1] > 0.5 > scores[0][2, 1]
    assert back.facts == bundle.facts
    assert back.tables["numbers"].tolist() == [0, 1, 2, 3]


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """Training and writing twice makes one file."""
    save_bundle(make_bundle(), tmp_path / "one.npz")
    save_bundle(make_bundle(), tmp_path / "two.npz")

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x05\x06" + b"\0" * 18])
def test_a_damaged_model_stops_the_run(tmp_path: Path, content: bytes) -> None:
    """What is no model is bad reference data, not a crash."""
    (tmp_path / "m.npz").write_bytes(content)

    with pytest.raises(BadReference, match=r"m\.npz"):
        load_bundle(tmp_path / "m.npz")


def test_a_missing_model_stops_the_run(tmp_path: Path) -> None:
    """So is a model that is not there."""
    with pytest.raises(BadReference):
        load_bundle(tmp_path / "none.npz")


def test_a_file_that_cannot_be_written_whole_leaves_the_older_one(tmp_path: Path) -> None:
    """Training that stops while it writes over the model in use takes nothing from whoever reads it."""
    save_arrays(tmp_path / "m.npz", {"a": np.arange(3), "b": np.ones(2)})

    with pytest.raises(ValueError, match="allow_pickle"):
        save_arrays(tmp_path / "m.npz", {"a": np.zeros(3), "b": np.asarray([object()])})

    assert load_arrays(tmp_path / "m.npz")["a"].tolist() == [0, 1, 2]


def test_plain_trees_say_what_the_learner_says() -> None:
    """The arrays predict the chances of the scikit-learn model they were taken from, also after a round trip."""
    random = np.random.default_rng(3)
    table = random.normal(size=(400, 5))
    truth = table[:, 0] * table[:, 1] + table[:, 2] > 0
    learner = HistGradientBoostingClassifier(
        max_iter=200,
        learning_rate=0.05,
        max_leaf_nodes=15,
        min_samples_leaf=30,
        l2_regularization=5.0,
        random_state=17,
        early_stopping=False,
    ).fit(table, truth)

    forest = Forest.of(grow_forest(table, truth).tables("f"), "f")

    assert np.allclose(forest.chances(table), learner.predict_proba(table)[:, 1], atol=1e-6)


def test_decisions_follow_the_thresholds() -> None:
    """Below the threshold there is no claim; where there seem to be several there are two, the likelier first."""
    decider = Decider(("quotas", "tariffs"), ("accuse", "reject"), 0.2, np.asarray([[0, 1], [0, 1]], dtype=np.float32))
    joint = np.asarray([[0.1, 0.2, 0.4, 0.3]] * 3, dtype=np.float32)
    scores = {
        "claim": np.asarray([[0.7, 0.3], [0.5, 0.5], [0.2, 0.8]], dtype=np.float32),
        "several": np.asarray([[0.1, 0.9], [0.9, 0.1], [0.4, 0.6]], dtype=np.float32),
        "issue": np.asarray([[0.3, 0.7]] * 3, dtype=np.float32),
        "act": np.asarray([[0.5, 0.5]] * 3, dtype=np.float32),
        PAIR: joint,
    }

    found = [(one.row, one.issue, one.act, one.confidence) for one in decider.decide(scores, ["a", "b", "c"])]

    assert found == [(1, "tariffs", "accuse", 0.2), (2, "tariffs", "accuse", 0.32), (2, "tariffs", "reject", 0.24)]


@pytest.mark.parametrize(("several", "second", "count"), [(0.9, 0.3, 2), (0.9, 0.02, 1), (0.2, 0.3, 1), (0.3, 0.3, 2)])
def test_a_second_claim_needs_several_and_its_own_codes(several: float, second: float, count: int) -> None:
    """That a sentence holds several claims does not help where its second codes are unlikely, nor the other way round."""
    decider = Decider(("quotas", "tariffs"), ("accuse", "reject"), 0.2, np.asarray([[0, 1], [0, 1]], dtype=np.float32))
    scores = {
        "claim": np.asarray([[0.1, 0.9]], dtype=np.float32),
        "several": np.asarray([[1 - several, several]], dtype=np.float32),
        "issue": np.asarray([[0.3, 0.7]], dtype=np.float32),
        "act": np.asarray([[0.5, 0.5]], dtype=np.float32),
        PAIR: np.asarray([[0.0, 0.0, second, 1 - second]], dtype=np.float32),
    }

    assert len(decider.decide(scores, ["a"])) == count


def test_a_claim_whose_codes_are_unsure_is_worth_less() -> None:
    """Of two candidates that hold a claim as likely, only that is made whose issue and act can be told."""
    decider = Decider(("quotas", "tariffs"), ("accuse", "reject"), 0.3, np.asarray([[0, 1], [0, 1]], dtype=np.float32))
    even = np.full((2, 2), 0.5, dtype=np.float32)
    pairs = np.asarray([[0.9, 0.1, 0.0, 0.0], [0.25, 0.25, 0.25, 0.25]], dtype=np.float32)

    found = decider.decide({"claim": even, "several": 0.2 * even, "issue": even, "act": even, PAIR: pairs}, ["a", "b"])

    assert [(one.row, one.issue, one.act) for one in found] == [(0, "quotas", "accuse")]
