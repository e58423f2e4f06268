"""Countries that are only where something happens: "traders in Lima", "Quito and Bogota signed a pact in Lima".

Belongs here: the acts that a candidate does not do for it is named as a place alone. Does not belong here: taking them from the scores
(`barred`).
"""

from collections.abc import Sequence

from pipelines.claims.asides import is_object
from pipelines.claims.deeds import names, own_acts
from pipelines.claims.lexicon_codes import POLITICAL
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.mentions import Mention
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row

_CAPITAL = "capital"  # kind of a mention
_PLACES = ("name", _CAPITAL)
_TOGETHER = frozenset(("agree", "concede", "consult"))  # acts of several at a venue
_SEVERAL = frozenset(("both", "countries", "delegations", "governments", "leaders", "ministers", "negotiators", "sides", "two"))
_WITHIN, _OWNS = (("in",), ("in", "the")), ("'s",)
_PLURAL = ("s", "people")  # ends of the word before the place; one alone there ("the opposition in Lima") may be a body of the state


def placed_acts(row: Row) -> frozenset[str]:
    """What several without a name do in a candidate's country or capital ("traders in Lima"), where it is named for nothing else.

    What a ministry or a party does there is not barred; and what the place's name describes is its own ("in Peru's policy").
    """
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    if not mentions or not all(one.kind in _PLACES and _is_within(read.tokens.lows, one) for one in mentions):
        return frozenset()
    matches = read.matches
    owned = {hit.start for hit in matches.nouns} | {hit.start for hit in matches.topics}
    if any(one.last in owned for one in mentions):
        return frozenset()
    bodies = [hit.start for hit in matches.sources if hit.row.kind in POLITICAL]
    placed = [
        hit for hit in matches.deeds if hit.actor and names(row, hit.actor) and not any(hit.actor[0] <= at < hit.actor[1] for at in bodies)
    ]
    return frozenset(hit.act for hit in placed) - own_acts(row, placed)


def hosted_acts(row: Row) -> frozenset[str]:
    """What others do in a capital of a candidate that nothing else names ("Lima and Quito signed it in London", "Oslo said in Lima")."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    lows = read.tokens.lows
    venues = [one for one in mentions if one.kind == _CAPITAL and _is_venue(lows, one)]
    if not venues or not all(one in venues or is_object(read, one) for one in mentions):
        return frozenset()
    guests = {one.code for one in read.mentions if one.first < mentions[0].first} - {row.candidate.actor}
    deeds = [(hit, _first_named(read, hit.actor)) for hit in read.matches.deeds if hit.actor]
    others = {hit.act for hit, named in deeds if named and named.code != row.candidate.actor}
    several = any(named is None and not _SEVERAL.isdisjoint(lows[hit.actor[0] : hit.actor[1]]) for hit, named in deeds if hit.actor)
    together = _TOGETHER if len(guests) > 1 or several else frozenset()
    return (together | others - _TOGETHER) - {hit.act for hit, named in deeds if named and named.code == row.candidate.actor}


def _first_named(read: ReadSentence, span: Span) -> Mention | None:
    """Who is named first in a stretch of words."""
    return min((one for one in read.mentions if span[0] <= one.first < span[1]), key=lambda one: one.first, default=None)


def _is_venue(lows: Sequence[str], place: Mention) -> bool:
    """Whether a place is only where something happens."""
    return lows[max(0, place.first - 1) : place.first] == ("in",) and lows[place.last : place.last + 1] != _OWNS


def _is_within(lows: Sequence[str], place: Mention) -> bool:
    """Whether several are told to be in a place that is named there: "traders in Lima", or "In Lima traders" at the head of a sentence."""
    starts = [place.first - len(words) for words in _WITHIN if lows[max(0, place.first - len(words)) : place.first] == words]
    if not starts or lows[place.last : place.last + 1] == _OWNS:
        return False
    several = lows[starts[0] - 1 : starts[0]] if starts[0] else lows[place.last : place.last + 1]
    return any(word.endswith(_PLURAL) for word in several)
