"""Which direction goes with a claim's likely issues and acts, and with what it refuses.

Belongs here: what issue and act say of a direction, and what trading a currency does to it. Does not belong here: what the words say
(`model`), choosing (`slots`).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.currencies import CurrencyHit
from pipelines.claims.lexicon_hits import FrameHit, Matches
from pipelines.claims.model import Floats
from pipelines.claims.reading import ReadSentence
from pipelines.claims.second_look import PAIR

REFUSAL = "reject"
LEAST_SHARE = 0.02  # of the labels of a pair of issue and act, below which a direction is none of theirs
_BOUGHT, _SOLD = "buy.currency", "sell.currency"  # rows of frames.csv
_WORTH = ("worth", "of")  # after a sum, before the currency that it buys ("two billion dollars worth of yen")
_OPENING = frozenset(("concede",))
_CLOSING = frozenset(("restrict", "threaten"))


def refused_way(matches: Matches) -> str | None:
    """Where a refusal over trade leads: not to close is open, not to open protects; None where no verb says what is refused, or two differ.

    The claim guide applies the act before it asks for the direction, and a refused deed looks like the deed itself to a model of words.
    """
    refused = {hit.row.act for hit in matches.frames if hit.act == REFUSAL}
    opens, closes = bool(refused & _OPENING), bool(refused & _CLOSING)
    return None if opens == closes else "open" if closes else "protect"


def expected_shares(shares: Floats, scores: Mapping[str, Floats]) -> Floats:
    """The shares of the directions over all pairs of issue and act, each pair as likely as the scores make it; one row a candidate.

    Args:
        shares: How often each direction goes with a pair: (issues, acts, directions).
        scores: Of the candidates; joint chances of the pairs are used where there are some, else those of issue and act alone.
    """
    issues, acts, directions = shares.shape
    if PAIR in scores:
        return np.asarray(scores[PAIR] @ shares.reshape(issues * acts, directions), dtype=np.float32)
    return np.asarray(np.einsum("ni,na,iad->nd", scores["issue"], scores["act"], shares), dtype=np.float32)


def possible_ways(shares: Floats, issues: Sequence[int], acts: Sequence[int]) -> Floats:
    """One for each direction that goes with a decided pair of issue and act, zero for those that hardly ever do: (rows, directions)."""
    return np.asarray(shares[list(issues), list(acts)] >= LEAST_SHARE, dtype=np.float32)


def traded_way(read: ReadSentence, candidate: Candidate, coins: Sequence[CurrencyHit], currency: str) -> str | None:
    """Where a currency goes that its buyer or seller trades, or trades another one for; None where no verb says so, or two differ.

    Args:
        read: The sentence.
        candidate: Who trades; verbs that another actor is named for do not count.
        coins: The currencies that the sentence names, in order.
        currency: ISO 4217 code of the one that is asked about.
    """
    view = View.of(read, candidate)
    deals = [hit for hit in read.matches.frames if hit.row.id in (_BOUGHT, _SOLD) and view.who(hit.actor) in ("own", "pronoun", "role")]
    traded = [(hit.row.id == _BOUGHT, _traded(read, hit, coins)) for hit in deals if hit.negations % 2 == 0]
    rises = {is_bought == (code == currency) for is_bought, code in traded if code}
    return None if len(rises) != 1 else "stronger" if rises.pop() else "weaker"


def _traded(read: ReadSentence, deal: FrameHit, coins: Sequence[CurrencyHit]) -> str | None:
    """The currency that a verb of buying or selling has as its object."""
    after = [coin for coin in coins if coin.first >= deal.start]
    if len(after) > 1 and read.tokens.lows[after[0].last : after[0].last + len(_WORTH)] == _WORTH:
        return after[1].code
    return after[0].code if after else None
