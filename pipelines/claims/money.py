"""Rates and sums in a sentence, written out in full.

Belongs here: the grammar of numbers with a unit. Does not belong here: which of them a claim is about (`slots`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from pipelines.claims.currencies import CurrencyHit
from pipelines.claims.tokens import Tokens

PERCENT = "%"
_SCALES = {
    **dict.fromkeys(("thousand",), 1e3),
    **dict.fromkeys(("million", "mln", "mn", "m"), 1e6),
    **dict.fromkeys(("billion", "bln", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "tln", "tn", "trn", "t"), 1e12),
}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_PERCENT_WORDS = (("%",), ("pct",), ("percent",), ("per", "cent"), ("percentage", "point"), ("percentage", "points"))
_RANGE_JOINTS = frozenset(("to", "-", "and", "or"))
_NAME_JOINTS = frozenset(("in", "of"))  # may stand between a number of millions and the name of its currency


@dataclass(frozen=True, slots=True)
class Sum:
    """A number with its unit at words first to last (exclusive); `unit` is % or an ISO 4217 code."""

    first: int
    last: int
    value: float
    unit: str
    is_range_end: bool


def find_sums(tokens: Tokens, currencies: Sequence[CurrencyHit]) -> list[Sum]:
    """All rates and sums; both ends of a range are marked so."""
    starts = {hit.first: hit for hit in currencies}
    ends = {hit.last: hit for hit in currencies}
    sums: list[Sum] = []
    for at, word in enumerate(tokens.words):
        if word[0].isdigit() and _NUMBER.fullmatch(word):
            found = _read_sum(tokens, at, starts, ends)
            if found and isfinite(found.value):  # no float holds a number of four hundred digits
                sums.append(found)
    return sums


def _read_sum(tokens: Tokens, at: int, starts: dict[int, CurrencyHit], ends: dict[int, CurrencyHit]) -> Sum | None:
    value = float(tokens.words[at].replace(",", ""))
    lows = tokens.lows
    last = at + 1
    if last < len(lows) and lows[last] == "-" and last + 1 < len(lows):
        last += 1
    for words in _PERCENT_WORDS:
        if lows[last : last + len(words)] == words:
            return Sum(at, last + len(words), value, PERCENT, _in_range(tokens, at, last + len(words)))
    scale = _SCALES.get(lows[last], 1.0) if last < len(lows) else 1.0
    last = last + 1 if scale > 1 else at + 1
    if at in ends:
        scale = scale if scale > 1 else _scale_of_range(lows, last)
        return Sum(ends[at].first, last, value * scale, ends[at].code, _in_range(tokens, ends[at].first, last))
    hit = starts.get(last) or (starts.get(last + 1) if _joins_name(tokens, last, scale > 1) else None)
    return Sum(at, hit.last, value * scale, hit.code, _in_range(tokens, at, hit.last)) if hit else None


def _scale_of_range(lows: Sequence[str], last: int) -> float:
    """What the first number of "$5-10 billion" and "$5 to 10 billion" is counted in; 1 where no other number follows so."""
    is_range = last + 2 < len(lows) and lows[last] in ("-", "to") and _NUMBER.fullmatch(lows[last + 1])
    return _SCALES.get(lows[last + 2], 1.0) if is_range else 1.0


def _joins_name(tokens: Tokens, at: int, is_scaled: bool) -> bool:
    """Whether a word between a number and the name of a currency joins the two: "5 billion in dollars", "a 300-dollar levy".

    Others part them: "in 1987 the dollar fell", "to 3, yen dealers said", "10 on yen goods".
    """
    if at >= len(tokens):
        return False
    low = tokens.lows[at]
    if low == "-":
        return tokens.starts[at] == tokens.ends[at - 1] and at + 1 < len(tokens) and tokens.ends[at] == tokens.starts[at + 1]
    return is_scaled and low in _NAME_JOINTS


def _in_range(tokens: Tokens, first: int, last: int) -> bool:
    """Whether another number stands right before or after, joined by "to", "-", "and" or "or"."""
    lows = tokens.lows
    before = first >= 2 and lows[first - 1] in _RANGE_JOINTS and any(low[0].isdigit() for low in lows[max(0, first - 4) : first - 1])
    after = last + 1 < len(lows) and lows[last] in _RANGE_JOINTS and lows[last + 1][0].isdigit()
    return before or after
