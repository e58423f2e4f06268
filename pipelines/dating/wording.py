"""Words around a visible date that say what it dates.

Belongs here: what labels a date as published, as changed, or as another thing's, and how long a byline can be. Does not belong here:
where the date stands.
"""

import re

from pipelines.dating.stamps import Stamp

LONGEST_BYLINE = 160  # code points

PUBLISHED_WORDS = re.compile(
    r"\b(?:publi\w*|posted|first published|date|issued|released|written|filed|erstellt|veröffentlicht|erschienen|vom|publié|publicado)\b",
    re.IGNORECASE,
)
MODIFIED_WORDS = re.compile(
    r"\b(?:updated|modified|last (?:changed|edited|update)|aktualisiert|mis à jour|actualizado|corrected)\b", re.IGNORECASE
)
WIRE_NOTES = re.compile(
    r"\b(?:(?:re)?corrects?|corrected|corrections?|updat(?:es?|ed|ing)|refil(?:es?|ed|ing)|recasts?|repeats?|repeated|adds|amend(?:s|ed)|"
    r"clarif(?:ies|ied|ication)|revis(?:es|ed)|delet(?:es|ed)|withdr(?:aws|awn)|kill(?:s|ed)|editor'?s?|eds|urgent|embargoed)\b",
    re.IGNORECASE,
)
FURNITURE_WORDS = re.compile(
    r"copyright|©|\(c\)|all rights reserved|comments?\b|\bexpires?\b|retrieved|accessed|founded|since", re.IGNORECASE
)
DATE_NAMES = re.compile(r"date|publi|byline|meta|posted|time|entry-|pubdate|author|dateline|credit|info|head", re.IGNORECASE)
OWN_NAMES = re.compile(r"publi[cs]|pubdate|posted|entry-date|post-?date|artikeldatum|date-?(?:line|stamp)|erschienen", re.IGNORECASE)
MODIFIED_NAMES = re.compile(r"modif|updated?\b|aktualisiert|mis à jour", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_BYLINE_WORDS = 14


def is_alone(text: str, stamp: Stamp) -> bool:
    """Whether a line holds hardly more than the date."""
    return len(text.strip()) - len(stamp.text) <= _MOST_BESIDE


_MOST_BESIDE = 12  # code points: a weekday, "Uhr", a bar


def is_sentence(text: str, stamp: Stamp) -> bool:
    """Whether a date is part of running prose rather than a line of its own."""
    rest = f"{text[: stamp.start]} {text[stamp.end :]}"
    return len(_WORD.findall(rest)) > _MOST_BYLINE_WORDS
