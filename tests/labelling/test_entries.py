"""Rules of a claim typed on one line."""

from dataclasses import replace

import pytest
from labelled_lake import REFERENCE, SENTENCE

from pipelines.claims.labelled import LabelledClaim
from pipelines.claims.validators import Codes
from pipelines.errors import WrongUse
from pipelines.labelling.entries import Grammar
from pipelines.reference import Reference

BLANK = LabelledClaim(SENTENCE, "", None, frozenset(), "", "", "asserted", "own", None, None, None, None, None, "none")


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    """Over the real codes."""
    return Grammar(Codes.load(Reference(REFERENCE)))


def test_codes_are_told_by_what_they_are(grammar: Grammar) -> None:
    """Any order, any case, first letters where no other code begins so; the first country is the actor."""
    claim = grammar.read("tar per chl RESTRICT prot plan 12% third", BLANK, SENTENCE)

    assert claim == replace(
        BLANK,
        actor="PER",
        counterparts=frozenset({"CHL"}),
        issue="tariffs",
        act="restrict",
        direction="protect",
        modality="planned",
        attribution="third_party",
        amount=12.0,
        unit="%",
    )


def test_a_currency_a_sum_a_quote_and_a_day(grammar: Grammar) -> None:
    """= marks the currency that is to move, a number with a code is a sum, quotation marks hold the words, on: the day."""
    line = 'JPN reserves affirm =usd 550000000000USD "raised its duty on imported rice" on:2025-04-15'

    claim = grammar.read(line, BLANK, SENTENCE)

    assert (claim.currency, claim.amount, claim.unit, claim.quote) == ("USD", 5.5e11, "USD", "raised its duty on imported rice")
    assert (claim.claimed_on, claim.date_basis) == ("2025-04-15", "explicit")
    assert grammar.read("on:none", claim, SENTENCE).date_basis == "none"


def test_over_a_claim_only_what_is_said_changes(grammar: Grammar) -> None:
    """Its actor stays, and countries are counterparts."""
    base = replace(BLANK, actor="PER", issue="tariffs", act="restrict", counterparts=frozenset({"CHL"}))

    assert grammar.read("possible", base, SENTENCE) == replace(base, modality="possible")
    assert grammar.read("threaten USA BRA", base, SENTENCE) == replace(base, act="threaten", counterparts=frozenset({"USA", "BRA"}))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("PER tariffs", "Say the act too"),
        ("tariffs restrict", "Say the actor too"),
        ("PER tariffs res", "'res' is short for several; it may be reserves, restrict"),
        ("PER tariffs restrict shout", "'shout' is no code"),
        ("PER tariffs restrict p", "'p' is no code"),
        ("PER tariffs restrict PER", "its own counterpart"),
        ("PER tariffs restrict weaker", "does not fit tariffs"),
        ("PER tariffs restrict =USD", "no issue of currency"),
        ("PER reserves reject =XXX", "XXX is the code of no currency"),
        ('PER tariffs restrict "cut its duty"', "does not stand in the sentence"),
        ("PER tariffs restrict on:tuesday", "is no day"),
    ],
)
def test_what_cannot_be_read_is_said(grammar: Grammar, line: str, words: str) -> None:
    """One sentence names the word that is wrong."""
    with pytest.raises(WrongUse, match=words):
        grammar.read(line, BLANK, SENTENCE)
