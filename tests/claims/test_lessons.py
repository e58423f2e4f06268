"""A teacher's answers: their file, the candidates they are on, and what the small model takes from them."""

from pathlib import Path

import numpy as np
import pytest
from texts import REFERENCE, write_labelled, write_small_corpus

from pipelines.claims.examples import make_examples
from pipelines.claims.labelled import read_folder
from pipelines.claims.lessons import Answers, Lessons
from pipelines.claims.main_fit import fit_main
from pipelines.claims.train import load_reader
from pipelines.errors import WrongUse
from pipelines.reference import Reference

CLASSES = {
    "issue": ("quotas", "tariffs"),
    "act": ("reject", "restrict"),
    "modality": ("asserted",),
    "attribution": ("own",),
    "direction": ("none",),
}


def answers(keys: list[tuple[str, int, str]], chance: float) -> Answers:
    """One firm opinion for every candidate: a rejected quota."""
    chances = {head: np.eye(len(names), dtype=np.float32)[[0] * len(keys)] for head, names in CLASSES.items()}
    return Answers(keys, np.full(len(keys), chance, dtype=np.float32), chances, CLASSES, frozenset({"b", "c"}))


def test_answers_survive_their_file(tmp_path: Path) -> None:
    """What is read back is what was written, to three places."""
    answers([("a", 0, "JPN"), ("a", 1, "USA")], 0.75).save(tmp_path / "lessons.npz")

    found = Answers.load(tmp_path / "lessons.npz")

    assert list(found.keys) == [("a", 0, "JPN"), ("a", 1, "USA")]
    assert found.claim == pytest.approx(0.75, abs=1e-3)
    assert {head: tuple(names) for head, names in found.classes.items()} == CLASSES
    assert found.seen == {"b", "c"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive"])
def test_a_damaged_file_is_wrong_use(tmp_path: Path, content: bytes) -> None:
    """The file is named."""
    (tmp_path / "lessons.npz").write_bytes(content)

    with pytest.raises(WrongUse, match=r"lessons\.npz"):
        Answers.load(tmp_path / "lessons.npz")


def test_lessons_are_the_candidates_that_are_still_there_and_were_shown(tmp_path: Path) -> None:
    """An answer without its article, and one that the teacher did not give, teach nothing."""
    write_labelled(tmp_path, "one", "Head\n\nPeru imposed a duty on shoes. Chile imposed a duty on hats.\n", [])
    told = answers([("one", 0, "PER"), ("one", 7, "PER"), ("gone", 0, "PER")], 0.9)
    untold = answers([("one", 0, "PER")], 0.01)
    reader = load_reader(Reference(REFERENCE))

    assert len(told.describe(read_folder(tmp_path), reader).described) == 1
    assert not untold.describe(read_folder(tmp_path), reader).described


def test_lessons_move_the_model_toward_the_teacher(tmp_path: Path) -> None:
    """A sentence of a kind that no label shows is coded as the teacher codes it."""
    write_small_corpus(tmp_path / "labels")
    write_labelled(tmp_path / "more", "one", "Head\n\nPeru snubbed the quota.\n", [])
    reader = load_reader(Reference(REFERENCE))
    examples = make_examples(read_folder(tmp_path / "labels"), reader)
    more = make_examples(read_folder(tmp_path / "more"), reader)
    one = answers([("one", 0, "PER")], 0.95).describe(read_folder(tmp_path / "more"), reader)
    lessons = Lessons(
        list(one.described) * 20, np.repeat(one.claim, 20), {k: np.repeat(v, 20, axis=0) for k, v in one.chances.items()}, CLASSES
    )

    alone, taught = fit_main(examples).scores(more.described), fit_main(examples, lessons)

    scores = taught.scores(more.described)
    assert scores["claim"][0, 1] > alone["claim"][0, 1]
    assert taught.classes("act")[scores["act"][0].argmax()] == "reject"
    assert taught.classes("issue")[scores["issue"][0].argmax()] == "quotas"
