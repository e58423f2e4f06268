"""Acts that a sentence's grammar bars for a candidate, whatever the scores make of its words.

Belongs here: what has not been ruled out is `affirm` or `threaten`, `possible`, and never a rejection; a deed that the sentence only denies
is not done. Both are the claim guide's. Does not belong here: which of the acts left it is, which the scores say.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.direction import REFUSAL
from pipelines.claims.lexicon_codes import CueKind
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.model import Floats
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, as_scores
from pipelines.records import Modality

NOT_RULED_OUT = "not.rule.out"  # the row of frames.csv that the first rule is about
_LEFT_OPEN = frozenset(("affirm", "threaten"))
_DEEDS = frozenset(("agree", "concede", "intervene", "restrict", "threaten"))


def bar_acts(rows: Sequence[Row], scores: Mapping[str, Floats], acts: Sequence[str], modalities: Sequence[str]) -> dict[str, Floats]:
    """The scores without what grammar bars; its chance goes to the acts that are left, in their proportion.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        acts: The acts in the order of the scores.
        modalities: The modalities in the order of the scores.
    """
    opened = np.asarray([leaves_open(row) for row in rows], dtype=bool)
    barred = [frozenset(acts) - _LEFT_OPEN if is_open else denied_deeds(row) for row, is_open in zip(rows, opened, strict=True)]
    touched = np.flatnonzero([bool(some) for some in barred])
    if not touched.size:
        return dict(scores)
    pairs = scores[PAIR].reshape(len(rows), -1, len(acts)).astype(np.float64)
    shares = pairs[touched] * np.asarray([[[act not in barred[at] for act in acts]] for at in touched], dtype=np.float64)
    pairs[touched] = shares / np.maximum(shares.sum(axis=(1, 2), keepdims=True), 1e-9)
    modality = scores["modality"].copy()
    modality[opened] = [float(name == Modality.POSSIBLE) for name in modalities]
    return {**scores, **as_scores(scores["claim"][:, 1].astype(np.float64), pairs), "modality": modality}


def leaves_open(row: Row) -> bool:
    """Whether a candidate is who has not ruled something out, in a sentence that refuses nothing."""
    matches = row.reading.sentences[row.place].matches
    found = next((hit for hit in matches.frames if hit.row.id == NOT_RULED_OUT and hit.negations % 2 == 0), None)
    return found is not None and REFUSAL not in _acts_of(row) and _may_be(row, found.actor)


def denied_deeds(row: Row) -> frozenset[str]:
    """The deeds that a candidate is only said not to do; what it will not do until or unless something, it may."""
    matches = row.reading.sentences[row.place].matches
    condition = max((cue.start for cue in matches.cues if cue.row.kind is CueKind.CONDITION), default=-1)
    denied = (hit for hit in matches.frames if hit.negations % 2 and not hit.is_demanded and condition < hit.end)
    return frozenset(hit.row.act for hit in denied if hit.row.act in _DEEDS and _may_be(row, hit.actor)) - _acts_of(row)


def _acts_of(row: Row) -> frozenset[str]:
    matches = row.reading.sentences[row.place].matches
    return frozenset((*(hit.act for hit in matches.frames), *(hit.act for hit in matches.nouns)))


def _may_be(row: Row, actor: Span | None) -> bool:
    """Whether the candidate stands where a verb's actor does; one that the sentence does not name may be meant by any word."""
    first, last = actor or (0, 0)
    mentions = row.candidate.mentions
    return not mentions or any(one.first < last and one.last > first for one in mentions)
