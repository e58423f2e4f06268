"""Who says what in a sentence: the verb of saying, its speaker, and the words that are the speaker's.

Belongs here: the order of verb and speaker ("X said …", "…, X said", "…, said X", "according to X"), and whether the speaker speaks
for a state. Does not belong here: which country the speaker is of (mentions), speakers of earlier sentences.
"""

from collections.abc import Iterator, Sequence

from pipelines.claims.lexicon_codes import CueKind, SourceAttribution
from pipelines.claims.lexicon_grammar import Grammar
from pipelines.claims.lexicon_hits import SayingHit, SourceHit, Span, SpeechHit

SPEAKER_REACH = 14  # tokens beside a verb of saying that may name its speaker
APPOSITION_REACH = 26  # tokens before it in which "X, the head of …," may begin
ACCORDING = "accordingto"  # the row whose speaker always follows
QUOTING = frozenset(("quote", "cite"))  # rows whose object may be the speaker
TELLING = frozenset(("tell", "told.reporters", "inform", "assure", "brief"))  # rows behind which who hears stands, and no speaker


def find_sayings(grammar: Grammar, speech: Sequence[SpeechHit], sources: Sequence[SourceHit]) -> Iterator[SayingHit]:
    """Every verb of saying that has a speaker, in order of place; who only quotes another ("Kyodo quoted Berge as saying") says nothing."""
    for hit in speech:
        if hit.row.id in QUOTING and _is_passed_on(grammar, hit, speech):
            continue
        speaker = _quoted(grammar, hit, speech) or _speaker(grammar, hit, sources)
        words = _words_of(grammar, hit, speaker) if speaker else None
        if speaker and words:
            source = _source_in(speaker, sources)
            yield SayingHit(hit.row, hit.start, hit.end, speaker, words, source)


def _speaker(grammar: Grammar, hit: SpeechHit, sources: Sequence[SourceHit]) -> Span | None:
    """After the verb in "…, said X" and "according to X", else before it; an apposition before the verb belongs to the speaker."""
    lows, start = grammar.lows, max(_clause_with_apposition(grammar, hit.start), hit.start - APPOSITION_REACH)
    before = lows[hit.start - 1] if hit.start else ""
    if hit.row.id == ACCORDING or (before in _OPENERS and _follows(grammar, hit, start, sources)):
        end = _end_behind(grammar, hit)
        return (hit.end, end) if end > hit.end else None
    if before not in _OPENERS:
        start = next((at + 1 for at in range(hit.start - 1, start - 1, -1) if lows[at] in _OPENERS), start)
    return (start, hit.start) if start < hit.start else grammar.antecedent(hit.start)


def _clause_with_apposition(grammar: Grammar, verb: int) -> int:
    """First token of the clause before a verb of saying; "X, who was a banker, said" begins before the clause between its commas."""
    start = grammar.clause_start(verb)
    if not start or grammar.lows[verb - 1] != "," or not (grammar.lows[start - 1] == "who" or start - 1 in grammar.said_at):
        return start
    comma = next((at for at in range(start - 1, max(-1, verb - APPOSITION_REACH), -1) if grammar.lows[at] == ","), None)
    return start if comma is None else grammar.clause_start(comma)


def _is_passed_on(grammar: Grammar, hit: SpeechHit, speech: Sequence[SpeechHit]) -> bool:
    """Whether "as" and another verb of saying follow a quoting verb and its object."""
    behind = next((one for one in speech if one.start >= hit.end), None)
    return behind is not None and behind.start - 1 > hit.end and grammar.lows[behind.start - 1] == "as"


def _quoted(grammar: Grammar, hit: SpeechHit, speech: Sequence[SpeechHit]) -> Span | None:
    """The words between a quoting verb and "as saying"."""
    quoting = next((one for one in reversed(speech) if one.end <= hit.start), None)
    if quoting is None or quoting.row.id not in QUOTING or not _is_passed_on(grammar, quoting, speech):
        return None
    return quoting.end, hit.start - 1


def _end_behind(grammar: Grammar, hit: SpeechHit) -> int:
    """One past the words after a verb of saying that may name its speaker."""
    last = min(len(grammar.lows), hit.end + SPEAKER_REACH)
    return next((at for at in range(hit.end + 1, last) if grammar.lows[at] in _STOPS), last)


def _follows(grammar: Grammar, hit: SpeechHit, start: int, sources: Sequence[SourceHit]) -> bool:
    """Whether the speaker stands after the verb: what stands there may open it, and is no clause where "X, the minister," stands before."""
    if hit.row.id in TELLING or hit.end >= len(grammar.lows) or not _may_begin_speaker(grammar, hit.end):
        return False
    end = _end_behind(grammar, hit)
    if _holds_verb(grammar, hit.end, end):
        return not _has_apposition(grammar, start, hit.start)
    names_source = any(hit.end <= source.start < end for source in sources)
    return names_source or not _has_apposition(grammar, max(start, hit.start - SPEAKER_REACH), hit.start)


def _has_apposition(grammar: Grammar, start: int, verb: int) -> bool:
    """Whether "X, the minister," stands between `start` and the verb: a comma right before it and another further left."""
    return grammar.lows[verb - 1] == "," and any(grammar.lows[at] == "," for at in range(start, verb - 1))


def _holds_verb(grammar: Grammar, start: int, end: int) -> bool:
    """Whether what follows a verb of saying is a clause ("said talks would go on"), not a speaker."""
    return any(at in grammar.verbs or grammar.kinds.get(at) in _VERB_GROUP for at in range(start, end))


def _may_begin_speaker(grammar: Grammar, place: int) -> bool:
    """Whether the token after a verb of saying may open its speaker: "said Hale", but not "said in an interview"."""
    is_preposition = grammar.kinds.get(place) is CueKind.PREPOSITION
    return grammar.lows[place] not in _STOPS and not is_preposition and not grammar.is_boundary(place)


def _words_of(grammar: Grammar, hit: SpeechHit, speaker: Span) -> Span | None:
    """What the speaker says: the longer of what stands before speaker and verb, where a comma or quote parts it off, and after them.

    Whom "and" or "but" adds to an earlier saying ("Oslo said …, but dealers said …") speaks of what stands behind, if anything does; who
    stands between commas ("the tariff will rise, Oslo said, though …") of the clause before, if it is one.
    """
    opening, closing = min(speaker[0], hit.start), max(speaker[1], hit.end)
    before = opening if opening and grammar.lows[opening - 1] in _OPENERS else 0
    after = len(grammar.lows) - closing
    is_added = grammar.lows[opening] in _ADDERS and after > 1
    is_inserted = hit.end == closing and after and grammar.lows[closing] == "," and _holds_verb(grammar, 0, before)
    if (before > after and not is_added) or is_inserted:
        return 0, opening
    return (closing, len(grammar.lows)) if after else None


def _source_in(speaker: Span, sources: Sequence[SourceHit]) -> SourceHit | None:
    """The source that decides: one that is no voice of its state before one that is ("a former minister")."""
    inside = [hit for hit in sources if speaker[0] <= hit.start < speaker[1]]
    third = [hit for hit in inside if hit.row.attribution is SourceAttribution.THIRD_PARTY]
    return next(iter(third or inside), None)


_ADDERS = frozenset({"and", "but", "while", "though", "although"})
_OPENERS = frozenset({",", '"', "'", "-"})
_STOPS = frozenset({",", ".", ";", '"', "!", "?", ")"})
_VERB_GROUP = frozenset({CueKind.AUXILIARY, CueKind.BE, CueKind.HAVE, CueKind.NEGATION})
