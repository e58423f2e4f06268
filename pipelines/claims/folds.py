"""Which labelled articles belong together, and how they are split for honest measurement.

Belongs here: near-duplicate groups and folds by them. A reprint in the test part of a text in the training part would flatter every
figure. Does not belong here: measures.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipelines.claims.labelled import squeeze_with_places

_SHINGLE = 4  # words
_SHARED = 0.25  # of the shorter text's shingles, from which two texts count as one
_COMMON = 40  # texts; a shingle in more of them is boilerplate
KEPT_APART = -1
_KEPT_APART_SHARE = 20  # percent of the groups


def group_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The group of every text, named after its first member; texts that share a quarter of their words' runs are one group."""
    shingles = {name: _shingles(text) for name, text in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(shingles):
        for shingle in shingles[name]:
            holders[shingle].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if len(names) <= _COMMON:
            shared.update((one, other) for at, one in enumerate(names) for other in names[at + 1 :])
    group = {name: name for name in texts}
    for (one, other), count in sorted(shared.items()):
        if count >= _SHARED * min(len(shingles[one]), len(shingles[other])):
            first, second = sorted((_root(group, one), _root(group, other)))
            group[second] = first
    return {name: _root(group, name) for name in texts}


def assign_folds(groups: Mapping[str, str], count: int, keeps_apart: bool) -> dict[str, int]:
    """A fold from 0 for every text, the same for all of a group, by hash of the group's name.

    Args:
        groups: Group by text name.
        count: Number of folds.
        keeps_apart: Whether a fifth of the groups gets KEPT_APART, and no fold: never looked at while tuning.
    """
    folds = {}
    for name, group in groups.items():
        is_apart = keeps_apart and _hash(group) % 100 < _KEPT_APART_SHARE
        folds[name] = KEPT_APART if is_apart else _hash("f" + group) % count
    return folds


def _shingles(text: str) -> set[str]:
    words = squeeze_with_places(text)[0].split()
    return {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


def _root(group: Mapping[str, str], name: str) -> str:
    while group[name] != name:
        name = group[name]
    return name


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def names_in(folds: Mapping[str, int], chosen: Sequence[int]) -> set[str]:
    """The texts of some folds."""
    return {name for name, fold in folds.items() if fold in chosen}
