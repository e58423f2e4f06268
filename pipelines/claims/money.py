"""Rates and sums in a sentence, written out in full.

Belongs here: the grammar of numbers with a unit. Does not belong here: which of them a claim is about (`slots`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from pipelines.claims.currencies import CurrencyHit
from pipelines.claims.numerals import FIGURES, SCALES, Number, is_number, read_number, read_scale
from pipelines.claims.tokens import Tokens

PERCENT = "%"
_DUTIES = frozenset(("tariff", "tariffs", "duty", "duties"))
_POINTS = (("basis", "points"), ("basis", "point"))
_PERCENT_WORDS = (("%",), ("pct",), ("percent",), ("per", "cent"), ("percentage", "point"), ("percentage", "points"))
_RANGE_JOINTS = frozenset(("to", "-", "and", "or"))
_QUOTES = frozenset(("at", "to", "of", "around", "above", "below", "near", "beyond"))  # before a rate of exchange
_QUOTED = frozenset(("per", "to", "against", "a"))  # after it, before the other currency
_FIXES = frozenset(("fix", "fixed", "fixes", "fixing", "midpoint", "parity", "set", "sets", "reference", "guidance", "pegged", "rate"))
_FIX_REACH = 24  # words
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
    for at in range(len(tokens)):
        number = read_number(tokens.lows, at)
        if number and not (sums and at < sums[-1].last):
            found = _read_sum(tokens, at, number, starts, ends)
            if found and isfinite(found.value):  # no float holds a number of four hundred digits
                sums.append(found)
    return sums


def find_rates(tokens: Tokens, currencies: Sequence[CurrencyHit], own: str) -> list[Sum]:
    """Rates of exchange told without a unit, as sums of the currency that is quoted: "fixed the won at 846.90", "7.25 per dollar".

    Args:
        tokens: The sentence's words.
        currencies: Those it names.
        own: ISO 4217 code of the currency quoted.
    """
    starts = {hit.first for hit in currencies}
    lows = tokens.lows
    rates = []
    for at in range(1, len(lows)):
        if not lows[at][0].isdigit() or not FIGURES.fullmatch(lows[at]) or not _QUOTES & {*lows[max(0, at - 2) : at]}:
            continue
        is_quoted = at + 2 < len(lows) and lows[at + 1] in _QUOTED and bool(starts & {at + 2, at + 3})
        is_fixed = "." in lows[at] and bool(_FIXES & {*lows[max(0, at - _FIX_REACH) : at]})
        if (is_quoted or is_fixed) and isfinite(float(lows[at].replace(",", ""))):
            rates.append(Sum(at, at + 1, float(lows[at].replace(",", "")), own, False))
    return rates


def _read_sum(tokens: Tokens, at: int, number: Number, starts: dict[int, CurrencyHit], ends: dict[int, CurrencyHit]) -> Sum | None:
    value, after = number.value, number.last
    lows = tokens.lows
    last = after
    if last < len(lows) and lows[last] == "-" and last + 1 < len(lows):
        last += 1
    for words in _PERCENT_WORDS:
        if lows[last : last + len(words)] == words:
            return Sum(at, last + len(words), value, PERCENT, _in_range(tokens, at, last + len(words)))
    if lows[last : last + 2] in _POINTS:
        return Sum(at, last + 2, value / 100.0, PERCENT, _in_range(tokens, at, last + 2))
    if lows[at] == "zero" and last < len(lows) and lows[last] in _DUTIES:
        return Sum(at, last, value, PERCENT, False)
    scale, behind = read_scale(lows, last)
    last = behind if scale > 1 else after
    if at in ends:
        scale = scale if scale > 1 else _scale_of_range(lows, last)
        return Sum(ends[at].first, last, value * scale, ends[at].code, _in_range(tokens, ends[at].first, last))
    hit = starts.get(last) or (starts.get(last + 1) if _joins_name(tokens, last, scale > 1) else None)
    return Sum(at, hit.last, value * scale, hit.code, _in_range(tokens, at, hit.last)) if hit else None


def _scale_of_range(lows: Sequence[str], last: int) -> float:
    """What the first number of "$5-10 billion" and "$5 to 10 billion" is counted in; 1 where no other number follows so."""
    is_range = last + 2 < len(lows) and lows[last] in ("-", "to") and FIGURES.fullmatch(lows[last + 1])
    return SCALES.get(lows[last + 2], 1.0) if is_range else 1.0


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
    before = first >= 2 and lows[first - 1] in _RANGE_JOINTS and _ends_in_number(lows[max(0, first - 4) : first - 1])
    after = last + 1 < len(lows) and lows[last] in _RANGE_JOINTS and is_number(lows[last + 1])
    return before or after


def _ends_in_number(lows: Sequence[str]) -> bool:
    """Whether figures stand among some words, or the last of them, but for a scale or "percent", is a number in words."""
    told = [low for low in lows if low not in SCALES and (low,) not in _PERCENT_WORDS]
    return any(low[0].isdigit() for low in lows) or bool(told and is_number(told[-1]))
