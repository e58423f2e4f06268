"""Feature strings to rows: what candidates share, and what letters tell of words that nobody has seen."""

from copy import deepcopy

import pytest

from pipelines.claims.vectors import PLANS, Described, Vocabulary

_WORDS = ["tariffs", "on", "kettles", "tariffs"]


def _describe(words: list[str], near: list[str]) -> Described:
    return {"words": words, "letters": words, "context": ["p=START"], "near": near, "shape": ["kind=direct"], "clues": []}


@pytest.fixture
def described() -> list[Described]:
    """Three candidates, two of which share the lists of their sentence."""
    return [_describe(_WORDS, ["L0=on"]), _describe(_WORDS, ["L0=of"]), _describe(["quotas", "on", "kettles"], ["L0=on", "L0=of"])]


def test_shared_lists_count_as_their_copies_do(described: list[Described]) -> None:
    """Whether candidates share a list or have one each of the same strings, their rows are the same."""
    vocabulary = Vocabulary.learn(described * 3)

    shared = vocabulary.matrix(described)
    apart = vocabulary.matrix([deepcopy(one) for one in described])

    assert shared.shape == (3, vocabulary.width)
    assert shared.toarray().tolist() == apart.toarray().tolist()
    assert shared.toarray()[0].tolist() != shared.toarray()[1].tolist()


def test_a_new_word_is_known_by_its_letters(described: list[Described]) -> None:
    """A word that no example has enters by the runs of letters it has in common with known ones, and a second time the same."""
    vocabulary = Vocabulary.learn(described * 3)
    first, width = len(vocabulary.columns["words"]), len(vocabulary.columns["letters"])

    rows = [vocabulary.matrix([_describe([word], [])]).toarray()[0] for word in ("kettle", "kettle", "zzz")]

    letters = [row[first : first + width] for row in rows]
    assert [bool(row[:first].any()) for row in rows] == [False, False, False]
    assert [float((part**2).sum() ** 0.5) for part in letters] == pytest.approx([PLANS[1].scale, PLANS[1].scale, 0.0])
    assert letters[0].tolist() == letters[1].tolist()
