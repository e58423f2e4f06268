"""Teaching the small network: run only where the extra `accurate` is installed."""

from pathlib import Path

import numpy as np
import pytest
from texts import REFERENCE, write_small_corpus

torch = pytest.importorskip("torch", reason="needs torch, which the extra `accurate` installs; the small model works without it")

from pipelines.claims.examples import Examples, make_examples  # noqa: E402
from pipelines.claims.labelled import read_folder  # noqa: E402
from pipelines.claims.lessons import Answers  # noqa: E402
from pipelines.claims.pupil import CLAIM  # noqa: E402
from pipelines.claims.pupil_file import TaughtPupil, load_pupil  # noqa: E402
from pipelines.claims.pupil_learn import SECOND, Places, Plan, School, teach_pupil  # noqa: E402
from pipelines.claims.pupil_text import TextPlan  # noqa: E402
from pipelines.claims.train import load_reader  # noqa: E402
from pipelines.claims.word_vectors import FILE_NAME, WordVectors  # noqa: E402
from pipelines.reference import Reference  # noqa: E402

VECTORS = REFERENCE / "model" / FILE_NAME
CLASSES = {
    "issue": ("agreement", "intervention", "quotas", "tariffs"),
    "act": ("agree", "intervene", "reject", "request", "restrict"),
    "modality": ("asserted",),
    "attribution": ("own",),
    "direction": ("none", "open", "protect"),
}
FEW = (Plan(epochs=6, warmup=2, batch=4), Plan(epochs=4, rate=1e-3, warmup=2, batch=4))


def examples_of(folder: Path) -> Examples:
    """The small corpus."""
    write_small_corpus(folder)
    return make_examples(read_folder(folder), load_reader(Reference(REFERENCE)))


def answers_on(examples: Examples) -> Answers:
    """A teacher who knows the labels."""
    keys = [(name, row.place, row.candidate.actor) for name, row in zip(examples.names, examples.rows, strict=True)]
    chances = {head: np.full((len(keys), len(names)), 1 / len(names), dtype=np.float32) for head, names in CLASSES.items()}
    for at, claims in enumerate(examples.claims):
        for claim in claims:
            for head in ("issue", "act"):
                chances[head][at] = [float(name == getattr(claim, head)) for name in CLASSES[head]]
    sure = np.asarray([0.95 if claims else 0.03 for claims in examples.claims], dtype=np.float32)
    return Answers(keys, sure, chances, CLASSES)


def teach(folder: Path, examples: Examples, steps: list[tuple[int, int]]) -> TaughtPupil:
    """A pupil of that teacher; labels are shown in two folds."""
    reader = load_reader(Reference(REFERENCE))
    school = School(WordVectors.load(VECTORS), FEW, lambda done, total: steps.append((done, total)))
    lessons = school.open(answers_on(examples), read_folder(folder), reader)
    folds = {name: at % 2 for at, name in enumerate(sorted(set(examples.names)))}
    return school.teach(lessons, examples, folds)


@pytest.mark.slow
def test_a_pupil_learns_and_numpy_answers_as_torch_does(tmp_path: Path) -> None:
    """It tells claims from none and knows their acts; the answers that are kept for training come from networks of the other fold."""
    examples, steps = examples_of(tmp_path), list[tuple[int, int]]()

    taught = teach(tmp_path, examples, steps)
    found = taught.pupil.answers(examples.described)
    holds = np.asarray([bool(claims) for claims in examples.claims])

    assert found[CLAIM][holds, 1].mean() > found[CLAIM][~holds, 1].mean() + 0.3
    acts = [CLASSES["act"][best] for best in found["act"].argmax(axis=1)]
    assert np.mean([acts[at] == examples.claims[at][0].act for at in np.flatnonzero(holds)]) > 0.8
    assert list(taught.answers.keys) == list(answers_on(examples).keys)
    assert not np.allclose(taught.answers.claim, found[CLAIM][:, 1], atol=1e-3)
    assert steps[:6] == [(at, 6) for at in range(1, 7)]
    assert steps[6:] == [(at, 4) for at in range(1, 5)] * 3


@pytest.mark.slow
def test_the_same_lessons_make_the_same_pupil(tmp_path: Path) -> None:
    """Chance is drawn from a seed."""
    examples = examples_of(tmp_path)

    one, two = (teach(tmp_path, examples, []) for _ in range(2))

    assert all((one.pupil.weights[name] == two.pupil.weights[name]).all() for name in one.pupil.weights)
    assert (one.answers.claim == two.answers.claim).all()


def test_torch_and_numpy_sum_alike(tmp_path: Path) -> None:
    """An untaught network gives the same answers on both roads, rows of unequal length among them."""
    examples = examples_of(tmp_path)
    reader = load_reader(Reference(REFERENCE))
    school = School(WordVectors.load(VECTORS), (Plan(epochs=1, warmup=1), SECOND), lambda _, __: None)
    lessons = school.open(answers_on(examples), read_folder(tmp_path), reader)
    weights = school.begin(lessons)

    by_torch = school.answer(weights, lessons.sheet)
    by_numpy = school.pupil(weights).answers(examples.described)

    assert all(by_torch[head] == pytest.approx(by_numpy[head], abs=1e-5) for head in by_torch)


def test_a_folder_and_answers_make_a_file(tmp_path: Path) -> None:
    """The whole step: text, answers and articles in, a file out that knows every labelled candidate, the seeds too."""
    examples = examples_of(tmp_path / "labelled")
    answers_on(examples).save(tmp_path / "lessons.npz")
    folder, steps = tmp_path / "labelled", list[tuple[int, int]]()
    places = Places(folder, tmp_path / "lessons.npz", folder, tmp_path / "pupil.npz", text=folder)
    short = (Plan(epochs=1, warmup=1), Plan(epochs=1, warmup=1))

    count = teach_pupil(places, REFERENCE, lambda done, total: steps.append((done, total)), short, TextPlan(steps=3, batch=4))

    found = load_pupil(tmp_path / "pupil.npz", WordVectors.load(VECTORS))
    assert count == len(examples.rows)
    assert steps[:3] == [(1, 3), (2, 3), (3, 3)]
    assert {name for name, _, _ in found.answers.keys} > set(examples.names)
