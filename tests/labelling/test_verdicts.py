"""Rules of verdicts on single claims."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from labelled_lake import REFERENCE, SENTENCE, fill_lake, make_article

from assets.commands.train import _with_verdicts
from pipelines.claims.labelled import read_folder
from pipelines.claims.seeds import SEED
from pipelines.claims.train import train
from pipelines.errors import LakeError, UnknownName, WrongUse
from pipelines.labelling import LabelFolder, Said, Verdict, Verdicts
from pipelines.labelling.judging import FoundClaim, find_claim
from pipelines.labelling.verdicts import lay_out_verdicts
from pipelines.settings import Settings

DAY = date(2025, 5, 1)


@pytest.fixture
def found(tmp_path: Path) -> FoundClaim:
    """Peru's claim, as it stands in the lake."""
    return find_claim(fill_lake(tmp_path / "lake"), "aaaa0000")


def make_verdict(found: FoundClaim, said: Said, act: str | None = None) -> Verdict:
    """A verdict on it."""
    instead = replace(found.claim, act=act, confidence=None) if act else None
    return Verdict(found.claim_id, said, DAY, "ana", "", found.claim, instead, found.context)


def test_a_claim_is_found_with_its_sentence_and_what_stands_beside_it(found: FoundClaim) -> None:
    """By the first digits of its id, as long as they are its alone."""
    assert found.claim_id == "aaaa000011112222"
    assert found.context.sentence == SENTENCE
    assert [one.actor for one in found.context.beside] == ["CHL"]


def test_ids_that_are_nobodys_or_several_are_said(tmp_path: Path) -> None:
    """Unknown, ambiguous and too short ids end in one sentence each."""
    lake = fill_lake(tmp_path)

    with pytest.raises(UnknownName, match="ffff"):
        find_claim(lake, "ffff0000")
    with pytest.raises(WrongUse, match="2 claims begin with aaaa"):
        find_claim(lake, "aaaa")
    with pytest.raises(WrongUse, match="at least 4"):
        find_claim(lake, "aa")


def test_the_last_verdict_counts(tmp_path: Path, found: FoundClaim) -> None:
    """Rows are kept, later ones replace earlier ones, a withdrawn one leaves nothing."""
    verdicts = Verdicts(tmp_path / "verdicts.jsonl")
    for said, act in ((Said.RIGHT, None), (Said.WRONG, "threaten")):
        verdicts.add(make_verdict(found, said, act))

    assert verdicts.current() == [make_verdict(found, Said.WRONG, "threaten")]
    verdicts.add(make_verdict(found, Said.WITHDRAWN))
    assert verdicts.current() == []
    assert len((tmp_path / "verdicts.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("said", "act", "labelled"),
    [
        (Said.RIGHT, None, [("CHL", "accuse"), ("PER", "restrict")]),
        (Said.WRONG, "threaten", [("CHL", "accuse"), ("PER", "threaten")]),
        (Said.WRONG, None, [("CHL", "accuse")]),
    ],
)
def test_a_verdict_becomes_a_labelled_sentence(
    tmp_path: Path, found: FoundClaim, said: Said, act: str | None, labelled: list[tuple[str, str]]
) -> None:
    """The judged claim as it should be, and what was read beside it as it was, for nobody has denied that."""
    count = lay_out_verdicts([make_verdict(found, said, act)], LabelFolder(tmp_path / "made"))

    (article,) = read_folder(tmp_path / "made")
    assert count == 1
    assert article.name.startswith(SEED)  # thresholds and calibration leave it out
    assert article.article.text == SENTENCE
    assert sorted((claim.actor, claim.act) for claim in article.claims) == labelled


def test_two_verdicts_on_one_sentence_are_one_article(tmp_path: Path, found: FoundClaim) -> None:
    """Each judged claim is as its own verdict says, whatever the other took for granted."""
    other = find_claim(fill_lake(tmp_path / "lake"), "aaaabbbb")

    lay_out_verdicts([make_verdict(found, Said.WRONG), make_verdict(other, Said.WRONG, "reject")], LabelFolder(tmp_path / "made"))

    (article,) = read_folder(tmp_path / "made")
    assert [(claim.actor, claim.act) for claim in article.claims] == [("CHL", "reject")]


def test_verdicts_on_a_forgotten_document_go_with_it(tmp_path: Path, found: FoundClaim) -> None:
    """Their rows hold its words."""
    verdicts = Verdicts(tmp_path / "verdicts.jsonl")
    verdicts.add(make_verdict(found, Said.RIGHT))

    assert (verdicts.forget(["b9"]), verdicts.forget(["a1"])) == (0, 1)
    assert "rice" not in verdicts.path.read_text()


@pytest.mark.parametrize("line", ["{", '{"claim_id": "a"}', "[]"])
def test_a_broken_row_is_named(tmp_path: Path, line: str) -> None:
    """Verdicts are somebody's work: none is passed over in silence."""
    (tmp_path / "verdicts.jsonl").write_text(line + "\n")

    with pytest.raises(LakeError, match="no verdict"):
        Verdicts(tmp_path / "verdicts.jsonl").current()


def test_training_reads_verdicts_as_labels(tmp_path: Path, found: FoundClaim) -> None:
    """The folder that training gets holds the judged sentence beside the labelled articles; the folder itself stays as it was."""
    labels = LabelFolder(tmp_path / "labelled")
    labels.lay_out(make_article(1, article_id="own"))
    labels.save_labels("own", [found.claim], "me")
    settings = Settings(data=tmp_path / "data", reference=REFERENCE, sql=REFERENCE)
    Verdicts(settings.data / "verdicts.jsonl").add(make_verdict(found, Said.RIGHT))

    with _with_verdicts(settings, labels.path, no_verdicts=False) as whole:
        names = [one.name for one in read_folder(whole)]
        with pytest.raises(WrongUse, match="3 labelled claims"):  # one of its own, two of the sentence
            train(whole, REFERENCE, tmp_path / "model.npz")
    with _with_verdicts(settings, labels.path, no_verdicts=True) as bare:
        assert bare == labels.path

    assert len(names) == 2
    assert [one.name for one in read_folder(labels.path)] == ["own"]


def test_a_note_may_hold_what_ends_a_line_elsewhere(tmp_path: Path, found: FoundClaim) -> None:
    """A separator pasted into a note (U+2028) does not break the row, and with it the file."""
    verdicts = Verdicts(tmp_path / "verdicts.jsonl")
    noted = replace(make_verdict(found, Said.RIGHT), note="seen\u2028twice\x85")
    verdicts.add(noted)

    assert verdicts.current() == [noted]
