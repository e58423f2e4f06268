"""Wording that tells how a claim stands in time: verbs of saying, tenses, words of background, breaks between clauses.

Belongs here: patterns, and which of them a text holds, worked out once for the many claims and days that ask. Does not belong here: what
each counts.
"""

import re
from functools import lru_cache

from pipelines.dating.calendar_words import words

_SAYS = re.compile(  # this and others are looked for in lower case: to ignore case takes five times as long
    r"\b(?:said|says|saying|say|told|tells|added|adds|noted|announced|stated|warned|declared|reiterated|stressed|insisted|argued|"
    r"claimed|explained|according to|asked|urged|called|statement|briefing|conference|interview|speech|reporters|tweet\w*|posted|wrote|"
    r"reported|expressed|remarks?)\b"
)
_SAYS_NEAR = re.compile(_SAYS.pattern + r"[^,;:.]{0,45}$")
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|the (?:spokes\w+|official|minister|ministry|statement|report|source|president|secretary|paper))\b"
)
CLAUSE_BREAK = re.compile(
    r",? (?:which|who|whose|that|after|before|since|while|when|as|because|although|though|if|unless|following|and|but|with|where)\b"
    r"|[;:—–]|, "
)
SUBORDINATE = re.compile(
    r"\b(?:which|who|whose|where|after|before|since|when|as|following|amid|despite|because|due to|by|of|from|over|on|in|with)\b"
)
PREPOSITION = re.compile(r"(\w+)(?: the)? $")
PREPOSITIONS = words("on in since until by from after before for of than to through at over during last late early")
LEADS = words("after since as that with of on by from over which following before when if amid despite and but to about because for while")
LEAD = re.compile(r"(\w+)\W*$")
ATTRIBUTIVE = re.compile(r"(?:'s)? (?!(?:that|by|as|is|was|has|says)\b)[a-z]+(?:s|ment|tion|ing|al|line|ion|y)\b")
_SAME_DAY = re.compile(r"\bsame day\b")
_OPEN_QUOTE = re.compile(r"[\"“]")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
CONTENT = re.compile(r"[a-z]{4,}")
EMPTY = words("that this with from have been were will would said says they their there which about after before other than more also into")

PAST_VERB = (  # the form of a verb's simple past or participle, as far as its letters tell
    r"(?:(?!need|indeed|hundred|united|speed|exceed|proceed|succeed|agreed?ment)[a-z]{2,}ed|struck|won|made|took|taken|began|begun|set|put|cut"
    r"|gave|given|held|met|came|went|fell|rose|broke|broken|drew|drawn|brought|sought|built|left|lost|paid|sold|bought|withdrew|withdrawn"
    r"|became|shut|hit|wrote|written|sent|grew|grown|let|laid)"
)
_PARTICIPLE = r"(?:been |\w+(?:ed|en|t|de|id|wn|ut)\b)"
_TENSES = (
    ("past-perfect", re.compile(rf"\bhad (?:\w+ly |also |already |not |never )?{_PARTICIPLE}", re.IGNORECASE)),
    ("perfect", re.compile(rf"\b(?:has|have|'s|'ve) (?:\w+ly |also |already |not |never |long )?{_PARTICIPLE}", re.IGNORECASE)),
    (
        "future",
        re.compile(
            r"\b(?:will|would|shall|plans? to|to be|going to|may|might|could|should|is set to|are set to|due to|wants?)\b", re.IGNORECASE
        ),
    ),
    ("present", re.compile(r"\b(?:is|are|says?|wants?|believes?|remains?|continues?|hopes?|faces?|plans?|expects?|seeks?|needs?)\b")),
    (
        "past",
        re.compile(
            r"\b(?:\w{2,}ed|was|were|did|said|told|met|made|put|cut|took|began|gave|held|went|came|set|won|led|brought|sought|fell|rose)\b"
        ),
    ),
)
_KINDS = (
    (
        "background",
        re.compile(
            r"\b(?:previous(?:ly)?|earlier|once|already|past|recent(?:ly)?|former|formerly|initial(?:ly)?|original(?:ly)?|first|long|years?|"
            r"history|traditionally|during|under|term|administration|era|ago|so far|since|until)\b"
        ),
    ),
    ("now", re.compile(r"\b(?:now|today|currently|new|latest|this week|still)\b")),
)


@lru_cache(maxsize=2048)
def says(text: str) -> bool:
    """Whether anybody says anything."""
    return _SAYS.search(text.lower()) is not None


@lru_cache(maxsize=2048)
def says_beside(text: str, start: int, end: int) -> bool:
    """Whether a verb of saying stands shortly before or after some words of a text."""
    before, behind = text[max(0, start - 60) : start].lower(), text[end : end + 30].lower()
    return _SAYS_NEAR.search(before) is not None or _SAYS.search(behind) is not None


@lru_cache(maxsize=2048)
def has_pronoun(text: str) -> bool:
    """Whether a person or body is spoken of without its name."""
    return _PRONOUN.search(text.lower()) is not None


def speaks_on(sentence: str) -> bool:
    """Whether a sentence goes on with what somebody was saying: a quotation, or a pronoun that says."""
    return _OPEN_QUOTE.match(sentence) is not None or (has_pronoun(sentence) and says(sentence))


@lru_cache(maxsize=2048)
def is_of_same_day(sentence: str) -> bool:
    """Whether it says that something was the same day."""
    return _SAME_DAY.search(sentence.lower()) is not None


@lru_cache(maxsize=2048)
def tenses_of(text: str) -> tuple[str, ...]:
    """The tenses of its verbs, as far as their forms tell."""
    return tuple(name for name, pattern in _TENSES if pattern.search(text))


@lru_cache(maxsize=2048)
def kinds_of(text: str) -> tuple[str, ...]:
    """Whether it is of the background, of now, or both."""
    return tuple(name for name, pattern in _KINDS if pattern.search(text.lower()))


@lru_cache(maxsize=2048)
def names_in(text: str) -> frozenset[str]:
    """Its capitalised words."""
    return frozenset(_CAPITALISED.findall(text))
