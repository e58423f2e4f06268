"""Deals in currency: which one is bought or sold, and what that does to it; and whose currency "its currency" is.

Belongs here: what verbs of buying and selling tell of the currency of an intervention and where it goes. Does not belong here: choosing
among the currencies that a sentence offers (`options`), other directions (`direction`).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.currencies import CurrencyHit, CurrencyIndex
from pipelines.claims.lexicon_codes import Sense
from pipelines.claims.lexicon_hits import FrameHit
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reading, ReadSentence

_MOVES = frozenset(("stronger", "weaker"))
INTERVENTION, DEAL = "intervention", "intervene"  # issue and act of who buys or sells currency
_OWN = (("its", "currency"), ("its", "own", "currency"), ("its", "national", "currency"), ("its", "exchange", "rate"))
_DESCRIBED = tuple((noun,) for noun in ("policy", "policies", "system", "rules", "law", "reform"))  # after it: no money is meant
_ON_OTHERS = ("accuse", "request")  # acts over what somebody else does
_DEALS = (Sense.BUYS, Sense.SELLS)
_FOREIGN = "foreign"  # stands for the code of money that is only called so
_FOREIGN_MONEY = frozenset((("foreign", "currency"), ("foreign", "currencies"), ("foreign", "exchange")))
_FOREIGN_REACH = 9  # words
_OF = (("worth", "of"), ("of",))  # after a sum, before the currency that it buys ("two billion dollars worth of yen")


def is_deal(decided: Decided) -> bool:
    """Whether a claim is that a currency was bought or sold."""
    return decided.issue == INTERVENTION and decided.act == DEAL


def aim_of(decided: Decided, currency: str | None, likeliest: str | None) -> str | None:
    """The likeliest direction of a claim; None where an intervention is only talked of, and no currency that is to move by it."""
    is_bare = decided.issue == INTERVENTION and decided.act != DEAL and currency is None
    return None if is_bare and likeliest in _MOVES else likeliest


def named_in(read: ReadSentence, reading: Reading, index: CurrencyIndex) -> list[CurrencyHit]:
    """The currencies that a sentence names, in order."""
    return index.find(read.text, read.tokens, reading.day, reading.counts)


def possessed(read: ReadSentence, reading: Reading, decided: Decided, index: CurrencyIndex) -> str | None:
    """The currency that a sentence only calls somebody's own ("its currency"): of whom is accused or asked, else the actor's.

    None where the sentence names a currency, has no such words, or it is somebody without one.
    """
    lows = read.tokens.lows
    spans = [(at, at + len(words)) for at in range(len(lows)) for words in _OWN if lows[at : at + len(words)] == words]
    at = next((first for first, last in spans if lows[last : last + 1] not in _DESCRIBED), None)
    if at is None or named_in(read, reading, index):
        return None
    others = [one.code for one in read.mentions if one.first < at and one.code != decided.candidate.actor]
    holder = others[-1] if others and decided.act in _ON_OTHERS else decided.candidate.actor
    return index.own_of(holder, reading.day)


def defended(read: ReadSentence, reading: Reading, decided: Decided, index: CurrencyIndex) -> str | None:
    """The currency of who only sells another one: its own, which that holds up; None where it buys too, or names its own.

    So it is of who buys "foreign currency", which holds it down.
    """
    view = View.of(read, decided.candidate)
    deals = [hit for hit in read.matches.frames if hit.row.sense in _DEALS and view.who(hit.actor) in ("own", "pronoun", "role")]
    if not deals or any(hit.negations % 2 for hit in deals):
        return None
    if all(_is_foreign(read, hit) for hit in deals):
        return index.own_of(decided.candidate.actor, reading.day)
    if any(hit.row.sense is Sense.BUYS for hit in deals):
        return None
    own, named = index.own_of(decided.candidate.actor, reading.day), {hit.code for hit in named_in(read, reading, index)}
    return own if named == {_traded(read, deals[0], named_in(read, reading, index))} and own not in named else None


def bought_in(reading: Reading, index: CurrencyIndex) -> str | None:
    """The currency that the article oftenest tells to be bought; the first of those that are level, None where none is.

    An intervention that a sentence tells without a currency is one in that currency.
    """
    deals = [
        (read, hit) for read in reading.sentences for hit in read.matches.frames if hit.row.sense is Sense.BUYS and hit.negations % 2 == 0
    ]
    bought = Counter(code for read, hit in deals if (code := _traded(read, hit, named_in(read, reading, index))))
    return bought.most_common(1)[0][0] if bought else None


def traded_way(read: ReadSentence, candidate: Candidate, coins: Sequence[CurrencyHit], currency: str) -> str | None:
    """Where a currency goes that its buyer or seller trades, or trades another one for; None where no verb says so, or two differ.

    Args:
        read: The sentence.
        candidate: Who trades; verbs that another actor is named for do not count.
        coins: The currencies that the sentence names, in order.
        currency: ISO 4217 code of the one that is asked about.
    """
    view = View.of(read, candidate)
    deals = [hit for hit in read.matches.frames if hit.row.sense in _DEALS and view.who(hit.actor) in ("own", "pronoun", "role")]
    traded = [(hit.row.sense is Sense.BUYS, _traded(read, hit, coins)) for hit in deals if hit.negations % 2 == 0]
    rises = {is_bought == (code == currency) for is_bought, code in traded if code}
    return None if len(rises) != 1 else "stronger" if rises.pop() else "weaker"


def _is_foreign(read: ReadSentence, deal: FrameHit) -> bool:
    """Whether what is bought or sold is called foreign money, whatever the sum is told in ("300 million crowns of foreign currency")."""
    words = read.tokens.lows[deal.start : deal.start + _FOREIGN_REACH]
    return any(pair in _FOREIGN_MONEY for pair in pairwise(words))


def _traded(read: ReadSentence, deal: FrameHit, coins: Sequence[CurrencyHit]) -> str | None:
    """The currency that a verb of buying or selling has as its object."""
    if _is_foreign(read, deal):
        return _FOREIGN
    after = [coin for coin in coins if coin.first >= deal.start]
    if len(after) > 1 and read.tokens.lows[after[0].last : after[1].first] in _OF:
        return after[1].code
    return after[0].code if after else None
