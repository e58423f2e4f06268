"""Learning the first look at a candidate: the heads over its features, and their scores on articles they did not see.

Belongs here: what the heads are learned from. Does not belong here: the learner (`fitting`), the second look (`second_fit`).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.examples import Examples
from pipelines.claims.fitting import fit_head
from pipelines.claims.model import Floats, LinearModel, linear_model
from pipelines.claims.slots import NO_DIRECTION
from pipelines.claims.vectors import Vocabulary

CLAIM_WEIGHT = 1.5  # of a candidate with a claim against one without, in training
STRENGTHS = {"claim": 0.5, "several": 1.0, "issue": 6.0, "act": 6.0, "modality": 6.0, "attribution": 6.0, "direction": 6.0}


def fit_main(examples: Examples) -> LinearModel:
    """The heads over a candidate's features: is there a claim, several; and of what issue, act, modality, attribution, direction."""
    vocabulary = Vocabulary.learn(examples.described)
    matrix = vocabulary.matrix(examples.described)
    has_claim = ["yes" if claims else "no" for claims in examples.claims]
    weights = np.asarray([CLAIM_WEIGHT if claims else 1.0 for claims in examples.claims])
    heads = [fit_head("claim", matrix, has_claim, STRENGTHS["claim"], weights)]
    holders = [at for at, claims in enumerate(examples.claims) if claims]
    several = ["yes" if len(examples.claims[at]) > 1 else "no" for at in holders]
    heads.append(fit_head("several", matrix[holders], several, STRENGTHS["several"]))
    pairs = [(at, claim) for at in holders for claim in examples.claims[at]]
    rows = matrix[[at for at, _ in pairs]]
    shares = np.asarray([1.0 / len(examples.claims[at]) for at, _ in pairs])
    for name in ("issue", "act", "modality", "attribution", "direction"):
        labels = [getattr(claim, name) or NO_DIRECTION for _, claim in pairs]
        heads.append(fit_head(name, rows, labels, STRENGTHS[name], shares))
    return linear_model(vocabulary, heads)


def cross_scores(examples: Examples, folds: Mapping[str, int], classes: tuple[Sequence[str], Sequence[str]]) -> dict[str, Floats]:
    """Scores of every candidate by a model that saw no article of its fold."""
    fold_of = np.asarray([folds[name] for name in examples.names])
    found: dict[str, Floats] = {}
    for fold in sorted(set(fold_of.tolist())):
        model = fit_main(examples.take(np.flatnonzero(fold_of != fold).tolist()))
        unseen = np.flatnonzero(fold_of == fold)
        part = model.scores([examples.described[at] for at in unseen])
        aligned = {name: _align(scores, model.classes(name), name, classes) for name, scores in part.items()}
        for name, scores in aligned.items():
            found.setdefault(name, np.zeros((len(examples.rows), scores.shape[1]), dtype=np.float32))[unseen] = scores
    return found


def _align(scores: Floats, own: Sequence[str], name: str, classes: tuple[Sequence[str], Sequence[str]]) -> Floats:
    """Columns in the order of the full model: a fold may lack a rare class."""
    wanted = {"issue": classes[0], "act": classes[1]}.get(name, own)
    columns = np.zeros((len(scores), len(wanted)), dtype=np.float32)
    for at, one in enumerate(own):
        columns[:, list(wanted).index(one)] = scores[:, at]
    return columns
