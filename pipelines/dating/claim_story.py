"""What the story around a claim tells of its day: whose words each sentence is, which days are told, the dateline's day.

Belongs here: facts about a claim's setting, computed once and asked by many cues. Does not belong here: cues.
"""

from collections import Counter
from datetime import date
from functools import lru_cache

from pipelines.dating.claim_options import MOST_AHEAD, Option, Setting, Source, usable
from pipelines.dating.claim_words import CONTENT, EMPTY
from pipelines.dating.dateline import DATELINE
from pipelines.dating.expressions import find_expressions
from pipelines.dating.speakers import speakers_of

_STEM = 6  # letters of a word that stand for it


@lru_cache(maxsize=8)
def sentences_of(setting: Setting) -> tuple[str, ...]:
    """The story around a claim, its own sentence included."""
    return (*setting.before, setting.sentence, *setting.after[:MOST_AHEAD])


@lru_cache(maxsize=8)
def voices_of(sentences: tuple[str, ...]) -> tuple[str | None, ...]:
    """Who speaks in each sentence."""
    return tuple(speakers_of(sentences))


def own_voice(setting: Setting) -> str | None:
    """Who speaks in the claim's sentence."""
    return voices_of(sentences_of(setting))[len(setting.before)]


def voice_of(option: Option, setting: Setting) -> str:
    """Whether the sentence of an option and the claim's own are one person's words."""
    here = len(setting.before)
    place = here + (option.gap if option.source is Source.AFTER else -option.gap)
    mine, theirs = own_voice(setting), voices_of(sentences_of(setting))[place]
    if mine is None:
        return "none" if theirs is None else "mine-none"
    return "theirs-none" if theirs is None else "same" if mine == theirs else "other"


@lru_cache(maxsize=8)
def days_told(setting: Setting) -> Counter[date | None]:
    """How often each day is told in the story."""
    return Counter(made.on for text in sentences_of(setting) for made in usable(text, setting.anchor))


@lru_cache(maxsize=8)
def voiced_days(setting: Setting) -> frozenset[date | None]:
    """Days told in sentences of the claim's own speaker, or in those that name him."""
    mine = own_voice(setting)
    if mine is None:
        return frozenset()
    sentences = sentences_of(setting)
    told = (text for text, voice in zip(sentences, voices_of(sentences), strict=True) if voice == mine or mine in text)
    return frozenset(made.on for text in told for made in usable(text, setting.anchor))


@lru_cache(maxsize=8)
def dateline_day(setting: Setting) -> date | None:
    """The day in the article's dateline, by the anchor's year."""
    for text in (*setting.before[:2], setting.sentence):
        match = DATELINE.match(text)
        if match and setting.anchor:
            return next((made.on for made in find_expressions(text[: match.end()], setting.anchor) if made.on), None)
    return None


@lru_cache(maxsize=512)
def content_of(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(word[:_STEM] for word in CONTENT.findall(text.lower()) if word not in EMPTY)
