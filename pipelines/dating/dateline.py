"""The dateline a wire story opens with: "TOKYO, April 24 (Reuters) -".

Belongs here: finding it at the head of the body, its agency, and settling its year. Does not belong here: any other date.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from pipelines.dating.absolute import MONTH_NAME, YEAR
from pipelines.dating.calendar_words import MONTHS, WEEKDAYS, make_day
from pipelines.dating.candidates import Candidate, Place
from pipelines.dating.locate import find_words
from pipelines.dating.stamps import find_stamps
from pipelines.dating.wording import WIRE_NOTES

_HEAD = 400  # code points of the body in which a dateline can open a line
FRESH = timedelta(days=10)  # a yearless dateline this close to the landing day stands unless something contradicts it

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_CITY = r"[A-Z][\w.'’]+(?:[ ,/-]{1,3}(?:[A-Z][\w.'’]*|[a-z]{2,3}|\([A-Z][\w.]{1,20}\))){0,8}"
DATELINE = re.compile(
    rf"^[ \t]*(?:By [^\n]{{3,60}}\n+\s*)?(?P<city>{_CITY}),? \(?(?:{_WEEKDAY},? )?"
    rf"(?P<when>(?P<month>{MONTH_NAME}) ?(?P<day>{_DAY})(?:,? (?P<year>{YEAR}))?"
    rf"|(?P<day2>{_DAY}) (?P<month2>{MONTH_NAME})(?:,? (?P<year2>{YEAR}))?)\)?,?"
    rf"(?: ?\((?P<agency>[A-Z][^()\n]{{1,40}})\)(?: ?(?:--?|[–—:/.]))?| ?(?:--?|[–—/:]))",
    re.MULTILINE,
)
_UNDATED = re.compile(r"^[ \t]*[A-Z][A-Z.'’]+(?:[ ,/-]{1,2}[A-Z][\w.'’]*){0,5},? \((?P<agency>[A-Z][^()\n]{1,40})\) ?(?:--?|[–—])")
_AGENCY = re.compile(rf"(?!{_WEEKDAY}\b)[A-Z][^\W\d]*[.&'’]?(?:[ /&-]{{1,3}}[A-Z][^\W\d]*){{0,4}}")


def find_agency(opening: str) -> str | None:
    """The agency in the brackets of a story's dateline, with a day or without; None where they hold a note or nothing."""
    match = DATELINE.match(opening[:_HEAD]) or _UNDATED.match(opening[:_HEAD])
    agency = match["agency"] if match else None
    return agency if agency and _AGENCY.fullmatch(agency) and not WIRE_NOTES.search(agency) else None


def skip_dateline(opening: str) -> int:
    """The character behind a dateline that names a day or an agency, at which its story begins; 0 where the text opens with none."""
    match = DATELINE.match(opening[:_HEAD]) or _UNDATED.match(opening[:_HEAD])
    return match.end() if match else 0


def from_dateline(body: str, raw_text: str, landed_on: date, stamped_on: date | None = None) -> Iterator[Candidate]:
    """The dateline at the head of a story.

    Without a year it is the day next to `stamped_on`, the day in the story's own header; where there is none, the latest
    such day not after landing, if the document bears it out, or if it is fresh and the story does not contradict it.
    """
    match = DATELINE.search(body[:_HEAD])
    if match is None or match.start() > _HEAD // 2:
        return
    month = MONTHS[(match["month"] or match["month2"]).lower().rstrip(".")]
    number = int(match["day"] or match["day2"])
    written = match["year"] or match["year2"]
    opening = find_words(raw_text, body[match.start("city") : match.end("when")])
    offset = find_words(raw_text, match["when"], opening or 0)
    if written:
        day = make_day(int(written), month, number)
        yield Candidate(match["when"], (day,) if day else (), Place.DATELINE, offset)
        return
    day = _beside(month, number, stamped_on) if stamped_on else latest_day(month, number, landed_on)
    if day is None:
        yield Candidate(match["when"], (), Place.DATELINE, offset)
    elif stamped_on or bears_out(raw_text, day, landed_on) or (landed_on - day <= FRESH and not contradicts(body, raw_text, day)):
        yield Candidate(match["when"], (day,), Place.DATELINE, offset)
    else:
        yield Candidate(
            match["when"], (day,), Place.DATELINE, offset, problem="its year is not stated, and nothing in the document bears one out"
        )


def _beside(month: int, number: int, stamped_on: date) -> date | None:
    """Such a day within a few of another, or None."""
    near = (make_day(stamped_on.year + step, month, number) for step in (0, -1, 1))
    return next((day for day in near if day is not None and abs(day - stamped_on) <= FRESH), None)


def latest_day(month: int, number: int, landed_on: date) -> date | None:
    """The latest such day not after the landing day; one that lies just after it, since then that is the day meant."""
    for year in range(landed_on.year + 1, landed_on.year - 9, -1):
        found = make_day(year, month, number)
        if found is not None and found <= landed_on + _AHEAD:
            return found
    return None


_AHEAD = timedelta(days=3)
_YEAR_WORD = re.compile(rf"(?<![\d.,$]){YEAR}(?![\d%])")
_COPYRIGHT = re.compile(rf"(?:©|\([cC]\)|[Cc]opyright)\D{{0,20}}(?:{YEAR}\s?[-–]\s?)?(?P<year>{YEAR})")


def bears_out(raw_text: str, day: date, landed_on: date) -> bool:
    """Whether the document shows a full date of the year after the day, or a copyright of the day's year."""
    text = raw_text[:_MOST_TEXT]
    shown = (stamp.on for stamp in find_stamps(text))
    if any(on is not None and day <= on <= min(landed_on, day + _A_YEAR) for on in shown):
        return True
    return any(int(match["year"]) == day.year for match in islice(_COPYRIGHT.finditer(text), _MOST_COPYRIGHTS))


def contradicts(body: str, raw_text: str, day: date) -> bool:
    """Whether a story tells that it is not of the day's year: by its weekdays where it names any, else by the years it names."""
    fits = fits_weekdays(body, day)
    return speaks_of_other_times(body, raw_text, day) if fits is None else not fits


def fits_weekdays(body: str, day: date) -> bool | None:
    """Whether the weekday of "Tuesday, Oct. 21" is right in the day's year; None where the story names no such day near it."""
    fits = []
    for match in islice(_WEEKDAY_AND_DAY.finditer(body[:_MOST_TEXT]), _MOST_WEEKDAYS):
        month = MONTHS[(match["month"] or match["month2"]).lower().rstrip(".")]
        named = _beside(month, int(match["day"] or match["day2"]), day)
        if named is not None:
            fits.append(named.weekday() == WEEKDAYS[match["weekday"].lower()])
    return any(fits) if fits else None


def speaks_of_other_times(body: str, raw_text: str, day: date) -> bool:
    """Whether the story names years, and neither it nor its page comes near the day's: then it is from another time.

    "The highest since 1990" tells nothing: a story of any later year can say so.
    """
    told = _YEAR_WORD.search(_SINCE.sub("", body[:_MOST_TEXT]))
    years = {int(match.group()) for match in _YEAR_WORD.finditer(raw_text[:_MOST_TEXT])} if told else set()
    return bool(years) and max(years) < day.year - _OTHER_TIME


_WEEKDAY_AND_DAY = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}),? (?:(?P<month>{MONTH_NAME}) ?(?P<day>{_DAY})|(?:the )?(?P<day2>{_DAY}) (?P<month2>{MONTH_NAME}))"
    rf"(?!\d|,? {YEAR})"
)
_SINCE = re.compile(rf"\bsince\b[^.;:\n]{{0,60}}?{YEAR}", re.IGNORECASE)
_MOST_WEEKDAYS = 20
_OTHER_TIME = 5  # years
_A_YEAR = timedelta(days=366)
_MOST_COPYRIGHTS = 20
_MOST_TEXT = 500_000
