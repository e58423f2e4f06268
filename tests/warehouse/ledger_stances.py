"""What was said on one day, what is held for a time, and what leads from one position to the next: the oracle's words for it.

Written from `sql/README.md`, like the oracle, and sharing nothing with the SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger_corpora import AUTHORITIES

from pipelines.records import Article, Claim

FIRMNESS = {"possible": 1, "conditional": 2, "planned": 3, "asserted": 4}


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim toward one counterpart, with its article."""

    claim: Claim
    article: Article
    counterpart: str | None
    known_to: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """One position."""

    actor: str
    issue: str
    counterpart: str | None
    act: str
    modality: str
    direction: str | None
    currency: str | None
    amount: float | None
    unit: str | None
    valid_from: date
    valid_to: date | None
    last_affirmed_on: date
    known_from: date
    known_to: date | None
    support_count: int
    source_count: int
    first_claim_id: str
    last_claim_id: str
    is_contested: bool
    confidence: float


class Stance:
    """One act on one day, with all claims that say it."""

    def __init__(self, voices: list[Voice]) -> None:
        """Take each slot from the most believed claim that says it."""
        self.voices = sorted(voices, key=standing)
        best = self.voices[0].claim
        self.actor, self.issue, self.counterpart = best.actor, best.issue, voices[0].counterpart
        self.act, self.score, self.modality, self.claim_id = best.act, best.score, str(best.modality), best.claim_id
        self.day = best.claimed_on or date.min
        self.direction = next((v.claim.direction for v in self.voices if v.claim.direction), None)
        self.currency = next((v.claim.currency for v in self.voices if v.claim.currency), None)
        self.size = next(((v.claim.amount, v.claim.unit or "") for v in self.voices if v.claim.amount is not None), None)
        self.support = len({v.article.document_id for v in voices})
        self.sources = {v.article.source for v in voices}
        self.source_count = len(self.sources)
        self.authority = min(AUTHORITIES[v.article.source] for v in voices)
        self.known_on = min(v.claim.known_on for v in voices)
        self.confidence = max(v.claim.confidence for v in voices)
        self.is_contested = False
        self.said: tuple[str | None, str | None, tuple[float, str] | None] = (None, None, None)

    def is_figure_doubted(self) -> bool:
        """Of several publishers that give a figure in its unit, no more than half give this one."""
        given = [(v.claim.amount, v.claim.unit or "", v.article.source) for v in self.voices if v.claim.amount is not None]
        sources = {source for _, unit, source in given if self.size and unit == self.size[1]}
        agreeing = {source for amount, unit, source in given if (amount, unit) == self.size}
        return len(sources) > 1 and 2 * len(agreeing) <= len(sources)


def contests(one: Stance, other: Stance) -> bool:
    """Whether two acts of a day point different ways: in sign, or in direction for one currency or for none."""
    if one.score * other.score < 0:
        return True
    is_turned = bool(one.direction and other.direction and one.direction != other.direction)
    return is_turned and not (one.currency and other.currency and one.currency != other.currency)


def hold(run: Sequence[Stance], after: Sequence[Stance] | None) -> Held:
    """The position that a run of days holds, until the next begins."""
    first, last = run[0], run[-1]
    direction, currency, size = last.said
    return Held(
        actor=first.actor,
        issue=first.issue,
        counterpart=first.counterpart,
        act=first.act,
        modality=first.modality,
        direction=direction,
        currency=currency,
        amount=size[0] if size else None,
        unit=size[1] if size else None,
        valid_from=first.day,
        valid_to=after[0].day if after else None,
        last_affirmed_on=last.day,
        known_from=first.known_on,
        known_to=max(first.known_on, after[0].known_on) if after else None,
        support_count=sum(day.support for day in run),
        source_count=len(set().union(*(day.sources for day in run))),
        first_claim_id=first.claim_id,
        last_claim_id=last.claim_id,
        is_contested=any(day.is_contested for day in run),
        confidence=max(day.confidence for day in run),
    )


def classify(before: Held, after: Held, earlier: Held | None, scores: dict[str, float], days: int) -> str:
    """What kind of change leads from one position to the next."""
    comparable = not (before.currency and after.currency and before.currency != after.currency)
    turned = bool(before.direction and after.direction and before.direction != after.direction and comparable)
    resized = before.amount is not None and after.amount is not None and before.unit == after.unit and before.amount != after.amount
    if earlier is not None and (after.valid_from - before.valid_from).days <= days and _is_back(before, after, earlier):
        return "walked_back"
    old, new = scores[before.act], scores[after.act]
    if old * new < 0 or turned:
        return "reversed"
    if old != new:
        return "hardened" if new < old else "softened"
    firmness = FIRMNESS[after.modality] - FIRMNESS[before.modality]
    if firmness:
        return "firmed" if firmness > 0 else "loosened"
    if resized and new:
        return "hardened" if ((after.amount or 0) > (before.amount or 0)) == (new < 0) else "softened"
    return "restated"


def _is_back(before: Held, after: Held, earlier: Held) -> bool:
    if after.act != earlier.act or (after.direction and earlier.direction and after.direction != earlier.direction):
        return False
    if after.currency and earlier.currency and after.currency != earlier.currency:
        return False
    if before.act != earlier.act:
        return True
    both_sized = after.amount is not None and earlier.amount is not None
    return after.modality == earlier.modality and not (both_sized and (after.amount, after.unit) != (earlier.amount, earlier.unit))


def standing(voice: Voice) -> tuple[int, date, float, str]:
    """The order in which the claims of a day are believed."""
    return AUTHORITIES[voice.article.source], voice.claim.known_on, round(1 - voice.claim.confidence, 6), voice.claim.claim_id
