"""What every claim must hold, whoever read it: rules on a finished claim against its article.

Belongs here: the rules and their names. Does not belong here: repairing what fails; it is dropped and counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claims.sentences import Sentence
from pipelines.records import Article, Claim
from pipelines.reference import Reference

_TOLD_ANYWHERE = "claimed_on"  # the day of a story often stands in its first sentence alone
DIRECTIONS = {"trade": frozenset(("open", "protect")), "currency": frozenset(("stronger", "weaker", "stable", "flexible"))}


@dataclass(frozen=True, slots=True)
class Codes:
    """The legal codes of every slot."""

    actors: frozenset[str]
    topics: dict[str, str]
    scores: dict[str, float]
    currencies: frozenset[str]

    @classmethod
    def load(cls, reference: Reference) -> "Codes":
        """Read them from the reference tables."""
        return cls(
            frozenset(row["code"] for row in reference.rows("countries")),
            {row["issue"]: row["topic"] for row in reference.rows("issues")},
            {row["act"]: float(row["score"]) for row in reference.rows("acts")},
            frozenset(row["code"] for row in reference.rows("currencies")),
        )


def faults_of(claim: Claim, article: Article, sentences: Sequence[Sentence], codes: Codes) -> list[str]:
    """Names of the rules that a claim breaks; empty where it may stand."""
    return [
        *_quote_faults(claim, article, sentences),
        *_code_faults(claim, codes),
        *_evidence_faults(claim, sentences),
        *_value_faults(claim),
    ]


def _quote_faults(claim: Claim, article: Article, sentences: Sequence[Sentence]) -> Iterator[str]:
    if not claim.quote.strip() or article.text[claim.quote_start : claim.quote_end] != claim.quote:
        yield "quote is not in the article at its offsets"
    if not 0 <= claim.sentence < len(sentences):
        yield "sentence does not exist"
    elif not sentences[claim.sentence].start <= claim.quote_start < claim.quote_end <= sentences[claim.sentence].end:
        yield "quote is not inside its sentence"


def _code_faults(claim: Claim, codes: Codes) -> Iterator[str]:
    if claim.actor not in codes.actors:
        yield "actor has no code"
    if claim.actor in claim.counterparts or not codes.actors.issuperset(claim.counterparts):
        yield "counterpart has no code or is the actor"
    if list(claim.counterparts) != sorted(set(claim.counterparts)):
        yield "counterparts are not a sorted set"
    if codes.topics.get(claim.issue) != claim.topic:
        yield "issue and topic do not fit"
    if codes.scores.get(claim.act) != claim.score:
        yield "act and score do not fit"
    if claim.currency is not None and (claim.currency not in codes.currencies or claim.topic != "currency"):
        yield "currency has no code or the issue is none of currency"
    if claim.direction is not None and claim.direction not in DIRECTIONS.get(claim.topic, ()):
        yield "direction does not fit the topic"
    if claim.unit is not None and claim.unit != "%" and claim.unit not in codes.currencies:
        yield "unit has no code"


def _evidence_faults(claim: Claim, sentences: Sequence[Sentence]) -> Iterator[str]:
    if not 0 <= claim.sentence < len(sentences):
        return
    first = sentences[max(0, claim.sentence - 1)].start
    last = sentences[min(len(sentences) - 1, claim.sentence + 1)].end
    reach = {True: (0, sentences[-1].end), False: (first, last)}
    bounds = [(one, *reach[one.slot == _TOLD_ANYWHERE]) for one in claim.evidence]
    if any(not low <= one.start < one.end <= high for one, low, high in bounds):
        yield "evidence is neither in the sentence nor in its neighbours"


def _value_faults(claim: Claim) -> Iterator[str]:
    if not 0.0 <= claim.confidence <= 1.0:
        yield "confidence is no share"
    if (claim.amount is None) != (claim.unit is None):
        yield "amount and unit do not come together"
    if (claim.claimed_on is None) != (claim.date_basis == "none"):
        yield "a day without basis, or a basis without a day"
