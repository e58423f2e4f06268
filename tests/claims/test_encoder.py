"""The encoder's opinion beside the small model's."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from encoding import WordNumbers, sequencer, small_reading

from pipelines.claims.encoder import MOST_ASKED, Encoder, blend, reorder, worth_asking
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.errors import WrongUse
from pipelines.reference import Reference

REFERENCE = Reference(Path(__file__).parents[2] / "data" / "reference")
ANSWERS = {"count": ("0", "1", "2"), "act": ("accuse", "reject")}


@dataclass
class FixedModel:
    """Stands in for a trained encoder: the same answers for any two sequences."""

    facts: SimpleNamespace
    seen: list[int]

    def answers(self, sequences: list[object]) -> SimpleNamespace:
        """One likely claim, and two unlikely ones."""
        self.seen.append(len(sequences))
        table = {"count": np.array([[0.2, 0.6, 0.2], [0.9, 0.1, 0.0]], np.float32), "act": np.array([[0.3, 0.7], [0.5, 0.5]], np.float32)}
        return SimpleNamespace(by_question=table, counterparts=((("USA", 0.2), ("USA", 0.8)), ()))


def test_answers_come_under_the_small_models_heads_and_in_its_order() -> None:
    """Count becomes claim and several; classes stand as the small model has them."""
    reading = small_reading()
    model = FixedModel(SimpleNamespace(answers=ANSWERS), [])

    opinion = Encoder(model, sequencer(WordNumbers())).judge(  # type: ignore[arg-type]
        [Row(reading, 1, candidate) for candidate in reading.sentences[1].candidates],
        {"act": ("reject", "accuse", "support"), "other": ("x",)},
    )

    assert set(opinion.scores) == {"claim", "several", "act"}
    assert opinion.scores["claim"][:, 1] == pytest.approx([0.8, 0.1])
    assert opinion.scores["several"][:, 1] == pytest.approx([0.25, 0.0])
    assert opinion.scores["act"][0] == pytest.approx([0.7, 0.3, 0.0])
    assert opinion.counterparts == ({"USA": 0.8}, {})


def test_only_candidates_that_the_small_model_does_not_rule_out_are_asked_about() -> None:
    """The encoder is slow; most candidates are plainly no claim."""
    chances = np.array([0.001, 0.5, 0.03], np.float32)

    assert worth_asking({"claim": np.stack([1 - chances, chances], axis=1)}, ["a", "a", "a"]).tolist() == [1, 2]


def test_of_a_very_long_article_only_the_likeliest_candidates_are_asked_about() -> None:
    """Time per article is bounded, and one article's length takes nothing from another."""
    chances = np.linspace(0.9, 0.1, MOST_ASKED + 50, dtype=np.float32)
    owners = ["long"] * (MOST_ASKED + 49) + ["short"]

    asked = worth_asking({"claim": np.stack([1 - chances, chances], axis=1)}, owners).tolist()

    assert asked == [*range(MOST_ASKED), MOST_ASKED + 49]


def test_a_blend_changes_the_rows_that_were_asked_about_and_no_others() -> None:
    """Where the encoder was not asked, the small model stands alone, and its own heads are kept."""
    small = {"claim": np.array([[0.9, 0.1], [0.5, 0.5]], np.float32), "mine": np.ones((2, 1), np.float32)}
    encoder = {"claim": np.array([[0.0, 1.0]], np.float32)}

    joined = blend(small, encoder, np.array([1]))

    assert joined["claim"].tolist() == [pytest.approx([0.9, 0.1]), pytest.approx([0.2, 0.8])]
    assert joined["mine"].tolist() == [[1.0], [1.0]]
    assert small["claim"][1].tolist() == [0.5, 0.5]


def test_joint_chances_are_blended_too() -> None:
    """The encoder answers issue and act apart; its joint chance is their product, at the place the small model gives the pair."""
    small = {
        "issue": np.array([[1.0, 0.0]], np.float32),
        "act": np.array([[0.0, 1.0]], np.float32),
        PAIR: np.array([[0, 1, 0, 0]], np.float32),
    }
    encoder = {"issue": np.array([[0.5, 0.5]], np.float32), "act": np.array([[1.0, 0.0]], np.float32)}

    joined = blend(small, encoder, np.array([0]))

    assert joined[PAIR][0].tolist() == pytest.approx([0.3, 0.4, 0.3, 0.0])
    assert joined[PAIR][0].sum() == pytest.approx(1.0)


def test_a_class_that_the_encoder_does_not_know_has_no_chance() -> None:
    """A code that came after its training is the small model's alone."""
    table = np.array([[0.25, 0.75]], np.float32)

    assert reorder(table, ("a", "b"), ("b", "new", "a")).tolist() == [[0.75, 0.0, 0.25]]


def test_without_a_model_or_without_torch_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    """Either the extra is missing or the folder is empty; both are wrong use, not a traceback."""
    with pytest.raises(WrongUse, match="accurate"):
        Encoder.load(tmp_path, REFERENCE)
