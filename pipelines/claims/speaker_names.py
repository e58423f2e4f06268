"""The names of speakers: which words of a sentence are somebody's name, and who a source beside a name makes of them.

Belongs here: where a name begins and ends, names beside a source, and what only tells an official's past. Does not belong here: whose
voice a name is (`voices`), which country a person is of (`people`).
"""

from collections.abc import Sequence

from pipelines.claims.lexicon_codes import SourceAttribution, SourceKind
from pipelines.claims.lexicon_hits import SourceHit, Span
from pipelines.claims.mentions import OFFICIAL, SURNAME, Mention
from pipelines.claims.reading import ReadSentence

NAME_REACH = 9  # words between a name with its comma and the source that tells who it is
NAME_WORDS = 6  # of one name, at most


def is_past_of_official(read: ReadSentence, source: SourceHit) -> bool:
    """Whether a third party's source only tells the past or training of an official named before it ("Minister Berge, once a banker,").

    Who bears a title is an official whatever is told behind the comma; whom only the register knows is one whose past is told.
    """
    comma = _apposition_of(read, source) if source.row.attribution is SourceAttribution.THIRD_PARTY else None
    if comma is None:
        return False
    is_past = any(one.row.kind is SourceKind.FORMER and comma < one.start <= source.start for one in read.matches.sources)
    if is_past and any(one.last == comma and one.kind in (OFFICIAL, SURNAME) for one in read.mentions):
        return True
    titles = [one for one in read.matches.sources if one.row.kind is SourceKind.OFFICIAL and one.end <= comma]
    return bool(titles) and _bears(read, titles[-1], comma)


def _bears(read: ReadSentence, title: SourceHit, end: int) -> bool:
    """Whether a title of today stands right before the name that ends there, or is all that stands there."""
    if title.row.attribution is not SourceAttribution.OWN or any(one.end == title.start for one in read.matches.sources):
        return False
    return all(is_name(read, at) or read.tokens.words[at] in _NAME_JOINTS for at in range(title.end, end))


def _apposition_of(read: ReadSentence, source: SourceHit) -> int | None:
    """The comma that opens the apposition in which a source stands: one that has an article, and ends before anybody says anything."""
    lows = read.tokens.lows
    lowest = max(1, source.start - NAME_REACH)
    comma = next((at for at in range(source.start, lowest - 1, -1) if lows[at] in _PHRASE_ENDS), None)
    if comma is None or lows[comma] != "," or lows[comma + 1] not in _APPOSITION_HEADS:
        return None
    end = next((at for at in range(source.end, len(lows)) if lows[at] in _APPOSITION_ENDS), len(lows))
    return None if any(source.end <= hit.start < end for hit in read.matches.speech) else comma


def is_name(read: ReadSentence, at: int) -> bool:
    """Whether a word may be part of a name."""
    word = read.tokens.words[at]
    return word[0].isupper() and len(word) > 1 and read.tokens.lows[at] not in _NO_NAMES


def name_in(read: ReadSentence, span: Span, sources: Sequence[SourceHit], mentions: Sequence[Mention]) -> str:
    """The last word of a name; empty for none.

    The name that opens an apposition ("Adams, an economist") comes first, then the one right after a source ("economist Adams"), then
    the first capitalised words that nothing has claimed.
    """
    if is_name(read, span[0]):
        last = _end_of_name(read, *span)
        if last + 1 < span[1] and read.tokens.words[last + 1] == ",":
            return read.tokens.words[last]
    for source in sources:
        if source.end < span[1] and is_name(read, source.end):
            return read.tokens.words[_end_of_name(read, source.end, span[1])]
    taken = {at for one in mentions for at in range(one.first, one.last)} | {at for one in sources for at in range(one.start, one.end)}
    first = next((at for at in range(*span) if at not in taken and is_name(read, at)), None)
    if first is None:
        return ""
    end = next((at for at in range(first, span[1]) if at in taken), span[1])
    return read.tokens.words[_end_of_name(read, first, end)]


def _end_of_name(read: ReadSentence, first: int, end: int) -> int:
    """The last word of the name that begins at `first`."""
    words = read.tokens.words
    last = first
    for at in range(first + 1, end):
        if is_name(read, at):
            last = at
        elif words[at] not in _NAME_JOINTS:
            break
    return last


def names_beside(read: ReadSentence, source: SourceHit) -> tuple[str, ...]:
    """First and last word of the name that follows a source, or that stands before the comma before it."""
    words, lows = read.tokens.words, read.tokens.lows
    at = source.end
    while at < min(len(words), source.end + NAME_WORDS) and (is_name(read, at) or (at > source.end and words[at] in _NAME_JOINTS)):
        at += 1
    if at > source.end:
        return _ends(words[source.end : at])
    lowest = max(1, source.start - NAME_REACH)
    comma = next((at for at in range(source.start - 1, lowest - 1, -1) if lows[at] in _PHRASE_ENDS), None)
    if comma is None or lows[comma] != "," or not is_name(read, comma - 1):
        return ()
    if any(comma < hit.start <= source.end for hit in read.matches.speech):  # "Berge, dealers said", "Berge, told a hall of dealers"
        return ()
    first = comma - 1
    while first > max(0, comma - NAME_WORDS) and (is_name(read, first - 1) or words[first - 1] in _NAME_JOINTS):
        first -= 1
    return _ends(words[first:comma])


def _ends(words: Sequence[str]) -> tuple[str, ...]:
    names = [word for word in words if word not in _NAME_JOINTS]
    return tuple(dict.fromkeys((names[0], names[-1])))


_PHRASE_ENDS = frozenset((",", ";", '"', "said"))
_APPOSITION_HEADS = frozenset(("a", "an", "the", "once", "former", "formerly", "himself", "herself"))
_APPOSITION_ENDS = frozenset((",", ".", ";", '"', ")"))
_NAME_JOINTS = frozenset(("-", "."))
_CAPITALISED = """
    the a an in on at but and he she it they we i this that these those january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday however meanwhile separately earlier if when
    while after as for with by to of some others other another one two many most both all several none each yesterday today also still
    yet then there such no not his her its their our my what who mr mrs ms dr prof
"""  # may begin a sentence with a capital letter, and are no part of a name
_NO_NAMES = frozenset(_CAPITALISED.split())
