"""From what a model wrote to a claim that stands in the article, or the reasons why not.

Belongs here: holding each slot against the article and the codes. Days and offices come from our own grammar, not from the model; the
validators have the last word. Does not belong here: the form of answers (`answers`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.claims.candidates import Candidate
from pipelines.claims.compose import Composer, story_of
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.language_model.amounts import Told, find_told
from pipelines.claims.language_model.answers import RawClaim
from pipelines.claims.language_model.guide import CURRENT, TOLD, UNKNOWN
from pipelines.claims.language_model.locating import Located, locate_quote
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.money import find_sums
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.slots import Filled
from pipelines.claims.tokens import plain_typography
from pipelines.claims.validators import DIRECTIONS, Codes, faults_of
from pipelines.dating.claim import ClaimDate, day_of_news, day_told, day_unknown
from pipelines.dating.claim_options import Setting, Story
from pipelines.records import Attribution, Claim, Evidence, Modality

NAMED_BY_MODEL = "model"  # kind of a candidate that our own reading does not offer for the sentence
_MODALITIES = frozenset(str(one) for one in Modality)
_ATTRIBUTIONS = frozenset(str(one) for one in Attribution)


@dataclass(frozen=True, slots=True)
class Grounded:
    """A claim, or None; `faults` are names of broken rules: those that cost the claim, or emptied a slot of it."""

    claim: Claim | None
    faults: tuple[str, ...]


class Grounder:
    """Holds raw claims against readings."""

    def __init__(self, codes: Codes, currencies: CurrencyIndex, composer: Composer) -> None:
        """Take the legal codes, the names of currencies, and what writes claims."""
        self._codes = codes
        self._currencies = currencies
        self._composer = composer

    def ground(self, reading: Reading, raw: RawClaim, confidence: tuple[float, Sequence[str]]) -> Grounded:
        """One claim.

        Args:
            reading: The article.
            raw: What the model wrote.
            confidence: The claim's confidence, and the reasons that go with it.
        """
        wrong = list(self._wrong_codes(raw))
        located = locate_quote(raw.quote, raw.sentence, reading.sentences)
        if located is None:
            wrong.append("quote is not in the sentence")
        if located is None or wrong:
            return Grounded(None, tuple(wrong))
        whole, emptied = self._empty_unfounded(reading, raw, located)
        story = story_of(reading)
        day = _day(reading, story, raw, located)
        if day is None and raw.day == TOLD:
            emptied.append("no day stands where the model read one")
        filled = self._fill(reading, whole, located, (confidence[0], (*confidence[1], *(f"a slot was emptied: {one}" for one in emptied))))
        composed = self._composer.compose(reading, story, filled, (located.start, located.end), day)
        claim = self._name_speaker(reading, composed, raw.speaker)
        wrong = faults_of(claim, reading.article, [read.sentence for read in reading.sentences], self._codes)
        return Grounded(None if wrong else claim, (*wrong, *emptied))

    def _wrong_codes(self, raw: RawClaim) -> Iterator[str]:
        """Slots without which there is no claim."""
        if raw.actor not in self._codes.actors:
            yield "actor has no code"
        if raw.issue not in self._codes.topics:
            yield "issue is none of the guide's"
        if raw.act not in self._codes.scores:
            yield "act is none of the guide's"
        if raw.modality not in _MODALITIES:
            yield "modality is none of the guide's"
        if raw.attribution not in _ATTRIBUTIONS:
            yield "attribution is none of the guide's"

    def _empty_unfounded(self, reading: Reading, raw: RawClaim, located: Located) -> tuple[RawClaim, list[str]]:
        """The claim without the further slots that cannot be as written, and which those were."""
        topic = self._codes.topics[raw.issue]
        partners = tuple(sorted(set(raw.counterparts) & self._codes.actors - {raw.actor}))
        money = self._told(reading, reading.sentences[located.place], raw)
        checks: list[tuple[str, bool, Mapping[str, object]]] = [
            ("counterpart has no code or is the actor", len(partners) < len(raw.counterparts), {}),
            ("currency has no code or the issue is none of currency", not self._is_currency(raw.currency, topic), {"currency": None}),
            ("direction does not fit the topic", raw.direction not in (None, *DIRECTIONS[topic]), {"direction": None}),
            ("amount is not in the sentence", raw.amount is not None and money is None, {}),
        ]
        emptied = {name: value for _, is_wrong, values in checks if is_wrong for name, value in values.items()}
        sums = {"amount": money.value if money else None, "unit": money.unit if money else None}
        whole = replace(raw, counterparts=partners, **{**emptied, **sums})  # type: ignore[arg-type]
        return whole, [fault for fault, is_wrong, _ in checks if is_wrong]

    def _is_currency(self, currency: str | None, topic: str) -> bool:
        return currency is None or (currency in self._codes.currencies and topic == "currency")

    def _told(self, reading: Reading, read: ReadSentence, raw: RawClaim) -> Told | None:
        """The sum that the model meant, where the sentence tells it."""
        if raw.amount is None:
            return None
        hits = self._currencies.find(read.text, read.tokens, reading.day, reading.counts)
        return find_told(raw.amount, raw.unit, read.tokens, find_sums(read.tokens, hits), self._codes.currencies)

    def _fill(self, reading: Reading, raw: RawClaim, located: Located, confidence: tuple[float, tuple[str, ...]]) -> Filled:
        read = reading.sentences[located.place]
        found = next((one for one in read.candidates if one.actor == raw.actor), None)
        candidate = found or Candidate(raw.actor, NAMED_BY_MODEL, (), frozenset())
        return Filled(
            decided=Decided(located.place, candidate, raw.issue, self._codes.topics[raw.issue], raw.act),
            modality=raw.modality,
            attribution=raw.attribution,
            counterparts=raw.counterparts,
            direction=raw.direction,
            currency=raw.currency,
            amount=raw.amount,
            unit=raw.unit,
            confidence=confidence[0],
            reasons=confidence[1],
            spans=tuple(self._spans(reading, read, raw)),
        )

    def _spans(self, reading: Reading, read: ReadSentence, raw: RawClaim) -> Iterator[tuple[str, Span]]:
        """The words of the sentence that bear out the slots."""
        for code in raw.counterparts:
            yield from [("counterparts", (one.first, one.last)) for one in read.mentions if one.code == code][:1]
        hits = self._currencies.find(read.text, read.tokens, reading.day, reading.counts)
        yield from [("currency", (one.first, one.last)) for one in hits if one.code == raw.currency][:1]
        told = self._told(reading, read, raw)
        yield from [("amount", told.span)] if told else []

    def _name_speaker(self, reading: Reading, claim: Claim, speaker: str | None) -> Claim:
        """The speaker as the model copied it, where our own reading names none and the words stand in the sentence."""
        if speaker is None or claim.speaker:
            return claim
        sentence = reading.sentences[claim.sentence].sentence
        wanted = " ".join(plain_typography(speaker).split())
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", sentence.text)
        if found is None:
            return claim
        start, end = sentence.start + found.start(), sentence.start + found.end()
        return replace(claim, speaker=reading.article.text[start:end], evidence=(*claim.evidence, Evidence("speaker", start, end)))


def _day(reading: Reading, story: Story, raw: RawClaim, located: Located) -> ClaimDate | None:
    """The claim's day where the model says which words tell it, or that none do; None leaves it to our grammar alone."""
    if raw.day == CURRENT:
        return day_of_news(story)
    if raw.day == UNKNOWN:
        return day_unknown()
    if raw.day != TOLD or raw.when is None:
        return None
    words = locate_quote(raw.when, located.place if raw.when_sentence is None else raw.when_sentence, reading.sentences)
    return day_told(Setting(story, located.place, (located.start, located.end)), words.place, (words.start, words.end)) if words else None
