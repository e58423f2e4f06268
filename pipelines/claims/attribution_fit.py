"""Learning whose word a claim is.

Belongs here: growing the trees of `attribution` from labels, and from first scores of articles that the scoring model did not see. Does
not belong here: what they see of a claim (`attribution`).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.attribution import attribution_table, third_party_scores
from pipelines.claims.examples import Examples
from pipelines.claims.model import Floats
from pipelines.claims.options import Decided
from pipelines.claims.second_fit import Growth, grow_forest
from pipelines.claims.second_look import PAIR
from pipelines.claims.standpoints import find_standpoints
from pipelines.claims.trees import Forest
from pipelines.records import Attribution

GROWTH = Growth(count=250, rate=0.025, leaves=8, least=20, ridge=10.0, share=0.3)


def fit_attribution(examples: Examples, scores: Mapping[str, Floats], sides: Sequence[str], acts: Sequence[str]) -> Forest:
    """Trees from every labelled claim, with the act that is decided for its candidate; the claims of one candidate share its weight.

    Args:
        examples: Candidates, at least one with a label.
        scores: Their scores by models that did not see their articles.
        sides: Attributions in the order of the scores.
        acts: Acts in the order of the scores.
    """
    labelled = [(at, claim) for at, claims in enumerate(examples.claims) for claim in claims]
    places = [at for at, _ in labelled]
    rows = [examples.rows[at] for at in places]
    best = scores[PAIR][places].argmax(axis=1) % len(acts)
    decided = [
        Decided(row.place, row.candidate, claim.issue, "", acts[act]) for row, act, (_, claim) in zip(rows, best, labelled, strict=True)
    ]
    third = third_party_scores(scores["attribution"][places], sides)
    standpoints = find_standpoints([row.reading for row in rows], decided)
    table = attribution_table(standpoints, third, scores["modality"][places])
    truth = np.asarray([claim.attribution == Attribution.THIRD_PARTY for _, claim in labelled])
    weights = np.asarray([1.0 / len(examples.claims[at]) for at in places])
    return grow_forest(table, truth, GROWTH, weights)
