"""The slots that follow once a claim is decided: modality, attribution, counterparts, direction, currency, amount.

Belongs here: filling slots for a batch of decisions from the models' scores. Does not belong here: what describes an option
(`options`), dates and quotes (`compose`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.claims import attribution
from pipelines.claims.attribution import attribution_table, third_party_scores
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.decide import Decision
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.model import Bundle, Floats
from pipelines.claims.money import Sum, find_sums
from pipelines.claims.options import GROUP, Decided, Option, list_counterparts, list_currencies, list_sums
from pipelines.claims.reading import Reading
from pipelines.claims.rows import Row as Row
from pipelines.claims.trees import Forest
from pipelines.records import Attribution

NO_DIRECTION = "none"


@dataclass(frozen=True, slots=True)
class Filled:
    """A decision with its slots; `spans` are the words of a slot by its name."""

    decided: Decided
    modality: str
    attribution: str
    counterparts: tuple[str, ...]
    direction: str | None
    currency: str | None
    amount: float | None
    unit: str | None
    confidence: float
    reasons: tuple[str, ...]
    spans: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen for one decision among options: counterparts, currency and amount, the sums of the sentence, whose word it is."""

    partners: Sequence[Option]
    coins: Sequence[Option]
    amounts: Sequence[Option]
    sums: Sequence[Sum]
    attribution: Attribution


class SlotFiller:
    """Fills slots; holds the models and what they were fitted to."""

    def __init__(self, bundle: Bundle, topics: Mapping[str, str], currencies: CurrencyIndex) -> None:
        """Take the models; `topics` gives the topic of each issue."""
        self._models = bundle.models
        self._facts = bundle.facts
        self._directions = bundle.tables["direction"]
        self._modalities = bundle.tables["modality"]
        self._sources = Forest.of(bundle.tables, attribution.TABLE)
        self._topics = topics
        self._currencies = currencies

    def fill(self, rows: Sequence[Row], decisions: Sequence[Decision], scores: Mapping[str, Floats]) -> list[Filled]:
        """Slots of every decision, in order."""
        decided = [Decided(rows[one.row].place, rows[one.row].candidate, one.issue, self._topics[one.issue], one.act) for one in decisions]
        readings = [rows[one.row].reading for one in decisions]
        partners = self._best(
            "counterparts", [list_counterparts(reading, one) for reading, one in zip(readings, decided, strict=True)], many=True
        )
        coins = self._best(
            "currency",
            [
                list_currencies(reading, one, self._currencies) if one.topic == "currency" else []
                for reading, one in zip(readings, decided, strict=True)
            ],
        )
        sums = [self._sums(reading, one.place) for reading, one in zip(readings, decided, strict=True)]
        amounts = self._best(
            "amount", [list_sums(reading, one, found) for reading, one, found in zip(readings, decided, sums, strict=True)]
        )
        sides = self._attributions(readings, decided, scores, [one.row for one in decisions])
        return [
            self._assemble(decision, decided[at], scores, _Chosen(partners[at], coins[at], amounts[at], sums[at], sides[at]))
            for at, decision in enumerate(decisions)
        ]

    def _attributions(
        self, readings: Sequence[Reading], decided: Sequence[Decided], scores: Mapping[str, Floats], places: Sequence[int]
    ) -> list[Attribution]:
        """Whose word each claim is; `places` are the rows of the scores that they were decided from."""
        if not decided:
            return []
        third = third_party_scores(scores["attribution"][places], self._models["main"].classes("attribution"))
        chances = self._sources.chances(attribution_table(readings, decided, third, scores["modality"][places]))
        threshold = self._facts["thresholds"]["third_party"]
        return [Attribution.THIRD_PARTY if chance >= threshold else Attribution.OWN for chance in chances]

    def _sums(self, reading: Reading, place: int) -> list[Sum]:
        read = reading.sentences[place]
        return find_sums(read.tokens, self._currencies.find(read.text, read.tokens, reading.day, reading.counts))

    def _best(self, slot: str, listed: Sequence[Sequence[Option]], many: bool = False) -> list[list[Option]]:
        """The options that fit: all above the slot's threshold, or the best of them."""
        flat = [{GROUP: option.features} for options in listed for option in options]
        if not flat:
            return [[] for _ in listed]
        chances = self._models[slot].scores(flat)["fits"][:, 1]
        threshold = self._facts["thresholds"][slot]
        chosen: list[list[Option]] = []
        at = 0
        for options in listed:
            own = chances[at : at + len(options)]
            at += len(options)
            order = np.argsort(-own, kind="stable")
            fitting = [options[number] for number in order if own[number] >= threshold]
            chosen.append(fitting if many else fitting[:1])
        return chosen

    def _assemble(
        self,
        decision: Decision,
        decided: Decided,
        scores: Mapping[str, Floats],
        chosen: _Chosen,
    ) -> Filled:
        money = chosen.sums[int(chosen.amounts[0].value)] if chosen.amounts else None
        spans = [("counterparts", option.span) for option in chosen.partners if option.span]
        spans += [("currency", option.span) for option in chosen.coins if option.span]
        spans += [("amount", option.span) for option in chosen.amounts if option.span]
        return Filled(
            decided=decided,
            modality=self._modality(decision, scores),
            attribution=chosen.attribution,
            counterparts=tuple(sorted({option.value for option in chosen.partners})),
            direction=self._direction(decision, decided, scores),
            currency=chosen.coins[0].value if chosen.coins else None,
            amount=money.value if money else None,
            unit=money.unit if money else None,
            confidence=decision.confidence,
            reasons=decision.reasons,
            spans=tuple(spans),
        )

    def _modality(self, decision: Decision, scores: Mapping[str, Floats]) -> str:
        lift = self._modalities[self._facts["acts"].index(decision.act)]
        return self._models["main"].classes("modality")[int((scores["modality"][decision.row] * lift).argmax())]

    def _direction(self, decision: Decision, decided: Decided, scores: Mapping[str, Floats]) -> str | None:
        """The direction that the words and the pair of issue and act make likeliest together, among those legal for the topic."""
        classes = self._models["main"].classes("direction")
        prior = self._directions[self._facts["issues"].index(decided.issue), self._facts["acts"].index(decided.act)]
        best = classes[int((scores["direction"][decision.row] * prior).argmax())]
        return None if best == NO_DIRECTION else best
