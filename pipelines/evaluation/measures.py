"""Matching made claims with labelled ones, and the shares that follow: whole, and by era, source, topic, act and issue.

Does not belong here: how labelled articles are read (`claims.labelled`), what a claim is (the claim guide), single mistakes
(`mistakes`).

Found: actor, topic and words right (`matching` says how claims are paired). Strict: issue and act right too. Full: counterparts too.
Positions: an article's set of own (actor, issue, act).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipelines.claims.folds import assign_folds, group_texts
from pipelines.claims.labelled import LabelledArticle, LabelledClaim, as_labelled, read_claim
from pipelines.errors import WrongUse
from pipelines.evaluation.matching import SLOTS, pair_up, slot_value, topic_of
from pipelines.records import Article, Claim

MEASURES = ("found", "strict", "full", "positions")
ERAS = ((1990, "before 1990"), (2014, "1990-2013"), (2020, "2014-2019"), (9999, "2020 and later"))
_ASKED_WHERE_FILLED = frozenset(("direction", "currency", "amount"))


class Reads(Protocol):
    """Whatever reads articles into claims."""

    def extract(self, articles: Sequence[Article]) -> Sequence[Sequence[Claim]]:
        """Claims of each article."""
        ...


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hits among what was made and what was labelled."""

    hits: int
    made: int
    labelled: int

    @property
    def precision(self) -> float:
        """Share of the made that is right; 0 where nothing was made."""
        return self.hits / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        """Share of the labelled that was made; 0 where nothing is labelled."""
        return self.hits / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.hits / (self.made + self.labelled) if self.hits else 0.0


@dataclass(slots=True)
class Evaluation:
    """Counts over some articles."""

    counts: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    groups: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))

    def ratio(self, measure: str) -> Ratio:
        """One of `MEASURES`."""
        if measure == "positions":
            return Ratio(self.counts["positions"], self.counts["positions_made"], self.counts["positions_labelled"])
        return Ratio(self.counts[measure], self.counts["made"], self.counts["labelled"])

    def slot(self, slot: str) -> float:
        """Share of found claims on which the slot is right; direction, currency and amount where either side fills them."""
        return self.right[slot] / self.asked[slot] if self.asked[slot] else 0.0

    def slot_recall(self, slot: str) -> float:
        """Share of labelled claims that are found with the slot right."""
        return self.right[slot] / self.counts["labelled"] if self.counts["labelled"] else 0.0

    def group_ratio(self, kind: str, name: str, measure: str) -> Ratio:
        """Found or strict of one era, topic or act."""
        group = self.groups[kind][name]
        return Ratio(group[measure], group["made"], group["labelled"])


def read_predictions(path: Path) -> dict[str, list[LabelledClaim]]:
    """The claims of a JSON Lines file, one a line with its article's name in `doc`, by that name.

    Raises:
        WrongUse: A line is no claim.
    """
    made: dict[str, list[LabelledClaim]] = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
                made[row["doc"]].append(read_claim(row))
            except (ValueError, KeyError, TypeError) as error:
                raise WrongUse(f"{path.name}, line {number}, is no claim: {error!r}.") from error
    return made


def evaluate_extractor(articles: Sequence[LabelledArticle], extractor: Reads, chunk: int = 16) -> Evaluation:
    """Score what an extractor reads in labelled articles."""
    return evaluate_claims(articles, predict(articles, extractor, chunk))


def predict(articles: Sequence[LabelledArticle], extractor: Reads, chunk: int = 16) -> dict[str, list[LabelledClaim]]:
    """What an extractor reads, by article."""
    made: dict[str, list[LabelledClaim]] = {}
    for first in range(0, len(articles), chunk):
        part = articles[first : first + chunk]
        for article, claims in zip(part, extractor.extract([one.article for one in part]), strict=True):
            made[article.name] = [as_labelled(claim) for claim in claims]
    return made


def cross_validate(
    articles: Sequence[LabelledArticle], train_on: Callable[[Sequence[LabelledArticle]], Reads], folds: int = 5
) -> dict[str, list[LabelledClaim]]:
    """Predictions for every article by an extractor that saw neither it nor a near copy of it."""
    fold_of = assign_folds(group_texts({one.name: one.article.text for one in articles}), folds, keeps_apart=False)
    made: dict[str, list[LabelledClaim]] = {}
    for fold in sorted(set(fold_of.values())):
        extractor = train_on([one for one in articles if fold_of[one.name] != fold])
        made |= predict([one for one in articles if fold_of[one.name] == fold], extractor)
    return made


def evaluate_claims(articles: Iterable[LabelledArticle], made: Mapping[str, Sequence[LabelledClaim]]) -> Evaluation:
    """Score claims by article name against the labels."""
    total = Evaluation()
    for article in articles:
        _add_article(total, article, made.get(article.name, ()))
    return total


def _add_article(total: Evaluation, article: LabelledArticle, claims: Sequence[LabelledClaim]) -> None:
    pairing = pair_up(article, claims)
    labelled, made, found = pairing.labelled, pairing.made, pairing.found
    counts = total.counts
    counts.update(articles=1, labelled=len(labelled), made=len(made), found=len(found))
    counts["lost_quotes"] += pairing.lost_quotes
    for i, j in found:
        _add_pair(total, labelled[i], made[j])
    ours, theirs = _own_positions(made), _own_positions(labelled)
    counts.update(positions=len(ours & theirs), positions_made=len(ours), positions_labelled=len(theirs))
    _add_groups(total, article, labelled, made, found)


def _add_pair(total: Evaluation, label: LabelledClaim, claim: LabelledClaim) -> None:
    same = {slot: slot_value(label, slot) == slot_value(claim, slot) for slot in SLOTS}
    strict = same["issue"] and same["act"]
    total.counts.update(strict=int(strict), full=int(strict and same["counterparts"]))
    for slot in SLOTS:
        if slot in _ASKED_WHERE_FILLED and slot_value(label, slot) is None and slot_value(claim, slot) is None:
            continue
        total.asked[slot] += 1
        total.right[slot] += same[slot]
        if not same[slot] and slot in ("issue", "act", "modality", "attribution", "direction"):
            total.confusions[slot, str(slot_value(label, slot)), str(slot_value(claim, slot))] += 1
    if label.attribution == "third_party":
        total.counts.update(leakable=1, leaks=int(claim.attribution != "third_party"))


def _add_groups(
    total: Evaluation,
    article: LabelledArticle,
    labelled: Sequence[LabelledClaim],
    made: Sequence[LabelledClaim],
    found: Sequence[tuple[int, int]],
) -> None:
    def names(claim: LabelledClaim) -> dict[str, str]:
        return {"era": era_of(article), "source": article.article.source, "topic": topic_of(claim), "act": claim.act, "issue": claim.issue}

    for side, claims in (("labelled", labelled), ("made", made)):
        for claim in claims:
            for kind, name in names(claim).items():
                total.groups[kind][name][side] += 1
    for i, j in found:
        label, claim = labelled[i], made[j]
        strict = label.issue == claim.issue and label.act == claim.act
        for kind, name in names(label).items():
            total.groups[kind][name].update(found=1, strict=int(strict))


def era_of(article: LabelledArticle) -> str:
    """The stretch of years an article was published in."""
    published = article.article.published_on
    return next(name for before, name in ERAS if published.year < before) if published else "undated"


def _own_positions(claims: Sequence[LabelledClaim]) -> set[tuple[str, str, str]]:
    return {(one.actor, one.issue, one.act) for one in claims if one.attribution != "third_party"}
