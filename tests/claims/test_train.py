"""Rules of training."""

from pathlib import Path

import numpy as np
import pytest
from texts import REFERENCE, make_article, make_label, write_labelled, write_small_corpus

from pipelines.claims.calibration import AS_IT_IS
from pipelines.claims.decide import Decider
from pipelines.claims.examples import Examples
from pipelines.claims.extractor import Extractor
from pipelines.claims.labelled import read_claim
from pipelines.claims.model import load_bundle
from pipelines.claims.seeds import SEED
from pipelines.claims.train import LEAST_UNSEEN, Materials, settle, train
from pipelines.errors import WrongUse
from pipelines.reference import Reference


def test_a_small_folder_makes_a_model_that_reads(tmp_path: Path) -> None:
    """Thirty articles teach the extractor to read their like; those labelled in haste teach it their words, and nothing of thresholds."""
    write_small_corpus(tmp_path / "corpus")
    for at in range(6):
        text = f"Chile slapped a levy of {at + 12}% on kettles from Norway."
        write_labelled(tmp_path / "haste", f"haste{at}", f"Head\n\n{text}\n", [make_label(text, "CHL", "tariffs", "restrict")])

    report = train(tmp_path / "corpus", REFERENCE, tmp_path / "one.npz", Materials(beside=tmp_path / "haste"))
    bundle = load_bundle(report.path)
    claims = Extractor(Reference(REFERENCE), bundle).extract(
        [make_article("Japan imposed a 44% tariff on shoes from Peru. Shops were busy in spite of the trade.", "News of 2 and 3")]
    )[0]

    assert (report.articles, report.claims, report.claims_without_candidate, bundle.facts["settled_on"]) == (31, 30, 0, 31)
    assert [(claim.actor, claim.issue, claim.act, claim.counterparts) for claim in claims] == [("JPN", "tariffs", "restrict", ("PER",))]
    assert "kettles" in bundle.models["main"].vocabulary.columns["words"]


def test_an_article_in_both_folders_is_wrong_use(tmp_path: Path) -> None:
    """Labels of one article that could contradict each other are not mixed."""
    write_small_corpus(tmp_path)

    with pytest.raises(WrongUse, match="labelled in both folders"):
        train(tmp_path, REFERENCE, tmp_path / "two.npz", Materials(beside=tmp_path))


@pytest.mark.parametrize("slip", [{"issue": "tarifs"}, {"act": "restricts"}, {"modality": "certain"}, {"attribution": "theirs"}])
def test_a_slip_in_a_label_ends_training_before_it_begins(tmp_path: Path, slip: dict[str, str]) -> None:
    """A code that is none of the guide's is named with its article; learned, it would end training late or come out as a claim."""
    write_small_corpus(tmp_path)
    label = make_label("Peru imposed a duty.", "PER", "tariffs", "restrict")
    write_labelled(tmp_path, "slip", "Head\n\nPeru imposed a duty.\n", [{**label, **slip}])

    with pytest.raises(WrongUse, match=f"slip.*{next(iter(slip.values()))}"):
        train(tmp_path, REFERENCE, tmp_path / "m.npz")


@pytest.mark.slow
def test_training_twice_makes_one_file(tmp_path: Path) -> None:
    """The same folder gives the same bytes."""
    write_small_corpus(tmp_path / "corpus")

    for name in ("one.npz", "two.npz"):
        train(tmp_path / "corpus", REFERENCE, tmp_path / name)

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize(("labelled", "settled_on"), [(LEAST_UNSEEN, 1), (LEAST_UNSEEN - 1, 2)])
def test_threshold_and_curve_rest_on_what_no_teacher_has_seen(labelled: int, settled_on: int) -> None:
    """Articles that a teacher learned from count only where the others hold too few claims; seeds never do."""
    label = make_label("Peru imposed a duty.", "PER", "tariffs", "restrict")
    names = ["new"] * labelled + ["seen"] * 40 + [f"{SEED}one"] * 40
    examples = Examples([], [], [[read_claim(label)] for _ in names], names, len(names), 0)
    even = np.full((len(names), 2), 0.5, dtype=np.float32)
    scores = {"claim": even, "several": even, "issue": even, "act": even}
    decider = Decider(("quotas", "tariffs"), ("accuse", "restrict"), 0.0, AS_IT_IS)

    assert settle(examples, scores, decider, {"seen"}).article_count == settled_on


def test_too_little_to_learn_from_is_wrong_use(tmp_path: Path) -> None:
    """A handful of labels makes no model, and the command says so."""
    write_labelled(tmp_path, "one", "Head\n\nPeru imposed a duty.\n", [make_label("Peru imposed a duty.", "PER", "tariffs", "restrict")])

    with pytest.raises(WrongUse, match="at least"):
        train(tmp_path, REFERENCE, tmp_path / "m.npz")
