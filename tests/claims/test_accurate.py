"""The accurate extractor: the small model's road with a second opinion on it."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from encoding import WordNumbers, sequencer

from pipelines.claims.accurate import VERSION, AccurateExtractor, AccurateStage, train_accurate
from pipelines.claims.calibration import Calibration
from pipelines.claims.encoder import Encoder
from pipelines.claims.encoder_targets import Questions
from pipelines.claims.model import Bundle, load_bundle
from pipelines.claims.version import model_path
from pipelines.errors import RejectCode, WrongUse
from pipelines.records import Article, Claim
from pipelines.reference import Reference

REFERENCE = Reference(Path(__file__).parents[2] / "data" / "reference")
TEXT = "Japan rejected a quota on its car exports, Finance Minister Kiichi Miyazawa said. The United States had demanded one."


class Certain:
    """Stands in for a trained encoder: it holds every candidate, or none, for a claim that accuses."""

    def __init__(self, chance: float, calibration: Calibration | None) -> None:
        """Take the chance it gives to each candidate."""
        self.facts = SimpleNamespace(answers=Questions.load(REFERENCE).answers)
        self.calibration = calibration
        self._chance = chance

    def answers(self, sequences: list[object]) -> SimpleNamespace:
        """The same for every sequence."""
        tables = {name: np.zeros((len(sequences), len(listed)), np.float32) for name, listed in self.facts.answers.items()}
        for name, listed in self.facts.answers.items():
            tables[name][:, listed.index("accuse") if name == "act" else 0] = 1.0
        tables["count"][:] = (1.0 - self._chance, self._chance, 0.0)
        return SimpleNamespace(by_question=tables, counterparts=tuple({} for _ in sequences))


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """The shipped small model."""
    return load_bundle(model_path(REFERENCE.folder))


def extract(bundle: Bundle, chance: float, threshold: float) -> list[list[Claim]]:
    """Claims of a small article and of one on another subject."""
    words = WordNumbers()
    laid = sequencer(words)
    laid._names = {row["code"]: row["name"] for row in REFERENCE.rows("countries")}
    encoder = Encoder(Certain(chance, Calibration(threshold, ((0.0, 1.0), (0.0, 1.0)), 9)), laid)  # type: ignore[arg-type]
    article = Article("a-0", "a", "a.txt", None, 0, "Quota refused", TEXT, "en", "test", published_on=date(1999, 6, 1))
    other = Article("b-0", "b", "b.txt", None, 0, "Rain", "It rained all day.", "en", "test")
    return AccurateExtractor(REFERENCE, bundle, encoder).extract([article, other])


def test_the_encoder_can_bring_a_claim_and_its_code(bundle: Bundle) -> None:
    """Where it is certain of accusation, the blend says accusation, under the accurate mode's name."""
    found, elsewhere = extract(bundle, 1.0, 0.5)

    assert found
    assert {claim.act for claim in found} == {"accuse"}
    assert {claim.extractor for claim in found} == {VERSION}
    assert elsewhere == []


def test_the_encoder_can_take_a_claim_back(bundle: Bundle) -> None:
    """Where it is certain that there is none, no small model alone reaches the threshold."""
    assert extract(bundle, 0.0, 0.5) == [[], []]


def test_quotes_are_the_articles_own_words(bundle: Bundle) -> None:
    """The validators are the same for every extractor."""
    found, _ = extract(bundle, 1.0, 0.3)

    assert all(TEXT[claim.quote_start : claim.quote_end] == claim.quote for claim in found)


def test_the_stage_is_another_one_when_the_encoder_is(tmp_path: Path) -> None:
    """Claims that another encoder made are stale."""
    for name in ("encoder.json", "encoder.safetensors", "tokenizer.json"):
        (tmp_path / name).write_text("one")
    stage = AccurateStage(REFERENCE.folder, tmp_path)
    before = stage.fingerprint

    (tmp_path / "encoder.json").write_text("two")

    assert stage.fingerprint != before
    assert (stage.source, stage.target) == ("articles", "claims")


def test_an_article_that_cannot_be_read_gives_no_claims(tmp_path: Path) -> None:
    """A worker that timed out leaves nothing half-read."""
    article = Article("a-0", "a", "a.txt", None, 0, None, TEXT, "en", "test")

    assert AccurateStage(REFERENCE.folder, tmp_path).refuse(article, RejectCode.TIMED_OUT, "20 s") == ()


def test_training_says_in_one_sentence_what_is_missing(tmp_path: Path) -> None:
    """Without the extra, or without labelled articles, training ends before it begins and names what it needs."""
    with pytest.raises(WrongUse, match=r"accurate|labelled articles"):
        train_accurate(tmp_path, REFERENCE.folder, (tmp_path, tmp_path / "out", None), lambda *_: None)


def test_the_stage_reads_one_article_at_a_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A worker's deadline is an article's: claims of the first are there before the second is begun."""
    asked: list[int] = []

    def extract(articles: list[Article]) -> list[list[Claim]]:
        asked.append(len(articles))
        return [[] for _ in articles]

    monkeypatch.setattr("pipelines.claims.accurate.load_accurate", lambda *_: SimpleNamespace(extract=extract))
    article = Article("a-0", "a", "a.txt", None, 0, "Quota refused", TEXT, "en", "test")

    made = iter(AccurateStage(REFERENCE.folder, tmp_path).prepare()([article, article]))

    assert (next(made), asked) == ([], [1])
