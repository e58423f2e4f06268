"""Names in one row: "Canada, Mexico and the EU" all do something, or none of them does; and all are counterparts of a claim, or none.

Belongs here: which mentions of a sentence stand in one row, evening out the scores of a row, completing a choice among it. Does not
belong here: choosing (`options`, `slots`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pipelines.claims.mentions import Mention
from pipelines.claims.model import Floats
from pipelines.claims.options import Decided, Option
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows

_BETWEEN = frozenset((",", ";", "and", "or", "&", "the", "-", "as", "well", "plus"))  # words between two names of one row
_CLAUSE = (",", "and")
_LONG = 3  # names from which on a row is one rather than two countries that happen to stand beside each other
_TO_OTHERS = frozenset(
    ("accuse", "concede", "reject", "request", "restrict", "support", "threaten")
)  # acts that nobody does to who joins in
_FLOOR = 1e-6  # added to a chance before its logarithm


def rows_of(read: ReadSentence) -> list[list[Mention]]:
    """The rows of a sentence, of two mentions and more each, in order; a comma and "and" after the first name begin a clause."""
    rows: list[list[Mention]] = []
    for mention in read.mentions:
        between = read.tokens.lows[rows[-1][-1].last : mention.first] if rows else ()
        is_clause = between[:2] == _CLAUSE and len(rows[-1]) == 1
        if between and not is_clause and all(word in _BETWEEN for word in between):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return [row for row in rows if len(row) > 1]


def complete(read: ReadSentence, decided: Decided, chosen: Sequence[Option], offered: Sequence[Option]) -> list[Option]:
    """Chosen counterparts, and those offered that stand in one row with any of them; nobody is added from a row with the actor in it.

    Of 31 claims in five folds that this changed, 19 became right and one wrong. Who stands in one long row with the actor does with it
    what is done to others, and is no counterpart.
    """
    actor = decided.candidate.actor
    rows = [{mention.code for mention in row} for row in rows_of(read)]
    beside = set().union(*(row for row in rows if actor in row and len(row) >= _LONG)) if decided.act in _TO_OTHERS else set[str]()
    kept = [option for option in chosen if option.value not in beside]
    values = {option.value for option in kept}
    joined = set().union(*(row for row in rows if actor not in row and row & values))
    return [*kept, *(option for option in offered if option.value in joined - values)]


def even_out(rows: Sequence[Row], scores: Mapping[str, Floats]) -> dict[str, Floats]:
    """The scores, where the candidates of a long row have one chance of a claim and of each issue and act: the mean of their log-odds.

    Of 91 such rows in labelled articles all names hold a claim in 29, none in 59.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
    """
    touched: list[int] = []
    claims, pairs = [], []
    for row in _long_rows(rows):
        chance = scores["claim"][row, 1].astype(np.float64)
        odds = np.exp(np.mean(np.log((chance + _FLOOR) / (1.0 - chance + _FLOOR))))
        joint = np.exp(np.log(scores[PAIR][row].astype(np.float64) + _FLOOR).mean(axis=0))
        touched += row
        claims += [odds / (1.0 + odds)] * len(row)
        pairs += [joint / joint.sum()] * len(row)
    if not touched:
        return dict(scores)
    shape = (len(touched), scores["issue"].shape[1], -1)
    return with_rows(scores, touched, np.asarray(claims), np.asarray(pairs).reshape(shape))


def _long_rows(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The candidates of each long row that are named nowhere else in its sentence, where there are enough of them."""
    sentences: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.candidate.mentions:
            sentences[id(row.reading), row.place].append(at)
    for named in sentences.values():
        if len(named) < _LONG:
            continue
        first = rows[named[0]]
        for together in rows_of(first.reading.sentences[first.place]):
            found = [at for at in named if all(mention in together for mention in rows[at].candidate.mentions)]
            if len(found) >= _LONG:
                yield found
