"""Who speaks for the actor in a sentence, as the sentence names them, and whether they held that office.

Belongs here: the speaker slot and the office note. Does not belong here: the register (`dating.offices`).
"""

import re
from dataclasses import dataclass
from datetime import date

from pipelines.claims.mentions import Mention
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.dating.office_notes import possible_days
from pipelines.dating.offices import Offices

_TITLE_REACH = 6  # words before a name that may be its title
_TITLE_JOINTS = frozenset(("of", "for", "and", "the", "'s", "-", "&"))
_APPOSITION = re.compile(r",\s*((?:the |a |its )?[\w.'’ -]{3,60}?)\s*,")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person or institution as named; characters start to end of the sentence."""

    text: str
    start: int
    end: int
    note: str | None
    is_anachronism: bool


def find_speaker(reading: Reading, read: ReadSentence, mentions: tuple[Mention, ...], offices: Offices, day: date | None) -> Speaker | None:
    """The first person, else the first institution, among the actor's mentions; `day` is the claim's, on which a title must be right."""
    person = next((mention for mention in mentions if mention.is_person), None)
    if person is None:
        body = next((mention for mention in mentions if mention.kind in ("institution", "building")), None)
        return Speaker(read.text[body.start : body.end], body.start, body.end, None, False) if body else None
    first = _title_start(read, person)
    start = read.tokens.starts[first]
    title = read.text[start : person.start].strip()
    behind = _APPOSITION.match(read.text, person.end)
    if not title and behind:
        title = behind.group(1)
    name = read.text[person.start : person.end]
    article = reading.article
    days = possible_days(article.published_on, article.date_rivals, article.landed_on)
    note = offices.check_title(name, title, person.code, day or article.published_on, days) if title else None
    bounds = None
    if article.published_on is None and note is None:
        bounds = offices.bounds((name, term.office, term.country) for term in offices.terms_of(name))
    text = note.text if note else bounds
    return Speaker(read.text[start : person.end], start, person.end, text, note is not None and note.is_anachronism)


def _title_start(read: ReadSentence, person: Mention) -> int:
    """The first word of the capitalised title before a name."""
    at = person.first
    lowest = max(0, person.first - _TITLE_REACH)
    while at > lowest:
        word = read.tokens.words[at - 1]
        is_joint = read.tokens.lows[at - 1] in _TITLE_JOINTS and at - 1 > lowest and read.tokens.words[at - 2][0].isupper()
        if not (word[0].isupper() or is_joint):
            break
        at -= 1
    while at < person.first and not _may_begin_title(read, at):
        at += 1
    return at


def _may_begin_title(read: ReadSentence, at: int) -> bool:
    return read.tokens.words[at][0].isupper() and read.tokens.lows[at] not in (
        "the",
        "but",
        "and",
        "in",
        "on",
        "as",
        "after",
        "when",
        "while",
        "if",
        "for",
    )
