"""The lexicon: reviewed rows about the words of trade and currency news, found in a sentence with what they mean there.

Belongs here: loading the tables, putting together what a sentence's finds mean. Does not belong here: typed rows (`lexicon_rows`),
reading lines (`lexicon_parse`), finding words (`lexicon_scan`), what governs a verb (`lexicon_chain`, `lexicon_grammar`), who marks
a noun (`lexicon_nouns`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.claims import lexicon_parse as parse
from pipelines.claims.lexicon_chain import RawFrame, build_hit
from pipelines.claims.lexicon_codes import CueKind, Effect, Need
from pipelines.claims.lexicon_grammar import Governor, Grammar
from pipelines.claims.lexicon_hits import CueHit, Matches
from pipelines.claims.lexicon_nouns import RawNoun, build_noun_hit
from pipelines.claims.lexicon_rows import ActNoun, Cue, Frame, SpeechSource, SpeechVerb, Topic
from pipelines.claims.lexicon_sayings import find_sayings
from pipelines.claims.lexicon_scan import Found, NounLike, Scanner
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference

NEED_REACH = 16  # tokens on either side of a frame or noun in which a topic that it needs must stand


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows, ready to be matched; holds no state of any text."""

    frames: tuple[Frame, ...] = field(repr=False)
    nouns: tuple[ActNoun, ...] = field(repr=False)
    topics: tuple[Topic, ...] = field(repr=False)
    cues: tuple[Cue, ...] = field(repr=False)
    sources: tuple[SpeechSource, ...] = field(repr=False)
    verbs: tuple[SpeechVerb, ...] = field(repr=False)
    _scanner: Scanner = field(repr=False, compare=False)

    @classmethod
    def load(cls, reference: Reference) -> "Lexicon":
        """Read and validate the six tables.

        Raises:
            BadReference: A row is malformed, an id stands twice, or two rows clash.
        """
        codes = parse.Codes.load(reference)
        frames = parse.read_table(reference, "frames", parse.frame_reader(codes))
        nouns = parse.read_table(reference, "act_nouns", parse.noun_reader(codes))
        topics = parse.read_table(reference, "topics", parse.topic_reader(codes))
        cues = parse.read_table(reference, "cues", parse.read_cue)
        sources = parse.read_table(reference, "speech_sources", parse.read_source)
        verbs = parse.read_table(reference, "speech_verbs", parse.speech_verb_reader(codes))
        _refuse_all_clashes(
            frames, (("act_nouns", nouns), ("topics", topics), ("cues", cues), ("speech_sources", sources), ("speech_verbs", verbs))
        )
        return cls(frames, nouns, topics, cues, sources, verbs, Scanner.of(frames, cues, (*nouns, *topics, *sources, *verbs)))

    def match(self, tokens: Tokens) -> Matches:
        """Everything the rows say about one sentence; offsets are those of the text that was cut into words."""
        found = self._scanner.scan(tokens.lows)
        cues = tuple(hit for hit in found.cues if not _asks(hit, tokens.lows))
        said_at = frozenset(hit.start for hit in found.speech if hit.row.act is None)
        verbs_at = frozenset(raw.start for raw in found.frames if raw.row.part == "verb")
        grammar = Grammar.of(tokens.lows, cues, _governors(found), said_at, verbs_at)
        conditions = [hit for hit in cues if hit.row.kind is CueKind.CONDITION]
        subjects = _subjects(found)
        frames = [raw for raw in found.frames if _is_met(raw, subjects)]
        verbs = [raw.start for raw in frames if raw.row.part == "verb"]
        noun_hits = (build_noun_hit(grammar, tokens.words, raw) for raw in found.nouns if _is_met(raw, subjects))
        return Matches(
            frames=tuple(build_hit(grammar, raw, conditions, verbs) for raw in frames),
            nouns=tuple(hit for hit in noun_hits if hit),
            topics=tuple(found.topics),
            cues=cues,
            sources=tuple(found.sources),
            speech=tuple(found.speech),
            sayings=tuple(find_sayings(grammar, found.speech, found.sources)),
        )


def _refuse_all_clashes(frames: Sequence[Frame], others: Sequence[tuple[str, Sequence[NounLike]]]) -> None:
    parse.refuse_clashes(
        "frames", ((words, (after, row.guards), row.id) for row in frames for words, _ in row.forms for after in row.after or ((),))
    )
    for table, rows in others:
        parse.refuse_clashes(table, ((words, row.guards, row.id) for row in rows for words in row.forms))


def _asks(hit: CueHit, lows: Sequence[str]) -> bool:
    """Whether an "if" asks instead of setting a condition ("asked if")."""
    return lows[hit.start] == "if" and hit.start > 0 and lows[hit.start - 1] in _ASKING


def _governors(found: Found) -> list[Governor]:
    governors = [
        Governor(hit.row.id, hit.start, hit.end, hit.row.effect, frozenset())
        for hit in found.cues
        if hit.row.effect is not Effect.NONE and hit.row.kind in _CHAIN_KINDS
    ]
    for raw in found.frames:
        ends = {raw.end, raw.form_end} if raw.row.complements else set()  # "weighs imposing a tariff" as well as "ruled out imposing"
        governors += [Governor(raw.row.id, raw.start, end, raw.row.effect, raw.row.complements) for end in sorted(ends)]
    for noun in found.nouns:
        if noun.row.complements:
            governors.append(Governor(noun.row.id, noun.start, noun.end, noun.row.effect, noun.row.complements))
    return governors


def _subjects(found: Found) -> list[tuple[int, int, str | None]]:
    """Where the sentence is about trade or currency: its topics, and the words that are about an issue by themselves."""
    own = [(raw.start, raw.end, None) for raw in found.frames if raw.row.needs is Need.NOTHING and raw.row.issue]
    own += [(raw.start, raw.end, None) for raw in found.nouns if raw.row.needs is Need.NOTHING and raw.row.issue]
    return [*((hit.start, hit.end, hit.row.topic) for hit in found.topics), *own]


def _is_met(raw: RawFrame | RawNoun, subjects: Sequence[tuple[int, int, str | None]]) -> bool:
    """Whether a topic of the kind that a row needs stands near it."""
    needs = raw.row.needs
    if needs is Need.NOTHING:
        return True
    return any(
        start < raw.end + NEED_REACH and end > raw.start - NEED_REACH and (needs is Need.ANY or topic == needs.value)
        for start, end, topic in subjects
    )


_ASKING = frozenset(("ask", "asked", "asking", "know", "see", "unsure", "wonder", "wondered"))  # before an "if" that asks
_CHAIN_KINDS = frozenset({CueKind.AUXILIARY, CueKind.NEGATION, CueKind.CONTROL, CueKind.RUMOUR})
