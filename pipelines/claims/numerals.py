"""Numbers in a sentence, in figures and in words: "12½", "7-3/4", "twenty-five", "one hundred and fifty", "half a".

Belongs here: the grammar of a number before its unit. Does not belong here: units, scales of figures and sums (`money`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

SCALES = {
    **dict.fromkeys(("thousand", "thousands"), 1e3),
    **dict.fromkeys(("million", "millions", "mln", "mn", "m"), 1e6),
    **dict.fromkeys(("billion", "billions", "bln", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "tln", "tn", "trn", "t"), 1e12),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("crore", "crores"), 1e7),
}
FIGURES = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ONES = {word: float(at) for at, word in enumerate(_SMALL)}
_TENS = {word: 10.0 * at for at, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)}
_HUNDRED = "hundred"
_THOUSAND = 1e3
_ARTICLES = frozenset(("a", "an"))
_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_HALVES = {"half": 0.5, "quarter": 0.25, "quarters": 0.25}
_PARTS = _HALVES | {"third": 1 / 3, "thirds": 1 / 3, "fifth": 0.2, "fifths": 0.2, "tenth": 0.1, "tenths": 0.1, "hundredth": 0.01}
_UNCOUNTED = frozenset(("several", "few", "many", "couple", "multi"))  # hundred: nobody says how many
_NEVER_SCALES = 2  # letters: "5 m t" are tonnes, so only the first of several scales may be so short
_WHOLES = _ARTICLES | {"one"}  # what a part may be of
_WORDS = frozenset((*_ONES, *_TENS, _HUNDRED))
_BEGINNINGS = _WORDS | _ARTICLES | {*_SIGNS, "half"}  # words that a number can begin with, beside figures


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the word behind its last; of one in words the last scale ("million") is left to stand behind it."""

    value: float
    last: int


def is_number(low: str) -> bool:
    """Whether a word is a number, or begins one."""
    return low[0].isdigit() or low in _WORDS


def read_number(lows: Sequence[str], at: int) -> Number | None:
    """The number that begins at a word; None where none does, and in the midst of one that could not be read whole."""
    if (lows[at] not in _BEGINNINGS and not lows[at][0].isdigit()) or _is_inside(lows, at):
        return None
    if lows[at][0].isdigit() or lows[at] in _SIGNS:
        return _read_figures(lows, at)
    return _read_part(lows, at) or _read_words(lows, at)


def _is_inside(lows: Sequence[str], at: int) -> bool:
    """Whether a word is the rest of a number: "two | five", "1/ | 2", "3 million | two", "a million and | a half"."""
    before, earlier = lows[at - 1] if at else "", lows[at - 2] if at > 1 else ""
    if (
        before in _WORDS
        or before == "point"
        or (before == "-" and earlier in _TENS and lows[at] in _ONES)
        or (lows[at] == _HUNDRED and before[:1].isdigit())
    ):
        return True
    if before == "/" or _is_long_scale(before):
        return bool(earlier) and is_number(earlier)
    if before == "and" and lows[at + 1 : at + 2] and lows[at + 1] in _HALVES:
        return earlier in SCALES or (bool(earlier) and is_number(earlier))
    return lows[at] in _WHOLES and not {before, earlier}.isdisjoint(_PARTS)


def read_scale(lows: Sequence[str], at: int) -> tuple[float, int]:
    """What a number before a word is counted in, and the word behind that: "hundred million", "lakh crore"; 1 where in nothing."""
    scale, last = (100.0, at + 1) if lows[at : at + 1] == (_HUNDRED,) else (1.0, at)
    while last < len(lows) and lows[last] in SCALES and (scale == 1.0 or len(lows[last]) > _NEVER_SCALES):
        scale, last = scale * SCALES[lows[last]], last + 1
    return scale, last


def _read_figures(lows: Sequence[str], at: int) -> Number | None:
    """ "1,250.5", "7-3/4", "7 3/4", "12½", "½", "3/4", "two" figures and "a half"."""
    if lows[at] in _SIGNS:
        return Number(_SIGNS[lows[at]], at + 1)
    if not FIGURES.fullmatch(lows[at]):
        return None
    value = float(lows[at].replace(",", ""))
    if lows[at + 1 : at + 2] and lows[at + 1] in _SIGNS:
        return Number(value + _SIGNS[lows[at + 1]], at + 2)
    if lows[at + 1 : at + 2] == ("/",):
        alone = _read_fraction(lows, at)
        return Number(alone, at + 3) if alone else None
    behind = at + 2 if lows[at + 1 : at + 2] == ("-",) else at + 1
    fraction = _read_fraction(lows, behind)
    return Number(value + fraction, behind + 3) if fraction else _with_half(lows, value, at + 1)


def _read_fraction(lows: Sequence[str], at: int) -> float | None:
    """ "3/4" of one figure each."""
    above, between, below = [*lows[at : at + 3], "", "", ""][:3]
    is_one = between == "/" and all(len(part) == 1 and part in "123456789" for part in (above, below))
    return int(above) / int(below) if is_one else None


def _read_part(lows: Sequence[str], at: int) -> Number | None:
    """ "half a", "a quarter of a", "three-quarters of one", "one-tenth of a": as much of what follows."""
    count, last = 1.0, at
    if lows[at] in _ARTICLES or lows[at] in _ONES:
        count, last = _ONES.get(lows[at], 1.0), _skip_hyphen(lows, at + 1)
    elif lows[at] != "half":
        return None
    if last >= len(lows) or lows[last] not in _PARTS:
        return None
    value, end = count * _PARTS[lows[last]], last + 1
    whole = end + 1 if lows[end : end + 1] == ("of",) else end
    if whole < len(lows) and lows[whole] in _WHOLES and (whole > end or lows[last] == "half"):
        return Number(value, whole + 1)
    return None


def _read_words(lows: Sequence[str], at: int) -> Number | None:
    """ "twenty-five", "one hundred and fifty", "two thousand five hundred", "a million", "one million two hundred thousand"."""
    group = _read_group(lows, at)
    if group is None:
        return Number(1.0, at + 1) if lows[at] in _ARTICLES and lows[at + 1 : at + 2] and _is_long_scale(lows[at + 1]) else None
    total, scale, value, last = 0.0, float("inf"), group.value, group.last
    while last < len(lows) and _is_long_scale(lows[last]) and SCALES[lows[last]] < scale:
        following = _read_following(lows, last)
        if following is None:
            break
        scale = SCALES[lows[last]]
        total, value, last = total + value * scale, following.value, following.last
    if last < len(lows) and _is_long_scale(lows[last]) and SCALES[lows[last]] < scale and total:
        return Number(value + total / SCALES[lows[last]], last)
    return _with_half(lows, total + value, last)


def _read_following(lows: Sequence[str], scale_at: int) -> Number | None:
    """What counts on behind a scale in a smaller one: "two thousand | five hundred", "a million | and two hundred thousand"."""
    start = scale_at + 2 if lows[scale_at + 1 : scale_at + 2] == ("and",) else scale_at + 1
    if start >= len(lows) or lows[start] in _ARTICLES:
        return None
    following, scale = _read_group(lows, start), SCALES[lows[scale_at]]
    if following is None or following.value >= scale:
        return None
    behind = SCALES.get(lows[following.last], 1.0) if following.last < len(lows) else 1.0
    return following if behind < scale and (behind > 1 or scale == _THOUSAND) else None


def _is_long_scale(low: str) -> bool:
    return low in SCALES and len(low) > _NEVER_SCALES


def _read_group(lows: Sequence[str], at: int) -> Number | None:
    """A number below a thousand in words."""
    if lows[at] == _HUNDRED:
        return None if not _UNCOUNTED.isdisjoint(lows[max(0, at - 2) : at]) else _read_rest(lows, 100.0, at + 1)
    low = Number(1.0, at + 1) if lows[at] in _ARTICLES else _read_tens(lows, at)
    if low is None:
        return None
    hundred = _skip_hyphen(lows, low.last)
    if low.value and hundred < len(lows) and lows[hundred] == _HUNDRED:
        return _read_rest(lows, 100.0 * low.value, hundred + 1)
    return None if lows[at] in _ARTICLES else low


def _read_rest(lows: Sequence[str], value: float, last: int) -> Number:
    """What follows "hundred": "and fifty", "twenty-five"; nothing where it is itself counted in hundreds ("a hundred and two hundred")."""
    start = _skip_hyphen(lows, last)
    if start < len(lows) and lows[start] == "and":
        start = _skip_hyphen(lows, start + 1)
    rest = _read_tens(lows, start) if start < len(lows) else None
    if rest is None or not rest.value:
        return Number(value, last)
    behind = _skip_hyphen(lows, rest.last)
    return Number(value, last) if lows[behind : behind + 1] == (_HUNDRED,) else Number(value + rest.value, rest.last)


def _read_tens(lows: Sequence[str], at: int) -> Number | None:
    """A number below a hundred in words."""
    if lows[at] in _ONES:
        return Number(_ONES[lows[at]], at + 1)
    if lows[at] not in _TENS:
        return None
    behind = _skip_hyphen(lows, at + 1)
    ones = _ONES.get(lows[behind], 0.0) if behind < len(lows) else 0.0
    return Number(_TENS[lows[at]] + ones, behind + 1) if 0 < ones < 10 else Number(_TENS[lows[at]], at + 1)


def _with_half(lows: Sequence[str], value: float, last: int) -> Number:
    """A number with what is told behind it: "and a half", "and three quarters", "point five"."""
    start = _skip_hyphen(lows, last)
    if lows[start : start + 1] == ("point",):
        digits = [str(_SMALL.index(low)) for low in takewhile(_SMALL[:10].__contains__, lows[start + 1 : start + 4])]
        if digits:
            return Number(value + float(f"0.{''.join(digits)}"), start + 1 + len(digits))
    if lows[start : start + 1] == ("and",):
        part = _skip_hyphen(lows, start + 1)
        count = _ONES.get(lows[part], 1.0 if lows[part] in _ARTICLES else 0.0) if part < len(lows) else 0.0
        name = _skip_hyphen(lows, part + 1)
        if count and name < len(lows) and lows[name] in _HALVES:
            return Number(value + count * _HALVES[lows[name]], name + 1)
    return Number(value, last)


def _skip_hyphen(lows: Sequence[str], at: int) -> int:
    return at + 1 if lows[at : at + 1] == ("-",) else at
