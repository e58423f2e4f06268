"""Whose words each sentence of a story is: a name, and the country that the named speak for.

Belongs here: verbs of saying with who stands beside them, pronouns and quotations that carry a voice on. Does not belong here: names alone
(`speakers`), cues.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.dating.claim_options import Named, Story
from pipelines.dating.speakers import goes_on, speaker_of

SAYING = re.compile(
    r"\b(?:said|says|saying|told|tells|added|adds|noted|announced|stated|warned|declared|reiterated|stressed|insisted|argued|claimed|"
    r"explained|asked|urged|called|wrote|posted|reported|expressed|pointed out|continued|remarked|commented|vowed|pledged|threatened|"
    r"criticized|criticised|accused|denied|rejected|welcomed|emphasized|underlined|concluded|according to)\b"
)
_OFFICE = (
    r"(?:spokes\w+|officials?|minister|ministry|statement|report|sources?|president|secretary|paper|document|communique|diplomat|"
    r"ambassador|governor|premier|leader|chairman|commissioner|commentary|editorial|bank)"
)
_PRONOUN_BEFORE = re.compile(rf"\b(?:he|she|they|it|the {_OFFICE})\b(?: \w+){{0,2}} $", re.IGNORECASE)
_PRONOUN_SAYS = re.compile(
    rf"\b(?:he|she|they|it|who|the {_OFFICE})(?: \w+ly| also| then| later| had| has)? {SAYING.pattern}", re.IGNORECASE
)
OPENING = re.compile(r"[\"“”']")
_MARK = re.compile(r"[\"“”]")
_NAMED_AFTER = ("said", "says", "according to", "told", "added", "noted")
_REACH_BACK, _REACH_AHEAD = 80, 40  # code points between a verb of saying and who says
_PRONOUN_REACH = 40


class Voice(NamedTuple):
    """Who speaks: the last word of a name where one is known, and a code where one is known."""

    name: str | None
    code: str | None


@lru_cache(maxsize=4)
def sayers_of(story: Story) -> tuple[str | None, ...]:
    """The code that is named next to a sentence's first verb of saying, carried on by pronouns and quotations."""
    found: list[str | None] = []
    for text, named in zip(story.sentences, story.named, strict=False):
        code, carries = _sayer(text, named)
        found.append(found[-1] if code is None and carries and found else code)
    return (*found, *[None] * (len(story.sentences) - len(found)))


def _sayer(text: str, named: Sequence[Named]) -> tuple[str | None, bool]:
    """The code beside the verb of saying, and whether the sentence leaves the word with the one before."""
    verb = SAYING.search(text)
    if verb is None:
        return None, OPENING.match(text) is not None
    if _PRONOUN_BEFORE.search(text[max(0, verb.start() - _PRONOUN_REACH) : verb.start()]):
        return None, True
    before = [one.code for one in named if one.end <= verb.start() and verb.start() - one.start < _REACH_BACK]
    if before and verb.group() != "according to":
        return before[-1], False
    after = [one.code for one in named if one.start >= verb.end() and one.start - verb.end() < _REACH_AHEAD]
    return (after[0] if after and verb.group() in _NAMED_AFTER else None), False


@lru_cache(maxsize=4)
def quoted_through(sentences: tuple[str, ...]) -> tuple[tuple[bool, bool], ...]:
    """For each sentence whether a quotation is open where it begins, and where it ends."""
    found, is_open = [], False
    for text in sentences:
        was_open = is_open
        for mark in _MARK.finditer(text):
            is_open = _opens(mark, text, is_open)
        found.append((was_open, is_open))
    return tuple(found)


def _opens(mark: re.Match[str], text: str, is_open: bool) -> bool:
    if mark.group() != '"':
        return mark.group() == "“"
    left, right = text[: mark.start()][-1:] or " ", text[mark.end() : mark.end() + 1] or " "
    if left == right == " ":
        return not is_open
    return left in " ([" and not right.isspace()


@lru_cache(maxsize=4)
def voices_of(story: Story) -> tuple[Voice | None, ...]:
    """Who speaks in each sentence; None where nobody does."""
    through, sayers = quoted_through(story.sentences), sayers_of(story)
    named = (*story.named, *[()] * (len(story.sentences) - len(story.named)))
    known: dict[str, str] = {}
    voices: list[Voice | None] = []
    for number, text in enumerate(story.sentences):
        says = SAYING.search(text) is not None
        is_pronoun = _PRONOUN_SAYS.search(text) is not None
        name = speaker_of(text) if says and not is_pronoun else None
        if name:
            voices.append(Voice(name, _code_of(name, text, named[number], known)))
        elif says and sayers[number] and not is_pronoun:
            voices.append(Voice(None, sayers[number]))
        elif is_pronoun or through[number][0] or OPENING.match(text) or goes_on(text):
            voices.append(voices[-1] if voices else None)
        else:
            voices.append(None)
    return _filled_back(story.sentences, voices, through)


def _code_of(name: str, text: str, named: Sequence[Named], known: "dict[str, str]") -> str | None:
    """The code that a name was first seen beside."""
    if name not in known and named:
        at = text.find(name)
        known[name] = min(named, key=lambda one: min(abs(one.start - at), abs(one.end - at))).code
    return known.get(name)


def _filled_back(
    sentences: Sequence[str], voices: Sequence[Voice | None], through: Sequence[tuple[bool, bool]]
) -> tuple[Voice | None, ...]:
    """A quotation that runs on belongs to who is named at its end."""
    found = list(voices)
    for number in range(len(sentences) - 2, -1, -1):
        if through[number][1] and not SAYING.search(sentences[number]) and found[number + 1] is not None:
            found[number] = found[number + 1]
    return tuple(found)


def side_of(code: str | None, actor: str) -> str:
    """Whether a code is nobody's, the actor's or another's."""
    return "nobody" if code is None else "actor" if code == actor else "other"


def voice_side(voice: Voice | None, actor: str) -> str:
    """Whether a voice is nobody's, of no known country, the actor's or another's."""
    if voice is None:
        return "nobody"
    return "unknown" if voice.code is None else side_of(voice.code, actor)
