"""Full dates in metadata and visible text of pages: ISO, wire, American, British and continental styles, with what is ambiguous.

Belongs here: reading a date that states day, month and year. Does not belong here: where it stood and whether it is believed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pipelines.dating.calendar_words import MONTHS, full_year, make_day

_OTHER_MONTHS = (
    "januar jänner jän janvier janv enero ene gennaio gen januari janeiro ocak января январь січня",
    "februar feber février févr fevrier febrero febbraio februari fevereiro şubat февраля февраль лютого",
    "märz mrz maerz mars marzo maart março mart марта март березня",
    "avril avr abril abr aprile april nisan апреля апрель квітня",
    "mai mayo maggio mag mei maio mayıs мая май травня",
    "juni juin junio giugno giu juni junho haziran июня июнь червня",
    "juli juillet juil julio luglio lug juli julho temmuz июля июль липня",
    "août aout agosto ago augustus ağustos августа август серпня",
    "septembre septiembre settembre setembro eylül сентября сентябрь вересня",
    "oktober okt octobre octubre ottobre ott outubro ekim октября октябрь жовтня",
    "novembre noviembre novembro kasım ноября ноябрь листопада",
    "dezember dez décembre déc decembre diciembre dic dicembre december dezembro aralık декабря декабрь грудня",
)
ALL_MONTHS: dict[str, int] = {word: number for number, words in enumerate(_OTHER_MONTHS, start=1) for word in words.split()} | MONTHS
_FOLDS = str.maketrans("ıİſ", "iis")  # lower case alone does not bring the names of Turkish capitals back: "KASIM", "NİSAN"


def _fold(name: str) -> str:
    return name.translate(_FOLDS).lower()


_FOLDED_MONTHS = {_fold(word): number for word, number in ALL_MONTHS.items()}
_NAMES = "|".join(sorted(map(re.escape, ALL_MONTHS), key=len, reverse=True))
_NUMERIC_YEAR = r"(?:19|20)\d\d"
_STAMP = re.compile(
    rf"(?<![\d/.-])(?:(?P<y1>{_NUMERIC_YEAR})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)"
    rf"|(?P<a>\d\d?)(?P<s2>[/.-])\s?(?P<b>\d\d?)(?P=s2)\s?(?P<y2>{_NUMERIC_YEAR}|\d\d)(?![\d/-]|[.,]\d)"
    rf"|(?P<d3>\d\d?)(?:st|nd|rd|th|º|\.)?(?:\s|-|/|\sde\s|\sof\s){{1,2}}(?P<n3>{_NAMES})\b\.?,?(?:\s|-|/|\sde\s|\sdel\s){{0,2}}(?P<y3>{_NUMERIC_YEAR})(?!\d))"
    rf"|\b(?P<n4>{_NAMES})\b\.?[\s-]?(?P<d4>\d\d?)(?:st|nd|rd|th)?[,.]?[\s-]{{1,2}}(?P<y4>{_NUMERIC_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<y5>{_NUMERIC_YEAR})年\s?(?P<m5>\d\d?)月\s?(?P<d5>\d\d?)日",
    re.IGNORECASE,
)
_UTC = re.compile(r"[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:Z|\+00:?00| ?(?:UTC|GMT)\b)", re.IGNORECASE)
MOST_STAMPS = 400  # of one text; whatever stands behind them is not read, so that a page full of dates costs no more


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date with its year as written; `options` are the days it can mean: none where impossible, two where ambiguous."""

    text: str
    start: int
    end: int
    options: tuple[date, ...]
    is_utc: bool = False  # a time of day in Greenwich time follows

    @property
    def on(self) -> date | None:
        """The only day it can mean."""
        return self.options[0] if len(self.options) == 1 else None


def find_stamps(text: str) -> Iterator[Stamp]:
    """Every full date of a text in its order, up to `MOST_STAMPS`; also those that no calendar holds.

    In a text longer than a line only what stands around a year of four digits is read.
    """
    matches = _STAMP.finditer(text) if len(text) <= _LINE else _around_years(text)
    for match in islice(matches, MOST_STAMPS):
        is_utc = _UTC.match(text, match.end()) is not None
        yield Stamp(match.group(), match.start(), match.end(), _options(match), is_utc)


def _around_years(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for year in islice(_YEAR.finditer(text), 4 * MOST_STAMPS):
        if year.start() < done:
            continue
        near = _STAMP.finditer(text, max(done, year.start() - _BEFORE_YEAR), min(len(text), year.end() + _BEHIND_YEAR))
        match = next((one for one in near if one.start() <= year.start() < one.end()), None)  # another may be cut where the stretch ends
        if match is not None:
            done = match.end()
            yield match


_LINE = 120  # code points
_YEAR = re.compile(_NUMERIC_YEAR)
_BEFORE_YEAR = 32  # code points: the longest day and month with their words
_BEHIND_YEAR = 14


def read_stamp(text: str) -> Stamp | None:
    """The first full date of a text."""
    return next(find_stamps(text), None)


def _options(match: re.Match[str]) -> tuple[date, ...]:
    if match["y1"]:
        return _days((int(match["y1"]), int(match["m1"]), int(match["d1"])))
    if match["y5"]:
        return _days((int(match["y5"]), int(match["m5"]), int(match["d5"])))
    if match["y3"]:
        return _days((int(match["y3"]), _month(match["n3"]), int(match["d3"])))
    if match["y4"]:
        return _days((int(match["y4"]), _month(match["n4"]), int(match["d4"])))
    year, first, second = full_year(match["y2"]), int(match["a"]), int(match["b"])
    if match["s2"] == ".":
        return _days((year, second, first))
    return _days((year, first, second), (year, second, first))


def _month(name: str) -> int:
    """The month's number; 0, which no calendar has, for letters that only look like those of a name."""
    return _FOLDED_MONTHS.get(_fold(name), 0)


def _days(*parts: tuple[int, int, int]) -> tuple[date, ...]:
    days = (make_day(*part) for part in parts)
    return tuple(dict.fromkeys(day for day in days if day is not None))
