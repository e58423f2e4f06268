"""What several agree on about currencies: the claim guide calls a joint understanding `coordination`, whatever it is on.

Belongs here: giving the chance of such an agreement to that issue. Does not belong here: regimes, which a pact may set as well.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.model import Floats
from pipelines.claims.second_look import PAIR, with_rows

_AGREED, _JOINT = "agree", "coordination"
_SUBJECTS = ("exchange_rate", "intervention", "manipulation")  # of understandings on how rates move and who acts
_LIKELY = 0.05  # chance of such a pair from which on it is looked at


def join_understandings(scores: Mapping[str, Floats], issues: Sequence[str], acts: Sequence[str]) -> dict[str, Floats]:
    """The scores, where the chance that somebody agrees on rates or on intervention is that of a joint understanding.

    Args:
        scores: Of the candidates, with joint chances of issue and act.
        issues: The issues in the order of the scores.
        acts: The acts in the order of the scores.
    """
    if _AGREED not in acts or _JOINT not in issues:
        return dict(scores)
    act, joint = acts.index(_AGREED), issues.index(_JOINT)
    subjects = [issues.index(one) for one in _SUBJECTS if one in issues]
    pairs = scores[PAIR].reshape(len(scores[PAIR]), len(issues), len(acts))
    touched = np.flatnonzero(pairs[:, subjects, act].sum(axis=1) >= _LIKELY).tolist()
    if not touched:
        return dict(scores)
    moved = pairs[touched].astype(np.float64)
    moved[:, joint, act] += moved[:, subjects, act].sum(axis=1)
    moved[:, subjects, act] = 0.0
    return with_rows(scores, touched, scores["claim"][touched, 1].astype(np.float64), moved)
