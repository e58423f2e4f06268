"""The slots that follow once a claim is decided: modality, attribution, counterparts, direction, currency, amount.

Belongs here: filling slots for a batch of decisions from the models' scores. Does not belong here: what describes an option
(`options`), dates and quotes (`compose`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.claims import attribution
from pipelines.claims.attribution import attribution_table, third_party_scores
from pipelines.claims.counterparts import list_counterparts
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.deals import aim_of, bought_in, defended, is_deal, named_in, possessed, traded_way
from pipelines.claims.decide import Decision
from pipelines.claims.direction import (
    REFUSAL,
    REQUEST,
    TALKS,
    asked_way,
    expected_shares,
    named_way,
    possible_ways,
    refused_way,
    talked_way,
)
from pipelines.claims.enumerations import complete
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.members import Members
from pipelines.claims.modality import settle_modality
from pipelines.claims.model import Bundle, Floats
from pipelines.claims.money import Sum
from pipelines.claims.options import GROUP, Decided, Option, find_amounts, list_currencies, list_sums
from pipelines.claims.reading import Reading
from pipelines.claims.rows import Row
from pipelines.claims.settled import settled_word
from pipelines.claims.standpoints import find_standpoints
from pipelines.claims.trees import Forest
from pipelines.claims.ways import Ways
from pipelines.records import Attribution, Modality

NO_DIRECTION = "none"
PUBLIC = frozenset(("agree", "concede", "restrict"))  # acts that, done, are there for everybody to see, whoever mentions them
LIKELIER = 0.5  # chance from which a third party's is what speaks for the actor's own: a public act, or its official beside others
_CLOSE_SOURCE = 0.5  # of the threshold; a chance of a third party that close to it is named as a reason for doubt


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
    source: tuple[int, int] | None = None  # characters of the article that say whose word it is


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose word a claim is, the characters of the article that say so, and what makes it doubtful."""

    attribution: Attribution
    words: tuple[int, int] | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen for one decision: counterparts, currency, amount and the sentence's sums, whose word it is, direction, modality."""

    partners: Sequence[Option]
    coins: Sequence[Option]
    amounts: Sequence[Option]
    sums: Sequence[Sum]
    source: _Source
    direction: tuple[str | None, Span | None]  # and the words that tell it
    modality: str


class SlotFiller:
    """Fills slots; holds the models and what they were fitted to."""

    def __init__(
        self, bundle: Bundle, topics: Mapping[str, str], currencies: CurrencyIndex, ways: Ways, members: Members | None = None
    ) -> None:
        """Take the models; `topics` gives the topic of each issue, `ways` the phrases that tell where a currency should go."""
        self._models = bundle.models
        self._facts = bundle.facts
        self._directions = bundle.tables["direction"]
        self._modalities = bundle.tables["modality"]
        self._sources = Forest.of(bundle.tables, attribution.TABLE)
        self._topics = topics
        self._currencies = currencies
        self._ways = ways
        self._members = members or Members()

    def fill(self, rows: Sequence[Row], decisions: Sequence[Decision], scores: Mapping[str, Floats]) -> list[Filled]:
        """Slots of every decision, in order."""
        decided = [Decided(rows[one.row].place, rows[one.row].candidate, one.issue, self._topics[one.issue], one.act) for one in decisions]
        readings = [rows[one.row].reading for one in decisions]
        offered = [list_counterparts(reading, one) for reading, one in zip(readings, decided, strict=True)]
        partners = [
            complete(reading.sentences[one.place], one, chosen, others)
            for reading, one, chosen, others in zip(readings, decided, self._best("counterparts", offered, many=True), offered, strict=True)
        ]
        coins = self._best(
            "currency",
            [
                list_currencies(reading, one, self._currencies) if one.topic == "currency" else []
                for reading, one in zip(readings, decided, strict=True)
            ],
        )
        coins = self._settle_coins(readings, decided, coins)
        sums = [find_amounts(reading, one, self._currencies) for reading, one in zip(readings, decided, strict=True)]
        amounts = self._best(
            "amount", [list_sums(reading, one, found) for reading, one, found in zip(readings, decided, sums, strict=True)]
        )
        places = [one.row for one in decisions]
        modalities = [
            settle_modality(reading.sentences[one.place], one, self._modality(decision, scores), reading.day)
            for reading, one, decision in zip(readings, decided, decisions, strict=True)
        ]
        sources = self._find_sources(readings, list(zip(decided, modalities, strict=True)), scores, places)
        likely = self._find_directions({name: found[places] for name, found in scores.items()}, decided)
        ways = [self._told_way(reading, one, coin) for reading, one, coin in zip(readings, decided, coins, strict=True)]
        directions = [
            told or (aim_of(one, coin[0].value if coin else None, found), None)
            for told, found, one, coin in zip(ways, likely, decided, coins, strict=True)
        ]
        return [
            _assemble(
                decision,
                decided[at],
                _Chosen(partners[at], coins[at], amounts[at], sums[at], sources[at], directions[at], modalities[at]),
            )
            for at, decision in enumerate(decisions)
        ]

    def _find_sources(
        self, readings: Sequence[Reading], told: Sequence[tuple[Decided, str]], scores: Mapping[str, Floats], places: Sequence[int]
    ) -> list[_Source]:
        """Whose word each claim, told with its modality, is; `places` are the rows of the scores that they were decided from."""
        if not told:
            return []
        standpoints = find_standpoints(readings, [one for one, _ in told])
        third = third_party_scores(scores["attribution"][places], self._models["main"].classes("attribution"))
        chances = self._sources.chances(attribution_table(standpoints, third, scores["modality"][places]))
        usual = self._facts["thresholds"]["third_party"]
        thresholds = [
            max(usual, LIKELIER) if one.is_likely_own or is_public(*how) else usual for one, how in zip(standpoints, told, strict=True)
        ]
        settled = [settled_word(one, modality, self._members) for one, (_, modality) in zip(standpoints, told, strict=True)]
        return [
            _source(chance if word is None else float(word is Attribution.THIRD_PARTY), least, one.evidence)
            for chance, word, one, least in zip(chances, settled, standpoints, thresholds, strict=True)
        ]

    def _told_way(self, reading: Reading, decided: Decided, coins: Sequence[Option]) -> tuple[str, Span | None] | None:
        """The direction that a refusal or talks over trade, a phrase about a currency, or a deal in it tells, and the words of a phrase."""
        read = reading.sentences[decided.place]
        if decided.topic == "trade":
            tell = {REFUSAL: refused_way, TALKS: talked_way, REQUEST: asked_way}.get(decided.act)
            way = tell(read.matches) if tell else None
            if way is None and decided.act in (REFUSAL, REQUEST):
                way = named_way(read, decided.act)
            return (way, None) if way else None
        named, currency = named_in(read, reading, self._currencies), coins[0].value if coins else None
        told = self._ways.told(read, decided, named, currency)
        if told is None and currency is not None and is_deal(decided):
            way = traded_way(read, decided.candidate, named, currency)
            return (way, None) if way else None
        return told

    def _settle_coins(self, readings: Sequence[Reading], decided: Sequence[Decided], coins: Sequence[list[Option]]) -> list[list[Option]]:
        """The currency of each claim, told or not: "its currency", of a deal its seller's own or what the article tells to be bought."""
        bought: dict[int, str | None] = {}  # by article, since that is read whole for it
        named = list(coins)
        for at, (reading, one) in enumerate(zip(readings, decided, strict=True)):
            read = reading.sentences[one.place]
            own = possessed(read, reading, one, self._currencies) if one.topic == "currency" else None
            if is_deal(one):
                own = own or defended(read, reading, one, self._currencies)
            if own:
                named[at] = [Option(own, (), None)]
            elif is_deal(one) and not named_in(read, reading, self._currencies):
                if id(reading) not in bought:
                    bought[id(reading)] = bought_in(reading, self._currencies)
                code = bought[id(reading)]
                named[at] = [Option(code, (), None)] if code else named[at]
        return named

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

    def _modality(self, decision: Decision, scores: Mapping[str, Floats]) -> str:
        lift = self._modalities[self._facts["acts"].index(decision.act)]
        return self._models["main"].classes("modality")[int((scores["modality"][decision.row] * lift).argmax())]

    def _find_directions(self, scores: Mapping[str, Floats], decided: Sequence[Decided]) -> list[str | None]:
        """What the words and all likely pairs of issue and act together make likeliest, one for each row of the decisions' scores.

        All pairs, for the decided one is often the wrong one of two that want different directions; but none that is none of its own.
        """
        classes, issues, acts = self._models["main"].classes("direction"), self._facts["issues"], self._facts["acts"]
        ways = possible_ways(self._directions, [issues.index(one.issue) for one in decided], [acts.index(one.act) for one in decided])
        best = (scores["direction"] * expected_shares(self._directions, scores) * ways).argmax(axis=1)
        return [None if classes[at] == NO_DIRECTION else classes[at] for at in best]


def is_public(decided: Decided, modality: str) -> bool:
    """Whether a claim is of an act that was done in public: it stays the actor's own where others mention it (claim guide)."""
    return decided.act in PUBLIC and modality == Modality.ASSERTED


def _assemble(decision: Decision, decided: Decided, chosen: _Chosen) -> Filled:
    money = chosen.sums[int(chosen.amounts[0].value)] if chosen.amounts else None
    spans = [("counterparts", option.span) for option in chosen.partners if option.span]
    spans += [("currency", option.span) for option in chosen.coins if option.span]
    spans += [("amount", option.span) for option in chosen.amounts if option.span]
    direction, words = chosen.direction
    spans += [("direction", words)] if words else []
    return Filled(
        decided=decided,
        modality=chosen.modality,
        attribution=chosen.source.attribution,
        counterparts=tuple(sorted({option.value for option in chosen.partners})),
        direction=direction,
        currency=chosen.coins[0].value if chosen.coins else None,
        amount=money.value if money else None,
        unit=money.unit if money else None,
        confidence=decision.confidence,
        reasons=(*decision.reasons, *chosen.source.doubts),
        spans=tuple(spans),
        source=chosen.source.words,
    )


def _source(chance: float, threshold: float, words: tuple[int, int] | None) -> _Source:
    """From the chance that it is a third party's; close to the threshold it is doubtful."""
    attribution = Attribution.THIRD_PARTY if chance >= threshold else Attribution.OWN
    is_close = abs(chance - threshold) < _CLOSE_SOURCE * threshold
    return _Source(attribution, words, ("it is unsure whether it is the actor's own word or a third party's",) if is_close else ())
