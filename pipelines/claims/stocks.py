"""Gold and Treasuries that a country buys or sells: dealings in its reserves, and no intervention where no rate is spoken of.

Belongs here: the claim guide's line between `reserves` and `intervention`, laid over the scores. Does not belong here: which words speak of
reserves (topics.csv), which currency is bought or sold (`deals`).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.deals import INTERVENTION, named_in
from pipelines.claims.lexicon_codes import Sense
from pipelines.claims.model import Floats
from pipelines.claims.money import find_sums
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows

RESERVES = "reserves"
_CURRENCY = "currency"  # the topic
_DEALS = (Sense.BUYS, Sense.SELLS)


def move_stocks(rows: Sequence[Row], scores: Mapping[str, Floats], issues: Sequence[str], currencies: CurrencyIndex) -> dict[str, Floats]:
    """The scores with what speaks for `intervention` given to `reserves`, where a sentence tells of reserves alone.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        issues: The issues in the order of the scores.
        currencies: Their names.
    """
    if INTERVENTION not in issues or RESERVES not in issues:
        return dict(scores)
    taken, given = issues.index(INTERVENTION), issues.index(RESERVES)
    likely = np.flatnonzero(scores["issue"].argmax(axis=1) == taken).tolist()
    touched = [at for at in likely if is_of_reserves(rows[at], currencies)]
    if not touched:
        return dict(scores)
    pairs = scores[PAIR][touched].reshape(len(touched), len(issues), -1).astype(np.float64)
    pairs[:, given] += pairs[:, taken]
    pairs[:, taken] = 0.0
    return with_rows(scores, touched, scores["claim"][touched, 1].astype(np.float64), pairs)


def is_of_reserves(row: Row, currencies: CurrencyIndex) -> bool:
    """Whether all that a candidate's sentence says of currency is of reserves, and no money is named but in sums."""
    read = row.reading.sentences[row.place]
    told = {hit.row.issue for hit in read.matches.topics if hit.row.topic == _CURRENCY}
    if told != {RESERVES} or any(hit.row.sense in _DEALS for hit in read.matches.frames):
        return False
    named = named_in(read, row.reading, currencies)
    sums = find_sums(read.tokens, named)
    return all(any(one.first <= hit.first < one.last for one in sums) for hit in named)
