"""Which made claim stands for which labelled one.

A made claim and a labelled one can match where they name the same actor and their quotes share at least half of the shorter one's
characters; each is used once, best agreement first. They are found where they are of the same topic too. Does not belong here: what
follows from the pairs (`measures`, `mistakes`, `reliability`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.labelled import LabelledArticle, LabelledClaim, squeeze_with_places

CURRENCY_ISSUES = frozenset(
    ("exchange_rate", "intervention", "regime", "manipulation", "reserves", "coordination", "monetary_policy", "other_currency")
)
SLOTS = ("issue", "act", "modality", "attribution", "counterparts", "direction", "currency", "amount", "claimed_on", "date_basis")
_WEIGHTS = {"issue": 3, "act": 3, "counterparts": 2}
_SAME_TOPIC = 10
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Pairing:
    """One article's labelled and made claims, and which of them are found: places in both lists."""

    labelled: Sequence[LabelledClaim]
    made: Sequence[LabelledClaim]
    found: Sequence[tuple[int, int]]
    lost_quotes: int  # made claims whose words are not in the article


def pair_up(article: LabelledArticle, claims: Sequence[LabelledClaim]) -> Pairing:
    """Match the claims made of an article with its labels; those that stand in the headline alone are left out."""
    headline, _, rest = article.raw_text.partition("\n")
    body, head = squeeze(rest or article.raw_text), squeeze(headline)
    labelled = article.claims
    made = [one for one in claims if _span(one.quote, body) or squeeze(one.quote) not in head]
    found = [(i, j) for i, j in _match(labelled, made, body) if topic_of(labelled[i]) == topic_of(made[j])]
    return Pairing(labelled, made, found, sum(1 for one in made if _span(one.quote, body) is None))


def squeeze(text: str) -> str:
    """Lower-case letters and digits with single spaces, so that wrapping and typography do not matter."""
    return squeeze_with_places(text)[0].strip()


def _span(quote: str, body: str) -> tuple[int, int] | None:
    wanted = squeeze(quote)
    at = body.find(wanted) if wanted else -1
    return (at, at + len(wanted)) if at >= 0 else None


def topic_of(claim: LabelledClaim) -> str:
    """The topic of a claim's issue."""
    return "currency" if claim.issue in CURRENCY_ISSUES else "trade"


def slot_value(claim: LabelledClaim, slot: str) -> object:
    """What a slot holds, as it is compared."""
    found = getattr(claim, slot)
    return round(found, 4) if slot == "amount" and found is not None else found


def _match(labelled: Sequence[LabelledClaim], made: Sequence[LabelledClaim], body: str) -> list[tuple[int, int]]:
    """Pairs of places, best agreement first, each place once."""
    spans = [_span(one.quote, body) for one in labelled]
    made_spans = [_span(one.quote, body) for one in made]
    options = []
    for i, label in enumerate(labelled):
        for j, claim in enumerate(made):
            if label.actor == claim.actor and _overlap(spans[i], made_spans[j]):
                agreement = sum(_WEIGHTS.get(slot, 1) for slot in SLOTS if slot_value(label, slot) == slot_value(claim, slot))
                options.append((-(_SAME_TOPIC * (topic_of(label) == topic_of(claim)) + agreement), i, j))
    pairs: list[tuple[int, int]] = []
    used_labels, used_claims = set(), set()
    for _, i, j in sorted(options):
        if i not in used_labels and j not in used_claims:
            pairs.append((i, j))
            used_labels.add(i)
            used_claims.add(j)
    return pairs


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    if one is None or other is None:
        return False
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= _SHARED * min(one[1] - one[0], other[1] - other[0])
