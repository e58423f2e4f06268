"""Days on which what an act sets going starts, ends or falls due: they lie ahead, though their words could name the day behind.

Belongs here: the words before and behind such a day ("until August 12", "effective July 1", "the July 9 deadline"), and how far ahead it
may lie. Does not belong here: what a day is counted from elsewhere (`relative`, `absolute`), other days that cannot date a claim
(`claim_options`).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.dating.calendar_words import Granularity
from pipelines.dating.claim_words import PAST_VERB
from pipelines.dating.expressions import TimeExpression, find_expressions
from pipelines.dating.readings import ExpressionBasis
from pipelines.dating.starts import CHANGES, GOES_ON, TO_CHANGE

_REACH = 90  # characters
_FAR = 300  # days ahead from which words without a year mean the day behind, whatever stands before them
_HALF = 183  # and where the words before them may begin a stretch that has begun
_YEAR, _WEEK = 365, 7
_ABOUT = r"(?: (?:at least|about|around|midnight|noon|the night|early|mid|late))?(?: on| of)?(?: the)?[ -]\Z"  # the day follows
_END = re.compile(rf"\b(?:until|till|through|(?:no|not) later than|expiring|ending|deadline (?:of|on)){_ABOUT}", re.IGNORECASE)
_DUE = re.compile(rf"\bby{_ABOUT}", re.IGNORECASE)
_ON = r"(?: (?:on|in|from|to|as of|at midnight on))?(?: the)? \Z"
_RUNS = re.compile(  # what is so in the present tense, or is still to be
    rf"\b(?:{GOES_ON}|{CHANGES}|(?:due|scheduled|slated|poised|(?<!was )(?<!were )set|is|are) to (?!the |an? )[\w'-]+(?: [\w'-]+){{0,4}}?)"
    rf"{_ON}|\b(?:due|scheduled|slated)(?: (?:on|in|for|from|at midnight on))? \Z",
    re.IGNORECASE,
)
_HEADLINE = re.compile(  # "Tariffs on steel to double on": no other verb tells when
    rf"\A(?!.*\b(?:was|were|has|have|had|did|said|told|{PAST_VERB})\b.* to )[\w.,'’%$ -]+? to {TO_CHANGE}"
    rf"(?: (?:to|by|from) [$]?\d[\w.]*(?: ?(?:%|percent|pct|per cent))?){{0,2}}{_ON}"
)
_GOING_ON = re.compile(r"(?:later |early |late )?(?:in )?this (?:week|month|quarter|year|decade|century)\Z", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:will|won['’]t|shall|going to|plans? (?:not )?to|intends? (?:not )?to)(?: (?!said\b)[\w'-]+){1,8}? \Z", re.IGNORECASE
)
_WAS = re.compile(r"\b(?:was|were|been|had)\b", re.IGNORECASE)
_FROM = r"(?:effective|starting|beginning|with effect)(?: from| as of| in)?"
_EFFECTIVE = re.compile(rf"\b{_FROM}{_ABOUT}", re.IGNORECASE)
_START = re.compile(
    rf"\b(?:from|to|as of|for|between|before|prior to|ahead of|on or after|{_FROM}){_ABOUT}|\bbetween [\w. ]{{3,14}} and \Z",
    re.IGNORECASE,
)
_NAMED_FOR = re.compile(r"(?:'s)?[ -](?:deadline|cut-?off|expiry|target date|start date|due date)\b", re.IGNORECASE)
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)
_WITHOUT_YEAR = re.compile(r"(?!.*\d{4})(?!.*\b(?:last|past)\b)", re.IGNORECASE | re.DOTALL)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
_SENTENCE = re.compile(r"[;:]|[.!?][\"'”)]* +(?=[A-Z])")


def is_edge(made: TimeExpression, text: str, anchor: date | None) -> bool:
    """Whether an expression that reads as a day behind is the start, the end or the due day of something, and lies ahead."""
    if _GOING_ON.match(made.text) and _WILL.search(text, max(0, made.start - _REACH), made.start):
        return True
    ahead = _days_ahead(made, anchor) if anchor else None
    if ahead is None:
        return False
    before = text[max(0, made.start - _REACH) : made.start]
    if _END.search(before):
        return ahead <= _FAR
    if _DUE.search(before):
        return ahead <= _FAR and not _is_told_back(made, text)
    if ahead == 0:
        return False
    told = _SENTENCE.split(before)[-1]
    if _WEEKDAY.match(made.text):
        return _goes_on(made, text) and not _WAS.search(told)
    if _goes_on(made, text):
        return ahead <= _FAR
    return ahead <= (_FAR if _NAMED_FOR.match(text, made.end) else _HALF if _START.search(before) else 0)


def starts_ahead(text: str, anchor: date) -> Iterator[TimeExpression]:
    """The days to come from which something is so by its sentence: "takes effect on July 1", "effective July 1", not "until July 1"."""
    for made in find_expressions(text, anchor, looks_back=True):
        before = text[max(0, made.start - _REACH) : made.start]
        if is_ahead(made, anchor) and (_goes_on(made, text) or _EFFECTIVE.search(before)):
            yield made


def is_ahead(made: TimeExpression, anchor: date) -> bool:
    """Whether words name a day to come, or can."""
    ahead = _days_ahead(made, anchor)
    return made.is_future or (made.on != anchor and ahead is not None and 0 < ahead <= _FAR)


def _goes_on(made: TimeExpression, text: str) -> bool:
    """Whether a verb in the present tense, or what is to be, has the day."""
    before = text[: made.start]
    return _RUNS.search(before, max(0, made.start - _REACH)) is not None or _HEADLINE.search(_SENTENCE.split(before)[-1]) is not None


def _days_ahead(made: TimeExpression, anchor: date) -> int | None:
    """How far ahead the words lie if they name a day to come: nought where their stretch is going on, None where they cannot."""
    if made.on is None or made.basis is not ExpressionBasis.RELATIVE:
        return None
    is_open = _WITHOUT_YEAR.match(made.text) is not None
    if made.granularity is Granularity.YEAR:
        return 0 if made.on.year == anchor.year else None
    if made.granularity is Granularity.MONTH:
        if (made.on.year, made.on.month) == (anchor.year, anchor.month):
            return 0
        return _YEAR - (anchor - made.on).days if is_open else None
    if made.granularity is Granularity.DAY and is_open:
        turn = _WEEK if _WEEKDAY.match(made.text) else _YEAR if any(char.isdigit() for char in made.text) else 0
        return (made.on + timedelta(days=turn) - anchor).days if turn else None
    return None


def _is_told_back(made: TimeExpression, text: str) -> bool:
    """Whether its sentence tells what had been so by that day."""
    before, behind = text[: made.start], text[made.end :]
    return _HAD.search(_SENTENCE.split(before)[-1]) is not None or _HAD.search(_SENTENCE.split(behind, maxsplit=1)[0]) is not None
