"""Who is speaking in each sentence of an article, as far as its surface tells.

Belongs here: the name beside a verb of saying, and its carrying on through pronouns and open quotations. Does not belong here: which
country a speaker speaks for.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.dating.calendar_words import words

_VERBS = (
    r"(?:said|says|told|added|adds|noted|announced|stated|warned|declared|reiterated|stressed|insisted|argued|claimed|explained|asked|urged|called|"
    r"replied|answered|wrote|tweeted|posted|expressed|pointed out|continued|remarked|commented|reported|unveiled|issued|released)"
)
_NAME = r"(?:[A-Z][\w'’-]+\.? )*(?P<{0}>[A-Z][\w'’-]+)"
_WHEN = r"(?: also| on \w+| (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| later| yesterday| today)*"
_NAME_VERB = re.compile(rf"\b{_NAME.format('first')}(?:,[^,]{{2,60}},)?{_WHEN},? {_VERBS}\b")
_VERB_NAME = re.compile(rf"\b(?:said|says|told|added|noted|according to)(?: the)? {_NAME.format('second')}")
_THINGS = r"(?:spokes\w+|official|officials|minister|ministry|statement|report|source|president|secretary|paper|document|communique)"
_PRONOUN = re.compile(rf"\b(?:he|she|they|it|the {_THINGS})\b(?: also| later| then| had)? {_VERBS}\b", re.IGNORECASE)
_OPEN = re.compile(r"^[\"“']")
_NO_NAMES = words(
    "The A An In On He She It They But And January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)


@lru_cache(maxsize=1024)
def speaker_of(sentence: str) -> str | None:
    """The last word of the name beside a verb of saying; None where none is named."""
    for pattern, group in ((_NAME_VERB, "first"), (_VERB_NAME, "second")):
        for match in pattern.finditer(sentence):
            if match[group] not in _NO_NAMES:
                return match[group].rstrip("’'s")
    opening = _SUBJECT.match(sentence)
    return opening["subject"].rstrip("’'s") if opening and opening["subject"] not in _NO_NAMES else None


_SUBJECT = re.compile(
    r"(?:[A-Z][\w'’-]+\.? )*(?P<subject>[A-Z][\w'’-]+) (?:also |later |then |has |had )?[a-z]+(?:ed|id|ld|de|ew|lls|ys|es)\b"
)
_DOCUMENTS = re.compile(
    r"\b(?:the|its|a|an|his|their|white|joint)\b[^.,;]{0,25}?\b(?P<noun>paper|statement|communique|ministry|report|document|letter|memo|memorandum|spokesperson|"
    r"spokesman|spokeswoman|editorial|commission|agency|office|department|bank|official|officials|minister|deal|agreement|pact|accord|"
    r"tariffs|announcement|decision|plan|move|order)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def topics_of(sentence: str) -> frozenset[str]:
    """Things a sentence names that can speak or be spoken of again: papers, offices, measures, and capitalised names."""
    named = {match["noun"].lower() for match in _DOCUMENTS.finditer(sentence)}
    return frozenset(named | {word for word in _CAPITALISED.findall(sentence) if word not in _NO_NAMES})


_CAPITALISED = re.compile(r"(?<=[a-z,] )[A-Z][\w-]{2,}")


@lru_cache(maxsize=1024)
def goes_on(sentence: str) -> bool:
    """Whether a sentence without a named speaker leaves the word with the one before: a pronoun says, or a quotation opens it."""
    return any(pattern.match(sentence) for pattern in (_OPEN, _OPENING_PRONOUN)) or _PRONOUN.search(sentence) is not None


_OPENING_PRONOUN = re.compile(
    r"(?:But |And |However, |Meanwhile, )?(?:He|She|They|It|His|Her|Its|The (?:spokes\w+|official|minister|ministry|statement|paper))\b"
)


def speakers_of(sentences: Sequence[str]) -> list[str | None]:
    """Who speaks in each sentence in order, carried on where a sentence leaves the word with the one before."""
    found: list[str | None] = []
    for sentence in sentences:
        named = speaker_of(sentence)
        found.append(named or (found[-1] if found and goes_on(sentence) else None))
    return found
