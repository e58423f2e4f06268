"""The small network's first reading, of text alone: run only where the extra `accurate` is installed."""

from pathlib import Path

import numpy as np
import pytest
from texts import REFERENCE, write_labelled

torch = pytest.importorskip("torch", reason="needs torch, which the extra `accurate` installs; the small model works without it")

from pipelines.claims.labelled import LabelledArticle, read_folder  # noqa: E402
from pipelines.claims.pupil import WORDS  # noqa: E402
from pipelines.claims.pupil_input import ACTOR, UNKNOWN, Layout, Ragged  # noqa: E402
from pipelines.claims.pupil_network import new_weights  # noqa: E402
from pipelines.claims.pupil_text import TextPlan, learn_text, read_sentences  # noqa: E402
from pipelines.claims.train import load_reader  # noqa: E402
from pipelines.claims.word_vectors import FILE_NAME, WordVectors  # noqa: E402
from pipelines.reference import Reference  # noqa: E402

VECTORS = WordVectors.load(REFERENCE / "model" / FILE_NAME)
LAYOUT = Layout.of(VECTORS, ())
TEXT = (
    "Japan said on Friday that it would buy more wheat from Canada this year. It rained. "
    "Qzxv brmf wkkq Japan vvvx ppqr zzzt mmnk llkj. Canada welcomed the promise and asked for a date."
)
QUICK = TextPlan(steps=40, rate=3e-3, batch=2, warmup=4)


def articles(folder: Path) -> list[LabelledArticle]:
    """One that nobody labelled."""
    write_labelled(folder, "t1", f"Wheat\n\n{TEXT}\n", [])
    return read_folder(folder)


def sentences(folder: Path) -> Ragged:
    """What the network reads of it."""
    return read_sentences(articles(folder), load_reader(Reference(REFERENCE)), LAYOUT)


def test_sentences_are_seen_from_an_actor_and_those_hardly_known_are_left_out(tmp_path: Path) -> None:
    """Two of four remain: one is short, of one nearly no word is known."""
    found = sentences(tmp_path)

    rows = [row.tolist() for row in np.split(found.flat, found.ends[1:-1])]
    assert len(rows) == 2
    assert all(row.count(ACTOR) == 1 for row in rows)
    assert rows[0][-3:] == [LAYOUT.words["this"], LAYOUT.words["year"], LAYOUT.words["."]]
    assert UNKNOWN not in rows[1]


def test_what_reads_words_is_learned_and_the_rest_stays(tmp_path: Path) -> None:
    """Tables that no word passes through are as they were; the same text makes the same network again."""
    torch.manual_seed(1)
    fresh = new_weights(np.asarray(VECTORS.table, dtype=np.float32), 3, {"act": ("agree", "reject")})
    steps: list[tuple[int, int]] = []

    one = learn_text(fresh, sentences(tmp_path), QUICK, lambda done, total: steps.append((done, total)))
    two = learn_text(fresh, sentences(tmp_path), QUICK, lambda _, __: None)

    assert all(torch.equal(one[name], two[name]) for name in fresh)
    assert {name for name in fresh if name.startswith(("out", "middle", "gate", "last", "clue", "kind"))} == {
        name for name in fresh if torch.equal(one[name], fresh[name]) and not name.startswith(("before", "headline"))
    }
    assert not torch.equal(one[WORDS], fresh[WORDS])
    assert steps[-1] == (40, 40)


def test_steps_in_which_chance_hides_nothing_spoil_nothing() -> None:
    """One short sentence, one at a time: of more than a third of the steps the loss is no number, and teaches nothing."""
    torch.manual_seed(1)
    fresh = new_weights(np.asarray(VECTORS.table, dtype=np.float32), 0, {"act": ("agree", "reject")})

    found = learn_text(fresh, Ragged.of([[ACTOR, 40, 50, 60, 70, 80]]), TextPlan(steps=20, batch=1), lambda _, __: None)

    assert all(torch.isfinite(table).all() for table in found.values())
