"""What an actor has not ruled out: the claim guide's own rule, laid over the scores.

Belongs here: "did not rule out intervention" is `affirm` or `threaten`, `possible`, and never a rejection. Does not belong here: which of
the two it is, which the scores say.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.direction import REFUSAL
from pipelines.claims.model import Floats
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, as_scores
from pipelines.records import Modality

NOT_RULED_OUT = "not.rule.out"  # the row of frames.csv that the rule is about
_ACTS = frozenset(("affirm", "threaten"))


def keep_open(rows: Sequence[Row], scores: Mapping[str, Floats], acts: Sequence[str], modalities: Sequence[str]) -> dict[str, Floats]:
    """The scores with nothing but what the guide allows for the candidates that have not ruled something out.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        acts: The acts in the order of the scores.
        modalities: The modalities in the order of the scores.
    """
    ruled = np.flatnonzero([leaves_open(row) for row in rows])
    if not ruled.size:
        return dict(scores)
    pairs = scores[PAIR].reshape(len(rows), -1, len(acts)).astype(np.float64)
    shares = pairs[ruled] * np.asarray([act in _ACTS for act in acts], dtype=np.float64)
    pairs[ruled] = shares / np.maximum(shares.sum(axis=(1, 2), keepdims=True), 1e-9)
    modality = scores["modality"].copy()
    modality[ruled] = [float(name == Modality.POSSIBLE) for name in modalities]
    return {**scores, **as_scores(scores["claim"][:, 1].astype(np.float64), pairs), "modality": modality}


def leaves_open(row: Row) -> bool:
    """Whether a candidate is who has not ruled something out, in a sentence that refuses nothing; one that is not named may be."""
    matches = row.reading.sentences[row.place].matches
    found = next((hit for hit in matches.frames if hit.row.id == NOT_RULED_OUT and hit.negations % 2 == 0), None)
    refusals = [*(hit.act for hit in matches.frames), *(hit.act for hit in matches.nouns)].count(REFUSAL)
    if found is None or refusals:
        return False
    first, last = found.actor or (0, 0)
    mentions = row.candidate.mentions
    return not mentions or any(one.first < last and one.last > first for one in mentions)
