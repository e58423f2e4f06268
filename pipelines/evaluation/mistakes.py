"""What is wrong, in groups: missed, made up, or a slot taken for another; the largest groups first, the surest mistakes before others.

Belongs here: finding and grouping single mistakes. Does not belong here: shares (`measures`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.claims.labelled import LabelledArticle, LabelledClaim
from pipelines.evaluation.matching import pair_up, slot_value

COMPARED = ("issue", "act", "modality", "attribution", "counterparts", "direction", "claimed_on")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong: in which article, about which words, and how sure the extractor was (None where it made nothing)."""

    group: str
    article: str
    actor: str
    words: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Mistakes of one kind, the surest first."""

    name: str
    mistakes: tuple[Mistake, ...]


def find_mistakes(articles: Iterable[LabelledArticle], made: Mapping[str, Sequence[LabelledClaim]]) -> Iterator[Mistake]:
    """Every mistake in the claims made of some articles."""
    for article in articles:
        pairing = pair_up(article, made.get(article.name, ()))
        labels_found, claims_found = {i for i, _ in pairing.found}, {j for _, j in pairing.found}
        for i, label in enumerate(pairing.labelled):
            if i not in labels_found:
                yield _mistake(f"missed: {label.act} on {label.issue}", article, label)
        for j, claim in enumerate(pairing.made):
            if j not in claims_found:
                yield _mistake(f"made up: {claim.act} on {claim.issue}", article, claim)
        for i, j in pairing.found:
            yield from _wrong_slots(article, pairing.labelled[i], pairing.made[j])


def group_mistakes(mistakes: Iterable[Mistake]) -> list[Group]:
    """Mistakes by kind, the commonest kind first."""
    by_name: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_name[mistake.group].append(mistake)
    groups = [Group(name, tuple(sorted(some, key=_rank))) for name, some in by_name.items()]
    return sorted(groups, key=lambda group: (-len(group.mistakes), group.name))


def _rank(mistake: Mistake) -> tuple[float, str, str]:
    return -(mistake.confidence or 0.0), mistake.article, mistake.words


def _wrong_slots(article: LabelledArticle, label: LabelledClaim, claim: LabelledClaim) -> Iterator[Mistake]:
    for slot in COMPARED:
        wanted, had = slot_value(label, slot), slot_value(claim, slot)
        if wanted != had:
            yield _mistake(_name(slot, wanted, had), article, claim)


def _name(slot: str, wanted: object, had: object) -> str:
    """Codes are told apart; countries and days only by what is wrong with them."""
    if isinstance(wanted, frozenset) and isinstance(had, frozenset):
        lacks, adds = bool(wanted - had), bool(had - wanted)
        return f"{slot}: {'other' if lacks and adds else 'one missing' if lacks else 'one too many'}"
    if slot == "claimed_on":
        return f"{slot}: {'a day made up' if wanted is None else 'no day' if had is None else 'another day'}"
    return f"{slot}: {wanted} taken for {had}"


def _mistake(group: str, article: LabelledArticle, claim: LabelledClaim) -> Mistake:
    return Mistake(group, article.name, claim.actor, claim.quote, claim.confidence)
