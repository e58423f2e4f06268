"""Rules of labelled folders and folds."""

from pathlib import Path
from typing import Any

import pytest
from texts import make_label, write_labelled

from pipelines.claims.folds import KEPT_APART, assign_folds, group_texts
from pipelines.claims.labelled import join_lines, read_folder, sentences_of
from pipelines.errors import WrongUse


def test_hard_wrapped_lines_become_paragraphs() -> None:
    """Lines of wire copy are joined with one space; an indent or a blank line begins a paragraph."""
    body = "    Tokyo objected to the duty on\nsteel.\n    Seoul did not\nobject.\n\nLima waits\nfor both."

    assert join_lines(body) == "Tokyo objected to the duty on steel.\n\nSeoul did not object.\n\nLima waits for both."


def test_mojibake_is_read_as_production_reads_it() -> None:
    """An apostrophe that was decoded as three Latin-1 letters is one again, as cleaning has it."""
    assert join_lines("Lima\u00e2\u0080\u0099s duty stands.") == "Lima\u2019s duty stands."


def test_a_label_finds_its_sentence(tmp_path: Path) -> None:
    """Wrapping and typography do not hide a quote; one that is not in the text finds none."""
    labels = [make_label("it's no “deal”", "JPN", "agreement", "reject"), make_label("never written", "JPN", "agreement", "reject")]
    write_labelled(tmp_path, "one", 'Head\n\nTokyo spoke. It\'s no "deal"\n', labels)

    article = read_folder(tmp_path)[0]

    assert sentences_of(article.claims, article.article.text, [(0, 12), (13, len(article.article.text))]) == [1, None]


def test_a_folder_without_labels_is_wrong_use(tmp_path: Path) -> None:
    """Nothing to read is said, not skipped."""
    with pytest.raises(WrongUse, match="labels"):
        read_folder(tmp_path)


@pytest.mark.parametrize("claims", [[{"quote": "Tokyo spoke."}], ["Tokyo spoke."], {"quote": "Tokyo spoke."}])
def test_a_broken_label_file_is_named(tmp_path: Path, claims: Any) -> None:
    """A label without an actor, or one that is no table of slots, stops the reading with the file's name."""
    write_labelled(tmp_path, "bad", "Head\n\nTokyo spoke.\n", claims)

    with pytest.raises(WrongUse, match="bad"):
        read_folder(tmp_path)


def test_near_copies_share_a_fold() -> None:
    """A reprint with a new first sentence stays in the fold of its original."""
    story = "The ministry said it would drop the duty on imported steel and asked its partners to do the same before the summer ends"
    texts = {"a": story, "b": "Update: " + story, "c": "A wholly different text about wheat, ships and weather in the south of the country"}

    groups = group_texts(texts)

    assert groups["a"] == groups["b"] != groups["c"]
    assert assign_folds(groups, 5, keeps_apart=False)["a"] == assign_folds(groups, 5, keeps_apart=False)["b"]


def test_a_fifth_is_kept_apart() -> None:
    """About one group in five gets no fold."""
    folds = assign_folds({f"n{at}": f"n{at}" for at in range(1000)}, 5, keeps_apart=True)

    assert 150 < sum(fold == KEPT_APART for fold in folds.values()) < 250
    assert set(folds.values()) == {KEPT_APART, 0, 1, 2, 3, 4}
