"""Interest rates and money at home: a country's own affair, and no claim unless tied to a currency or to another country.

Belongs here: the claim guide's rule for `monetary_policy`, laid over the scores. Does not belong here: what a tie's words are (topics.csv,
the aliases), acts that grammar bars (`barred`).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.deals import named_in
from pipelines.claims.model import Floats
from pipelines.claims.money import find_sums
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows

MONETARY = "monetary_policy"
_CURRENCY = "currency"  # the topic
_LIKELY = 0.5  # chance of the issue from which on a candidate is about it rather than about anything else


def bar_untied(rows: Sequence[Row], scores: Mapping[str, Floats], issues: Sequence[str], currencies: CurrencyIndex) -> dict[str, Floats]:
    """The scores without `monetary_policy` where nothing ties it; the chance of a claim falls by what it had of it.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        issues: The issues in the order of the scores.
        currencies: Their names.
    """
    if MONETARY not in issues:
        return dict(scores)
    column = issues.index(MONETARY)
    likely = scores["issue"][:, column] >= _LIKELY
    touched = [at for at in np.flatnonzero(likely).tolist() if not is_tied(rows[at], currencies)]
    if not touched:
        return dict(scores)
    pairs = scores[PAIR][touched].reshape(len(touched), len(issues), -1).astype(np.float64)
    kept = 1.0 - pairs[:, column].sum(axis=1)
    pairs[:, column] = 0.0
    pairs /= np.maximum(pairs.sum(axis=(1, 2), keepdims=True), 1e-9)
    return with_rows(scores, touched, scores["claim"][touched, 1] * kept, pairs)


def is_tied(row: Row, currencies: CurrencyIndex) -> bool:
    """Whether a candidate's sentence speaks of a currency, but for a sum in it, or names another country or bloc."""
    read = row.reading.sentences[row.place]
    if any(mention.code != row.candidate.actor for mention in read.mentions):
        return True
    if any(hit.row.topic == _CURRENCY and hit.row.issue != MONETARY for hit in read.matches.topics):
        return True
    named = named_in(read, row.reading, currencies)
    sums = find_sums(read.tokens, named)
    return any(not any(one.first <= hit.first < one.last for one in sums) for hit in named)
