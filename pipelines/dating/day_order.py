"""Which of two numbers is the day: ambiguous dates settled by other evidence of the page, or left as they are.

Belongs here: orders of day and month. Does not belong here: which date is the article's own (`page`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement

from pipelines.dating.candidates import Candidate, Place


def settle(candidates: Sequence[Candidate], landed_on: date) -> list[Candidate]:
    """Settle ambiguous orders of day and month by the landing day, and by the days that other candidates name."""
    known = {one.options[0] for one in candidates if len(one.options) == 1 and one.place is not Place.FURNITURE}
    shown = known | {one.options[0] for one in candidates if len(one.options) == 1}
    settled = []
    for one in candidates:
        if len(one.options) > 1:
            possible = tuple(day for day in one.options if day <= landed_on) or one.options
            agreed = [days for days in (tuple(day for day in possible if day in told) for told in (known, shown)) if len(days) == 1]
            one = replace(one, options=agreed[0] if agreed else possible)
        settled.append(one)
    return settled


def settle_order(candidates: Sequence[Candidate], tree: HtmlElement | None) -> list[Candidate]:
    """Settle what is still ambiguous by the order of other numbers on the page, else by that of its language; asked for last."""
    orders = {order for one in candidates if (order := written_order(one)) is not None}
    day_first = orders.pop() if len(orders) == 1 else day_comes_first(tree)
    return [_in_order(one, day_first) for one in candidates]


def _in_order(one: Candidate, day_first: bool | None) -> Candidate:
    number = _FIRST_NUMBER.match(one.text)
    if day_first is None or number is None or len(one.options) < 2:
        return one
    return replace(one, options=tuple(day for day in one.options if (day.day if day_first else day.month) == int(number[0])))


_FIRST_NUMBER = re.compile(r"\d+")
_SLASHED = re.compile(r"(\d\d?)[/-](\d\d?)[/-]\d+$")


def written_order(one: Candidate) -> bool | None:
    """Whether a number that can be read in one way only puts the day first; None for all other wording."""
    match = _SLASHED.match(one.text)
    if match is None or len(one.options) != 1 or match[1] == match[2]:
        return None
    return int(match[1]) == one.options[0].day


_MONTH_FIRST = frozenset({"en-us", "en-ph", "en-pr"})


def day_comes_first(tree: HtmlElement | None) -> bool | None:
    """The order that the page's declared language writes numbers in; English without a country writes both."""
    language = (tree.get("lang") or "").lower().replace("_", "-") if tree is not None else ""
    if language in _MONTH_FIRST:
        return False
    return True if language and language != "en" else None
