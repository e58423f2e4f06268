"""The small network with NumPy alone: what it reads, its share in the first scores, its file, and training with it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from texts import REFERENCE, make_article, write_small_corpus

from pipelines.claims.examples import Examples, make_examples
from pipelines.claims.extractor import Extractor, describe_rows
from pipelines.claims.extractor import load_pupil as load_pupil_of
from pipelines.claims.labelled import read_folder
from pipelines.claims.lessons import Answers
from pipelines.claims.model import Bundle, load_bundle
from pipelines.claims.pupil import CLAIM, Pupil, blend, rarity_of, shapes_of
from pipelines.claims.pupil_file import TaughtPupil, load_pupil, save_pupil
from pipelines.claims.pupil_input import ACTOR, DISTANCES, FARTHEST, SPECIAL, Layout, Ragged, cut, distances
from pipelines.claims.reading import Reader
from pipelines.claims.second_look import PAIR
from pipelines.claims.seeds import seed_articles
from pipelines.claims.train import Materials, load_reader, train
from pipelines.claims.vectors import Described
from pipelines.claims.word_vectors import FILE_NAME, WordVectors
from pipelines.errors import BadReference, WrongUse
from pipelines.reference import Reference

CLASSES = {"modality": ("asserted", "planned"), "attribution": ("own", "third_party")}
TOLD = make_article("Japan imposed a 44% tariff on shoes from Peru. Shops were busy in spite of the trade.", "News of 2 and 3")
TEXTS = (
    "Peru imposed a duty on shoes, and Chile said it would not follow. Chile bought wheat.",
    "The minister said that trade between Canada and Mexico, which had been slow for years, was fair. Canada rejected a quota.",
)


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    """The shipped ones."""
    return WordVectors.load(REFERENCE / "model" / FILE_NAME)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The shipped tables' reader."""
    return load_reader(Reference(REFERENCE))


@pytest.fixture(scope="module")
def pupil(vectors: WordVectors) -> Pupil:
    """An untaught network that knows two clues."""
    rng = np.random.default_rng(3)
    shapes = shapes_of(len(SPECIAL) + len(vectors.table), 2, CLASSES)
    weights = {name: (rng.normal(size=shape) * 0.2).astype(np.float32) for name, shape in shapes.items()}
    return Pupil(Layout.of(vectors, ("kind=direct", "quoted=False")), rarity_of(vectors), weights, CLASSES)


def describe(reader: Reader, *texts: str) -> list[Described]:
    """Every candidate of some texts."""
    return describe_rows([reader.read(make_article(text, "Shoes")) for text in texts])[1]


def answers_on(examples: Examples, kept: Sequence[int]) -> Answers:
    """A firm opinion on some labelled candidates: no claim, and if any, the actor's own and in force."""
    keys = [(examples.names[at], examples.rows[at].place, examples.rows[at].candidate.actor) for at in kept]
    chances = {head: np.eye(2, dtype=np.float32)[[0] * len(keys)] for head in CLASSES}
    return Answers(keys, np.full(len(keys), 0.01, dtype=np.float32), chances, CLASSES)


def test_distances_are_to_the_nearest_word_of_the_actor() -> None:
    """Words after it count up, words before it down, far ones alike; a row without the actor has a number of its own."""
    words = np.asarray([[9, ACTOR, 9, 9, ACTOR, 9], [9, 9, 9, 9, 9, 9]])

    found = distances(words)

    assert (found[0] - FARTHEST).tolist() == [-1, 0, 1, -1, 0, 1]
    assert set(found[1].tolist()) == {DISTANCES - 1}


def test_a_long_sentence_is_read_around_its_actor() -> None:
    """Where the actor stands far back, the words before it are cut, not the actor."""
    words = ["so"] * 200 + ["ACTOR"] + ["on"] * 200

    assert cut(words).index("ACTOR") == 40
    assert len(cut(words)) == 80
    assert cut(words[150:])[0] == "so"
    assert cut(["on"] * 5) == ["on"] * 5


def test_rows_of_unequal_length_are_taken_and_filled_up() -> None:
    """Some rows in another order, an empty one among them."""
    rows = Ragged.of([[1, 2, 3], [], [4]]).take(np.asarray([2, 0, 1]))

    assert rows.padded().tolist() == [[4, 0, 0], [1, 2, 3], [0, 0, 0]]


def test_answers_are_chances_by_head(pupil: Pupil, reader: Reader) -> None:
    """One row a candidate, each summing to one, no candidate like all others."""
    found = pupil.answers(describe(reader, *TEXTS))

    assert set(found) == {CLAIM, *CLASSES}
    assert all(table.sum(axis=1) == pytest.approx(1.0, abs=1e-5) for table in found.values())
    assert len({round(float(chance), 5) for chance in found[CLAIM][:, 1]}) > 1


def test_a_candidate_is_read_alike_in_any_company(pupil: Pupil, reader: Reader) -> None:
    """Words that fill up a row beside a longer one change nothing."""
    together = pupil.answers(describe(reader, *TEXTS))[CLAIM]
    alone = np.concatenate([pupil.answers([one])[CLAIM] for one in describe(reader, *TEXTS)])

    assert together == pytest.approx(alone, abs=1e-5)


def test_nothing_to_read_gives_numbers(pupil: Pupil) -> None:
    """A sentence without words, without a sentence before it and without clues has answers too."""
    empty = dict.fromkeys(("sentence", "context", "clues", "shape"), ())

    assert np.isfinite(pupil.answers([empty])[CLAIM]).all()


def test_it_has_a_share_where_it_is_asked_alone(pupil: Pupil, reader: Reader) -> None:
    """Scores of the rows asked about move toward the network's; those of the others stay."""
    described = describe(reader, *TEXTS)
    even = {head: np.full((len(described), 2), 0.5, dtype=np.float32) for head in CLASSES}

    found = pupil.blend(even, described, [np.asarray([1])], CLASSES)

    assert (found["modality"][1] != 0.5).all()
    assert (np.delete(found["modality"], 1, axis=0) == 0.5).all()
    assert found["attribution"].sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert pupil.blend(even, described, [], CLASSES) == even


def test_a_class_that_the_network_does_not_know_gets_no_help() -> None:
    """Columns go by name, and a missing one counts as unlikely."""
    scores = {"modality": np.asarray([[0.4, 0.3, 0.3]])}
    told = {"modality": np.asarray([[0.9, 0.1]]), CLAIM: np.asarray([[0.5, 0.5]])}
    wanted = {"modality": ("possible", "planned", "asserted")}

    found = blend(scores, told, np.asarray([0]), (CLASSES, wanted))["modality"][0]

    assert found[2] > found[1] > found[0]


def test_issue_and_act_are_told_together() -> None:
    """Where the network doubts the likeliest pair, another gains, and the chances of issues and acts are those of the pairs."""
    scores = {PAIR: np.asarray([[0.5, 0.3, 0.1, 0.1]]), "issue": np.asarray([[0.8, 0.2]]), "act": np.asarray([[0.6, 0.4]])}
    told = {"issue": np.asarray([[1.0, 0.0]]), "act": np.asarray([[0.0, 1.0]]), CLAIM: np.asarray([[0.5, 0.5]])}
    classes = {"issue": ("quotas", "tariffs"), "act": ("accuse", "restrict")}

    found = blend(scores, told, np.asarray([0]), (classes, classes))

    assert found[PAIR][0].argmax() == 1
    assert found["issue"][0] == pytest.approx([found[PAIR][0, :2].sum(), found[PAIR][0, 2:].sum()])
    assert found["act"][0] == pytest.approx([found[PAIR][0, ::2].sum(), found[PAIR][0, 1::2].sum()])


def test_the_network_survives_its_file(pupil: Pupil, reader: Reader, vectors: WordVectors, tmp_path: Path) -> None:
    """What is read back answers as before, but for digits that a small file leaves out."""
    described = describe(reader, *TEXTS)
    save_pupil(TaughtPupil(pupil, Answers([("a", 0, "PER")], np.zeros(1, dtype=np.float32), {}, {})), tmp_path / "pupil.npz")

    found = load_pupil(tmp_path / "pupil.npz", vectors)

    assert list(found.answers.keys) == [("a", 0, "PER")]
    assert found.pupil.answers(described)[CLAIM] == pytest.approx(pupil.answers(described)[CLAIM], abs=0.05)


def test_a_damaged_file_or_one_over_other_words_is_wrong_use(pupil: Pupil, vectors: WordVectors, tmp_path: Path) -> None:
    """The file is named."""
    (tmp_path / "bad.npz").write_bytes(b"PK\x03\x04 no archive")
    save_pupil(TaughtPupil(pupil, Answers([], np.zeros(0, dtype=np.float32), {}, {})), tmp_path / "pupil.npz")
    fewer = WordVectors({"duty": 0}, vectors.table[:1], vectors.rarity[:1])

    for name, words in (("bad.npz", vectors), ("pupil.npz", fewer)):
        with pytest.raises(WrongUse, match=name):
            load_pupil(tmp_path / name, words)


def test_training_puts_the_network_into_the_model(pupil: Pupil, reader: Reader, tmp_path: Path) -> None:
    """A model that was trained with a pupil holds it and asks it of the claims that it makes."""
    write_small_corpus(tmp_path / "corpus")
    examples = make_examples([*read_folder(tmp_path / "corpus"), *seed_articles(Reference(REFERENCE))], reader)
    save_pupil(TaughtPupil(pupil, answers_on(examples, range(len(examples.rows)))), tmp_path / "pupil.npz")

    report = train(tmp_path / "corpus", REFERENCE, tmp_path / "one.npz", Materials(pupil=tmp_path / "pupil.npz"))
    bundle = load_bundle(report.path)

    assert set(load_the_pupil(bundle).classes) == set(CLASSES)
    assert Extractor(Reference(REFERENCE), bundle).extract([TOLD])[0]
    with pytest.raises(BadReference, match="small network"):
        Extractor(Reference(REFERENCE), replace(bundle, tables={**bundle.tables, "pupil.kind": np.zeros((2, 2))}))


def load_the_pupil(bundle: Bundle) -> Pupil:
    """The network of a model that has one."""
    found = load_pupil_of(bundle)
    assert found is not None
    return found


def test_a_pupil_of_another_folder_is_wrong_use(pupil: Pupil, reader: Reader, tmp_path: Path) -> None:
    """Answers on few of the labelled candidates do not do; a few that are missing keep their scores."""
    write_small_corpus(tmp_path)
    examples = make_examples(read_folder(tmp_path), reader)
    holders = [at for at, claims in enumerate(examples.claims) if claims]
    scores = {head: np.full((len(examples.rows), 2), 0.5) for head in CLASSES}
    scores |= {CLAIM: np.zeros((len(examples.rows), 2)), PAIR: np.zeros((len(examples.rows), 1))}

    with pytest.raises(WrongUse, match="same folder"):
        TaughtPupil(pupil, answers_on(examples, holders[:1])).blend(examples, scores, CLASSES)
    found = TaughtPupil(pupil, answers_on(examples, holders[1:])).blend(examples, scores, CLASSES)["modality"]

    assert found[holders[0], 0] == 0.5
    assert (found[holders[1:], 0] > 0.5).all()
