"""Finished claims from filled slots: quote, day, speaker, evidence.

Belongs here: what is written down once everything is decided. Does not belong here: any decision of the model.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from pipelines.claims.deed_words import Deed, find_deeds
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.mentions import Mention
from pipelines.claims.options import Decided
from pipelines.claims.quotes import find_quote, skip_place
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.slots import Filled
from pipelines.claims.speakers import Speaker, find_speaker
from pipelines.claims.validators import Codes
from pipelines.dating.claim import ClaimDate, date_claim
from pipelines.dating.claim_deeds import is_done
from pipelines.dating.claim_options import Facts, Named, Setting, Story
from pipelines.dating.offices import Offices
from pipelines.dating.past_heads import PastHeads, Time, joined
from pipelines.records import Attribution, Claim, DateBasis, Evidence, Modality


class Composer:
    """Writes claims; holds the register of offices and the codes."""

    def __init__(self, offices: Offices, codes: Codes, extractor: str) -> None:
        """Take what claims are written with; `extractor` is the name and version they carry."""
        self._offices = offices
        self._past = PastHeads.of(offices.terms)
        self._codes = codes
        self._extractor = extractor

    def compose(
        self, reading: Reading, story: Story, filled: Filled, quote: tuple[int, int] | None = None, on: ClaimDate | None = None
    ) -> Claim:
        """One claim.

        Args:
            reading: The article.
            story: `story_of` the reading; made once for all claims of it, for its dating is worked out once for each story.
            filled: What was decided.
            quote: First character in the sentence and one past the last, where an extractor chose them itself.
            on: Its day, where an extractor read from the article which words tell it.
        """
        decided = filled.decided
        read = reading.sentences[decided.place]
        start, end = quote or find_quote(read, filled)
        facts = Facts(decided.candidate.actor, decided.act, filled.modality, filled.attribution)
        on = on or date_claim(self._setting(read, story, (start, end), decided, facts))
        speaker = find_speaker(reading, read, decided.candidate.mentions, self._offices, on.on)
        at = read.sentence.start
        return Claim(
            claim_id=_claim_id(reading.article.article_id, (at + start, at + end), decided.candidate.actor, decided.issue, decided.act),
            article_id=reading.article.article_id,
            sentence=decided.place,
            quote=reading.article.text[at + start : at + end],
            quote_start=at + start,
            quote_end=at + end,
            actor=decided.candidate.actor,
            speaker=reading.article.text[at + speaker.start : at + speaker.end] if speaker else None,
            counterparts=filled.counterparts,
            issue=decided.issue,
            topic=decided.topic,
            act=decided.act,
            score=self._codes.scores[decided.act],
            modality=Modality(filled.modality),
            attribution=Attribution(filled.attribution),
            currency=filled.currency,
            direction=filled.direction,
            amount=filled.amount,
            unit=filled.unit,
            claimed_on=on.on,
            date_basis=on.basis,
            time_expression=on.expression,
            evidence=tuple(_evidence(reading, filled, (start, end), on, speaker)),
            confidence=filled.confidence,
            reasons=tuple(_reasons(filled, on)),
            is_anachronism=speaker.is_anachronism if speaker else False,
            office_note=speaker.note if speaker else None,
            known_on=reading.article.known_on,
            extractor=self._extractor,
        )

    def _setting(self, read: ReadSentence, story: Story, quote: tuple[int, int], decided: Decided, facts: Facts) -> Setting:
        """A claim as its dating sees it, with the words of its act."""
        deeds = find_deeds(read, decided.candidate, facts.act)
        return Setting(story, decided.place, quote, facts, tuple(deed.verb for deed in deeds), self._time_of(deeds, facts, story.anchor))

    def _time_of(self, deeds: Sequence[Deed], facts: Facts, day: date | None) -> Time | None:
        """First and last day in office of the past government that does it, where no other does it too."""
        if day is None:
            return None
        times = [self._past.time_of(deed.doer, facts.actor, day, is_done(facts)) for deed in deeds]
        known = [time for time in times if time]
        return joined(known) if known and len(known) == len(times) else None


def story_of(reading: Reading) -> Story:
    """A reading as the dating of its claims sees it."""
    named = (tuple(Named(one.start, one.end, one.code) for one in read.mentions) for read in reading.sentences)
    paragraphs = tuple(read.sentence.paragraph for read in reading.sentences)
    return Story(tuple(read.text for read in reading.sentences), reading.day, tuple(named), paragraphs)


def _claim_id(article_id: str, quote: tuple[int, int], actor: str, issue: str, act: str) -> str:
    """Issue is in it too: one actor may hold two positions with one act in one quote."""
    key = "\x1f".join((article_id, str(quote[0]), str(quote[1]), actor, issue, act))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _evidence(reading: Reading, filled: Filled, quote: tuple[int, int], on: ClaimDate, speaker: Speaker | None) -> Iterator[Evidence]:
    """The words behind actor, speaker, attribution, issue, act, the chosen options and the day, in the article's offsets.

    `quote` counts the sentence's characters.
    """
    read = reading.sentences[filled.decided.place]
    at = read.sentence.start
    named = _naming(read, filled.decided.candidate.mentions, quote)
    if named:
        yield Evidence("actor", at + named.start, at + named.end)
    if speaker:
        yield Evidence("speaker", at + speaker.start, at + speaker.end)
    if filled.source:
        yield Evidence("attribution", *filled.source)
    for slot, span in (*_issue_words(read, filled), *_act_words(read, filled), *filled.spans):
        yield Evidence(slot, at + read.tokens.starts[span[0]], at + read.tokens.ends[span[1] - 1])
    if on.start is not None and on.end is not None:
        yield Evidence("claimed_on", at + on.start, at + on.end)
    elif on.told_start is not None and on.told_end is not None:
        told = reading.sentences[filled.decided.place + on.gap].sentence.start
        yield Evidence("claimed_on", told + on.told_start, told + on.told_end)


def _naming(read: ReadSentence, mentions: Sequence[Mention], quote: tuple[int, int]) -> Mention | None:
    """The first of the actor's mentions in the quote, else in the sentence, and the place of a dateline only where it stands alone."""
    told = skip_place(read)
    return min(mentions, key=lambda one: (not (quote[0] <= one.start and one.end <= quote[1]), one.start < told), default=None)


def _issue_words(read: ReadSentence, filled: Filled) -> list[tuple[str, Span]]:
    return [("issue", (hit.start, hit.end)) for hit in read.matches.topics if hit.row.issue == filled.decided.issue][:1]


def _act_words(read: ReadSentence, filled: Filled) -> list[tuple[str, Span]]:
    frames = [("act", (hit.start, hit.end)) for hit in read.matches.frames if hit.act == filled.decided.act]
    nouns = [("act", (hit.start, hit.end)) for hit in read.matches.nouns if hit.act == filled.decided.act]
    return (frames + nouns)[:1]


def _reasons(filled: Filled, on: ClaimDate) -> Iterator[str]:
    yield from filled.reasons
    if not filled.decided.candidate.mentions:
        yield f"the sentence does not name the actor ({filled.decided.candidate.kind})"
    if on.basis is DateBasis.NONE:
        yield "nothing in the text dates it"
