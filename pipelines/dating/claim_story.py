"""What the story around a claim tells of its day: which days are told, by whom, and the dateline's day.

Belongs here: facts about a claim's story, computed once and asked by many cues. Does not belong here: who speaks (`claim_voices`), cues.
"""

from collections import Counter
from datetime import date
from functools import lru_cache

from pipelines.dating.calendar_words import Granularity
from pipelines.dating.claim_options import Option, Setting, Story, usable
from pipelines.dating.claim_words import CONTENT, EMPTY
from pipelines.dating.dateline import DATELINE
from pipelines.dating.expressions import find_expressions
from pipelines.dating.speakers import speakers_of

_STEM = 6  # letters of a word that stand for it
_LEDE = 3  # sentences that tell the day of a story's news


@lru_cache(maxsize=4)
def names_of(story: Story) -> tuple[str | None, ...]:
    """The name of who speaks in each sentence."""
    return tuple(speakers_of(story.sentences))


def own_name(setting: Setting) -> str | None:
    """The name of who speaks in the claim's sentence."""
    return names_of(setting.story)[setting.place]


def voice_of(option: Option, setting: Setting) -> str:
    """Whether the sentence of an option and the claim's own are one person's words."""
    mine, theirs = own_name(setting), names_of(setting.story)[option.place(setting)]
    if mine is None:
        return "none" if theirs is None else "mine-none"
    return "theirs-none" if theirs is None else "same" if mine == theirs else "other"


@lru_cache(maxsize=4)
def days_told(story: Story) -> Counter[date | None]:
    """How often each day is told in the story."""
    return Counter(made.on for text in story.sentences for made in usable(text, story.anchor))


@lru_cache(maxsize=16)
def days_of_name(story: Story, name: str | None) -> frozenset[date | None]:
    """Days told in sentences of a speaker, or in those that name him; none where nobody speaks."""
    if name is None:
        return frozenset()
    told = (text for text, speaker in zip(story.sentences, names_of(story), strict=True) if speaker == name or name in text)
    return frozenset(made.on for text in told for made in usable(text, story.anchor))


@lru_cache(maxsize=4)
def days_of_news(story: Story) -> frozenset[date | None]:
    """The days that the first sentences tell."""
    told = (made for text in story.sentences[:_LEDE] for made in usable(text, story.anchor))
    return frozenset(made.on for made in told if made.granularity is Granularity.DAY)


@lru_cache(maxsize=4)
def dateline_day(story: Story) -> date | None:
    """The day in the article's dateline, by the anchor's year."""
    for text in story.sentences[:_LEDE]:
        match = DATELINE.match(text)
        if match and story.anchor:
            return next((made.on for made in find_expressions(text[: match.end()], story.anchor) if made.on), None)
    return None


@lru_cache(maxsize=512)
def content_of(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(word[:_STEM] for word in CONTENT.findall(text.lower()) if word not in EMPTY)
