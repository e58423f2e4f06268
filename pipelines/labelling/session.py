"""One article under a reader's hands: sentence by sentence, what the extractor proposes, what the reader decides.

Belongs here: the state of labelling and what each line of input does to it. Does not belong here: keyboard and screen (the command),
the grammar of an entry (`entries`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.claims.compose import story_of
from pipelines.claims.labelled import LabelledClaim, sentences_of
from pipelines.claims.reading import Reading
from pipelines.dating.claim import date_claim
from pipelines.dating.claim_options import Facts, Setting
from pipelines.errors import WrongUse
from pipelines.labelling.entries import Grammar
from pipelines.labelling.folder import Draft

HELP = """enter  on to the next sentence with what is chosen
1 2    choose the first and the second proposal (again: unchoose)
1 possible  the first proposal with another slot; slots as below
JPN reserves reject USA  a claim of your own: actor, issue, act, counterparts; by first letters, too
       more: planned possible conditional third_party open protect … =JPY 25% "words of the quote" on:2025-04-15
x      take back what was chosen here     b  back a sentence     s  leave this article for later     q  stop (all is kept)"""


@dataclass(slots=True)
class Session:
    """An article being labelled; `place` is the sentence in hand, `chosen` what was decided for each sentence."""

    reading: Reading
    proposals: dict[int, list[LabelledClaim]]
    grammar: Grammar
    chosen: dict[int, list[LabelledClaim]]
    place: int = 0

    @classmethod
    def begin(cls, reading: Reading, proposed: Sequence[LabelledClaim], grammar: Grammar, draft: Draft) -> "Session":
        """Take up an article where its draft ends."""
        return cls(reading, _by_sentence(reading, proposed), grammar, _by_sentence(reading, draft.claims), draft.place)

    @property
    def is_done(self) -> bool:
        """Whether every sentence has been seen."""
        return self.place >= len(self.reading.sentences)

    def claims(self) -> list[LabelledClaim]:
        """What was decided so far, in order of the sentences."""
        return [claim for at in sorted(self.chosen) for claim in self.chosen[at]]

    def draft(self) -> Draft:
        """What must be kept to go on later."""
        return Draft(self.place, tuple(self.claims()))

    def take(self, line: str) -> None:
        """Do what a line says; an empty one goes on to the next sentence.

        Raises:
            WrongUse: The line says nothing that can be done; the state is as before.
        """
        words = line.split()
        if not words:
            self.place += 1
        elif words == ["b"]:
            self.place = max(0, self.place - 1)
        elif words == ["x"]:
            self.chosen.pop(self.place, None)
        elif all(word.isdecimal() for word in words):
            for claim in [self._proposal(word) for word in words]:
                self._toggle(claim)
        elif words[0].isdecimal():
            self._add(self.grammar.read(line.strip()[len(words[0]) :], self._proposal(words[0]), self.words()))
        else:
            self._add(self.grammar.read(line, self._blank(), self.words()))

    def _proposal(self, word: str) -> LabelledClaim:
        here = self.proposals.get(self.place, [])
        if not 1 <= int(word) <= len(here):
            raise WrongUse(f"There is no proposal {word} here.")
        return here[int(word) - 1]

    def _toggle(self, claim: LabelledClaim) -> None:
        here = self.chosen.setdefault(self.place, [])
        if claim in here:
            here.remove(claim)
        else:
            here.append(claim)

    def _add(self, claim: LabelledClaim) -> None:
        """Add a claim, in place of one of the same actor, issue and act; its day by our own grammar, unless the line gave one."""
        here = self.chosen.setdefault(self.place, [])
        dated = claim if claim.date_basis != UNDECIDED else self._date(claim)
        same = [one for one in here if (one.actor, one.issue, one.act) == (dated.actor, dated.issue, dated.act)]
        for one in same:
            here.remove(one)
        here.append(dated)

    def _date(self, claim: LabelledClaim) -> LabelledClaim:
        start = max(0, self.words().find(claim.quote))
        facts = Facts(claim.actor, claim.act, claim.modality, claim.attribution)
        found = date_claim(Setting(story_of(self.reading), self.place, (start, start + len(claim.quote)), facts))
        return replace(claim, claimed_on=str(found.on) if found.on else None, date_basis=str(found.basis))

    def words(self) -> str:
        """The sentence as the article has it."""
        sentence = self.reading.sentences[self.place].sentence
        return self.reading.article.text[sentence.start : sentence.end]

    def _blank(self) -> LabelledClaim:
        empty: frozenset[str] = frozenset()
        return LabelledClaim(self.words(), "", None, empty, "", "", "asserted", "own", None, None, None, None, None, UNDECIDED)


UNDECIDED = ""  # basis of a day that nobody has looked for yet


def _by_sentence(reading: Reading, claims: Sequence[LabelledClaim]) -> dict[int, list[LabelledClaim]]:
    """Claims under the sentence that holds their quote; one whose quote is nowhere is left out."""
    spans = [(read.sentence.start, read.sentence.end) for read in reading.sentences]
    found: dict[int, list[LabelledClaim]] = {}
    for claim, at in zip(claims, sentences_of(claims, reading.article.text, spans), strict=True):
        if at is not None:
            found.setdefault(at, []).append(claim)
    return found
