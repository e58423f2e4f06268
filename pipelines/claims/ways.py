"""Where a claim about a currency would have it go, told by set words: "let the tenge slide" is weaker, "keep its peg" stable.

Belongs here: the phrases of currency_ways.csv and what an act makes of them. Does not belong here: what buying and selling does (`deals`),
directions that no phrase tells (`direction`, the model).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from pipelines.claims.currencies import CurrencyHit
from pipelines.claims.direction import REFUSAL
from pipelines.claims.lexicon_codes import Effect
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.options import Decided
from pipelines.claims.reading import ReadSentence
from pipelines.errors import BadReference
from pipelines.reference import Reference, Row

MOVES, STABLE, FLEXIBLE = frozenset(("stronger", "weaker")), "stable", "flexible"
ISSUES = frozenset(("exchange_rate", "intervention", "monetary_policy", "regime"))  # whose claims are about where a rate goes
_SLOT = "{currency}"
_MEANT = frozenset(("currency", "currencies", "unit", "rate", "rates"))  # stand for a currency that the sentence need not name
_TIES = (("peg",), ("pegs",), ("link",), ("links",))  # a currency named before them is what the claim's own one is tied to
_SKIPPED = frozenset(("the", "a", "an", "its", "their", "his", "her", "own", "'s", "exchange"))
_WAYLESS = frozenset(("accuse", "consult", "restrict"))  # acts of which only rows that name them tell where the actor wants a rate
_NEGATED = 4  # words before a phrase in which a negation bears on it


@dataclass(frozen=True, slots=True)
class Way:
    """A row of currency_ways.csv; no acts or issues are all."""

    forms: tuple[tuple[frozenset[str], ...], ...]
    way: str
    acts: frozenset[str]
    issues: frozenset[str]

    def suits(self, decided: Decided) -> bool:
        """Whether the row speaks of such claims."""
        return (decided.act in self.acts if self.acts else decided.act not in _WAYLESS) and (
            not self.issues or decided.issue in self.issues
        )


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word of a sentence, or a currency's name, and what it may stand for in a form."""

    span: Span
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ways:
    """All rows by the first word of a form."""

    index: Mapping[str, Sequence[tuple[tuple[frozenset[str], ...], Way]]]

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Read the table.

        Raises:
            BadReference: A row has no form, or a direction, act or issue that is none.
        """
        acts, issues = ({row[name] for row in reference.rows(f"{name}s")} for name in ("act", "issue"))
        index: dict[str, list[tuple[tuple[frozenset[str], ...], Way]]] = defaultdict(list)
        for row in reference.rows("currency_ways"):
            way = _read(row, acts, issues)
            for form in way.forms:
                for word in form[0]:
                    index[word].append((form, way))
        return cls(index)

    def told(self, read: ReadSentence, decided: Decided, coins: Sequence[CurrencyHit], currency: str | None) -> tuple[str, Span] | None:
        """The direction of a claim by the phrases of its sentence, and the first that tells it; None where none does, or two differ.

        Args:
            read: The sentence.
            decided: The claim; one that is not about where a rate goes has none.
            coins: The currencies that the sentence names, in order.
            currency: ISO 4217 code of the claim's; phrases about another one do not count.
        """
        if decided.issue not in ISSUES:
            return None
        negations = {cue.end - 1 for cue in read.matches.cues if cue.row.effect is Effect.NEGATES}
        found: dict[str | None, Span] = {}
        hits = list(self._find(read, decided, coins, currency))
        for span, way in hits:
            if any(first <= span[0] and span[1] <= last and (first, last) != span for (first, last), _ in hits):
                continue  # inside a longer phrase: "against the strong euro"
            is_refused = decided.act == REFUSAL or not negations.isdisjoint(range(span[0] - _NEGATED, span[0]))
            found.setdefault(way if not is_refused else STABLE if way in MOVES else None, span)
        told, span = next(iter(found.items()), (None, (0, 0)))
        return (told, span) if told is not None and len(found) == 1 else None

    def _find(self, read: ReadSentence, decided: Decided, coins: Sequence[CurrencyHit], currency: str | None) -> Iterator[tuple[Span, str]]:
        """The phrases that suit a claim: the words of the sentence from first to last (exclusive), and their direction."""
        units = list(_units(read.tokens.lows, coins, currency))
        for place, unit in enumerate(units):
            for word in sorted(unit.words):  # a set has another order in each process
                for form, way in self.index.get(word, ()):
                    rest = units[place : place + len(form)]
                    if (
                        len(rest) == len(form)
                        and way.suits(decided)
                        and all(slot & one.words for slot, one in zip(form, rest, strict=True))
                    ):
                        yield (unit.span[0], rest[-1].span[1]), way.way


def _units(lows: Sequence[str], coins: Sequence[CurrencyHit], currency: str | None) -> Iterator[_Unit]:
    """The words that count; a currency's name is one, and stands for the slot unless it is another than the claim's."""
    named = {hit.first: hit for hit in coins}
    at = 0
    while at < len(lows):
        hit = named.get(at)
        last = hit.last if hit else at + 1
        if hit is not None:
            is_meant = currency in (None, hit.code) or lows[last : last + 1] in _TIES
            yield _Unit((at, last), frozenset((_SLOT,) if is_meant else ()))
        elif lows[at] not in _SKIPPED:
            yield _Unit((at, last), frozenset((lows[at], _SLOT) if lows[at] in _MEANT else (lows[at],)))
        at = last


def _read(row: Row, acts: set[str], issues: set[str]) -> Way:
    forms = tuple(tuple(frozenset(slot.split("|")) for slot in form.split()) for form in row["forms"].split(";") if form.split())
    way = Way(forms, row["way"], *(frozenset(row[name].split(";")) - {""} for name in ("acts", "issues")))
    if not forms or way.way not in {*MOVES, STABLE, FLEXIBLE} or not way.acts <= acts or not way.issues <= issues:
        raise BadReference(f"Row {row['id']!r} of currency_ways.csv has no form, or an unknown direction, act or issue.")
    return way
