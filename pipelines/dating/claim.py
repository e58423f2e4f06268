"""The day a claim is about, by the claim guide's section "dates"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dating.expressions import TimeExpression, find_expressions
from pipelines.dating.readings import ExpressionBasis
from pipelines.records import DateBasis


@dataclass(frozen=True, slots=True)
class ClaimDate:
    """When a position was expressed or an act done; `start` and `end` are offsets of the expression in the claim's own sentence.

    `expression` is the wording the day rests on. Where another sentence gave it, `start` and `end` are None.
    """

    on: date | None
    basis: DateBasis
    expression: str | None
    start: int | None
    end: int | None


def date_claim(sentence: str, quote_span: tuple[int, int], anchor: date | None, context: Sequence[str] = ()) -> ClaimDate:
    """Date one claim.

    Args:
        sentence: The sentence that holds the quote.
        quote_span: First character of the quote in the sentence, and one past its last.
        anchor: The article's publication date, or None where the article is undated.
        context: The article's sentences before this one, in their order.

    Returns:
        The day with the words it rests on. A start that lies ahead never dates a claim. Background without a date is
        `none`; so is everything in an undated article that no full date in the text settles.
    """
    usable = [made for made in find_expressions(sentence, anchor) if _can_date(made, anchor)]
    if usable:
        chosen = min(usable, key=lambda made: _distance(made, quote_span))
        return ClaimDate(chosen.on, DateBasis(chosen.basis.value), chosen.text, chosen.start, chosen.end)
    carried = _carried(sentence, anchor, context)
    if carried is not None:
        return ClaimDate(carried.on, DateBasis(carried.basis.value), carried.text, None, None)
    if anchor is None or _BACKGROUND.search(sentence, *quote_span):
        return ClaimDate(None, DateBasis.NONE, None, None, None)
    return ClaimDate(anchor, DateBasis.PUBLICATION, None, None, None)


def _carried(sentence: str, anchor: date | None, context: Sequence[str]) -> TimeExpression | None:
    """The day on which a speaker who goes on speaking was said to speak, from the nearest sentence before that dates it."""
    if not _GOES_ON.search(sentence):
        return None
    for earlier in reversed(context[-3:]):
        said = [made for made in find_expressions(earlier, anchor) if _can_date(made, anchor) and _SAYS.search(earlier)]
        if said:
            return said[0]
    return None


_SAYS = re.compile(r"\b(?:said|told|added|announced|statement|briefing|conference)\b")
_GOES_ON = re.compile(r"\b(?:he|she|they|spokesman|spokeswoman|spokesperson) (?:also )?(?:said|added|noted|told)|\badded\b")


def _can_date(made: TimeExpression, anchor: date | None) -> bool:
    """Whether an expression can say when something was said or done."""
    if made.on is None or made.is_future:
        return False
    return anchor is not None or made.basis is ExpressionBasis.EXPLICIT


def _distance(made: TimeExpression, quote_span: tuple[int, int]) -> tuple[int, int]:
    start, end = quote_span
    if start <= made.start and made.end <= end:
        return 0, made.start
    return 1, min(abs(made.start - end), abs(start - made.end))


_BACKGROUND = re.compile(r"\b(?:previously|earlier|once|in the past|in recent (?:years|months|weeks)|recently)\b", re.IGNORECASE)
