"""Rules of a sum that must stand in its sentence."""

import pytest

from pipelines.claims.language_model.amounts import find_told
from pipelines.claims.money import Sum
from pipelines.claims.tokens import Tokens

SENTENCE = "It bought more than five billion dlrs and 1,250 cars, cut the rate by a quarter point to eight pct, and set the peso at 20.80."
TOKENS = Tokens.of(SENTENCE)
CURRENCIES = frozenset(("USD", "PHP"))


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(5e9, "USD", "five"), (8.0, "%", "eight"), (20.8, "PHP", "20.80"), (1250.0, "USD", "1,250"), (1.25e6, "USD", "1,250")],
)
def test_a_sum_is_told_by_a_number_of_the_sentence(amount: float, unit: str, words: str) -> None:
    """In digits or in words, with whatever scale; a rate has none."""
    told = find_told(amount, unit, TOKENS, [], CURRENCIES)

    assert told is not None
    assert (told.value, told.unit, TOKENS.words[told.span[0]]) == (amount, unit, words)


@pytest.mark.parametrize(("amount", "unit"), [(6e9, "USD"), (800.0, "%"), (5e9, "XXX"), (5e9, None), (5e9, "units")])
def test_a_number_that_is_not_there_or_has_no_unit_is_not_told(amount: float, unit: str | None) -> None:
    """Neither invented numbers nor invented units."""
    assert find_told(amount, unit, TOKENS, [], CURRENCIES) is None


def test_an_endless_number_tells_nothing() -> None:
    """Four hundred digits are more than any number, and so no sign that a sum of the model's own stands in the sentence."""
    assert find_told(12.0, "USD", Tokens.of("It bought " + "9" * 400 + " cars."), [], CURRENCIES) is None


def test_our_own_grammar_comes_first() -> None:
    """Where it reads the sum, its words are the evidence."""
    told = find_told(5e9, "USD", TOKENS, [Sum(4, 7, 5e9, "USD", False)], CURRENCIES)

    assert told is not None
    assert told.span == (4, 7)
