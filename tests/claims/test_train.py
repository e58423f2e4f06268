"""Rules of training."""

from pathlib import Path

import pytest
from texts import REFERENCE, make_article, make_label, write_labelled, write_small_corpus

from pipelines.claims.extractor import Extractor
from pipelines.claims.model import load_bundle
from pipelines.claims.train import train
from pipelines.errors import WrongUse
from pipelines.reference import Reference


def test_a_small_folder_makes_a_model_that_reads(tmp_path: Path) -> None:
    """Thirty articles teach the extractor to read their like."""
    write_small_corpus(tmp_path / "corpus")

    report = train(tmp_path / "corpus", REFERENCE, tmp_path / "one.npz")
    claims = Extractor(Reference(REFERENCE), load_bundle(report.path)).extract(
        [make_article("Japan imposed a 44% tariff on shoes from Peru. Shops were busy in spite of the trade.", "News of 2 and 3")]
    )[0]

    assert (report.articles, report.claims, report.claims_without_candidate) == (31, 30, 0)
    assert [(claim.actor, claim.issue, claim.act, claim.counterparts) for claim in claims] == [("JPN", "tariffs", "restrict", ("PER",))]


@pytest.mark.slow
def test_training_twice_makes_one_file(tmp_path: Path) -> None:
    """The same folder gives the same bytes."""
    write_small_corpus(tmp_path / "corpus")

    for name in ("one.npz", "two.npz"):
        train(tmp_path / "corpus", REFERENCE, tmp_path / name)

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_too_little_to_learn_from_is_wrong_use(tmp_path: Path) -> None:
    """A handful of labels makes no model, and the command says so."""
    write_labelled(tmp_path, "one", "Head\n\nPeru imposed a duty.\n", [make_label("Peru imposed a duty.", "PER", "tariffs", "restrict")])

    with pytest.raises(WrongUse, match="at least"):
        train(tmp_path, REFERENCE, tmp_path / "m.npz")
