"""Whether a sum that a model wrote stands in its sentence.

Belongs here: sums as our own grammar reads them, else a number of the sentence, in digits or words, that makes the sum with a scale. Does
not belong here: which sum a claim is about.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import isclose

from pipelines.claims.lexicon_hits import Span
from pipelines.claims.money import PERCENT, Sum
from pipelines.claims.tokens import Tokens

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    **{word: float(number) for number, word in enumerate(_SMALL.split())},
    **{word: 10.0 * ten for ten, word in enumerate(_TENS.split(), start=2)},
}
_SCALES = (1.0, 1e2, 1e3, 1e6, 1e9, 1e12)


@dataclass(frozen=True, slots=True)
class Told:
    """A sum and the words of the sentence that tell it."""

    value: float
    unit: str
    span: Span


def find_told(amount: float, unit: str | None, tokens: Tokens, sums: Sequence[Sum], currencies: Collection[str]) -> Told | None:
    """The sum where the sentence tells it; None where it does not, or where the unit has no code."""
    if unit is None or (unit != PERCENT and unit not in currencies):
        return None
    for one in sums:
        if one.unit == unit and _is_same(one.value, amount):
            return Told(one.value, unit, (one.first, one.last))
    scales = (1.0,) if unit == PERCENT else _SCALES
    for at, value in _numbers(tokens):
        if any(_is_same(value * scale, amount) for scale in scales):
            return Told(amount, unit, (at, at + 1))
    return None


def _numbers(tokens: Tokens) -> Iterator[tuple[int, float]]:
    """Every number of the sentence with its place."""
    for at, low in enumerate(tokens.lows):
        digits = low.replace(",", "")
        if digits.isascii() and digits.replace(".", "", 1).isdigit():
            yield at, float(digits)
        elif low in _NUMBERS:
            yield at, _NUMBERS[low]


def _is_same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-6)
