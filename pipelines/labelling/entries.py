"""A claim typed on one line: codes in any order, each told by what it is.

Belongs here: the grammar of such a line, and what it says is wrong. Does not belong here: asking for it (`session`).

    JPN reserves reject USA            actor first, then issue and act, then counterparts
    mex tar req can open               any case; issue and act by their first letters where no other begins so
    JPN interv affirm possible =JPY    modality, attribution and direction by name or first letters; currency after =
    USA tariffs restrict CHN 25%       a rate, or a sum with its currency: 550000000000USD
    … "raised the duty" on:2025-04-15  the words in quotation marks; a day after on:, or on:none
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.claims.labelled import LabelledClaim
from pipelines.claims.tokens import plain_typography
from pipelines.claims.validators import DIRECTIONS, Codes
from pipelines.errors import WrongUse
from pipelines.records import Attribution, DateBasis, Modality

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_SUM = re.compile(r"(\d+(?:\.\d+)?)(%|[A-Z]{3})")
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Grammar:
    """What words an entry may have."""

    codes: Codes

    def read(self, line: str, base: LabelledClaim, sentence: str) -> LabelledClaim:
        """The claim that a line says, over what stands already; of several countries the first is the actor where the base has none.

        Args:
            line: The words.
            base: What holds where the line is silent. An empty actor, issue or act must be told.
            sentence: In which a quote must stand.

        Raises:
            WrongUse: A word is none of the guide's, or actor, issue or act is missing; the sentence says which.
        """
        claim, countries = base, list[str]()
        for quoted, word in _WORD.findall(plain_typography(line)):
            if quoted:
                claim = replace(claim, quote=_find_quote(quoted, sentence))
            elif word.upper() in self.codes.actors:
                countries.append(word.upper())
            else:
                claim = self._take(claim, word)
        claim = _place_countries(claim, countries)
        missing = [slot for slot in ("actor", "issue", "act") if not getattr(claim, slot)]
        if missing:
            raise WrongUse(f"Say the {' and the '.join(missing)} too.")
        self._check_topic(claim)
        return claim

    def _take(self, claim: LabelledClaim, word: str) -> LabelledClaim:
        """The claim with one word's slot."""
        if word.lower().startswith("on:"):
            return _take_day(claim, word[3:].lower())
        if word.startswith("="):
            return replace(claim, currency=_one_of(word[1:].upper(), self.codes.currencies, "currency"))
        if found := _SUM.fullmatch(word.upper()):
            unit = found[2] if found[2] == "%" else _one_of(found[2], self.codes.currencies, "currency")
            return replace(claim, amount=float(found[1]), unit=unit)
        listed = {
            "issue": self.codes.topics,
            "act": self.codes.scores,
            "modality": [str(one) for one in Modality],
            "attribution": [str(one) for one in Attribution],
            "direction": [name for names in DIRECTIONS.values() for name in names],
        }
        return replace(claim, **dict([_find_word(word.lower(), listed)]))  # type: ignore[arg-type]

    def _check_topic(self, claim: LabelledClaim) -> None:
        topic = self.codes.topics[claim.issue]
        if claim.direction and claim.direction not in DIRECTIONS[topic]:
            raise WrongUse(f"The direction {claim.direction} does not fit {claim.issue}; it may be {', '.join(sorted(DIRECTIONS[topic]))}.")
        if claim.currency and topic != "currency":
            raise WrongUse(f"{claim.issue} is no issue of currency, so {claim.currency} has no place in it.")


def _find_word(word: str, listed: dict[str, Iterable[str]]) -> tuple[str, str]:
    """Slot and code of a word: whole, else by its first letters where they are one code's alone."""
    whole = [(slot, name) for slot, names in listed.items() for name in names if name == word]
    begun = [(slot, name) for slot, names in listed.items() for name in names if name.startswith(word) and len(word) >= _LEAST_LETTERS]
    found = whole or begun
    if len(found) != 1:
        also = f"; it may be {', '.join(name for _, name in found)}" if found else ""
        raise WrongUse(f"{word!r} is no code of the guide{also}." if not found else f"{word!r} is short for several{also}.")
    return found[0]


def _place_countries(claim: LabelledClaim, countries: Sequence[str]) -> LabelledClaim:
    actor, others = (claim.actor, countries) if claim.actor else (countries[0] if countries else "", countries[1:])
    partners = frozenset(others) or claim.counterparts
    if actor in partners:
        raise WrongUse(f"{actor} cannot be its own counterpart.")
    return replace(claim, actor=actor, counterparts=partners)


def _take_day(claim: LabelledClaim, word: str) -> LabelledClaim:
    if word == "none":
        return replace(claim, claimed_on=None, date_basis=str(DateBasis.NONE))
    try:
        return replace(claim, claimed_on=str(date.fromisoformat(word)), date_basis=str(DateBasis.EXPLICIT))
    except ValueError as error:
        raise WrongUse(f"{word!r} is no day; write on:2025-05-03, or on:none.") from error


def _find_quote(words: str, sentence: str) -> str:
    at = plain_typography(sentence).find(words)
    if at < 0:
        raise WrongUse(f'"{words}" does not stand in the sentence.')
    return sentence[at : at + len(words)]


def _one_of(code: str, known: Iterable[str], what: str) -> str:
    if code not in set(known):
        raise WrongUse(f"{code} is the code of no {what}.")
    return code
