"""Rules of the sentence splitter and the tokenizer."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.sentences import LONGEST_SENTENCE, split_sentences
from pipelines.claims.tokens import Tokens, plain_typography


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tokyo objected. Seoul agreed.", ["Tokyo objected.", "Seoul agreed."]),
        ("Mr. Ono met Gov. Lund. They talked.", ["Mr. Ono met Gov. Lund.", "They talked."]),
        ("The U.S. Trade Office objected.", ["The U.S. Trade Office objected."]),
        ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
        ("Duties rose 2.5 pct. No. 3 mill shut.", ["Duties rose 2.5 pct.", "No. 3 mill shut."]),
        ('"We object." The minister left.', ['"We object."', "The minister left."]),
        ("Key points\n\nTariffs fall\n\nQuotas stay", ["Key points", "Tariffs fall", "Quotas stay"]),
        ("Will it hold? Nobody knows!", ["Will it hold?", "Nobody knows!"]),
        ("The duty hit Harrow Inc. The firm objected.", ["The duty hit Harrow Inc.", "The firm objected."]),
        ("Harrow Inc. Chairman Ann Lund objected.", ["Harrow Inc. Chairman Ann Lund objected."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, wanted: list[str]) -> None:
    """Abbreviations and decimals end no sentence; full stops, questions, quotes and line breaks do."""
    assert [one.text for one in split_sentences(text)] == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "U.S. President Jo Harrow set a duty.",
        "- U.S. President Jo Harrow set a duty.",
        "Wheat fell after U.S. President Jo Harrow set a duty.",
        "On Monday, U.S. President Jo Harrow set a duty.",
        "Wheat fell after the U.S. President Jo Harrow set a duty.",
        "The U.S. President had set a duty.",
        "He asked the U.S. President and others for talks.",
        "Talks with some U.S. Officials failed.",
        "It ends the Sino-U.S. Trade Round.",
        "The U.S. 30-year bond fell.",
        "They met at 4 p.m. (2100 GMT).",
        "It asked the U.S. Not to set a duty.",
        "The duty was set by retired Adm. Jo Harrow.",
    ],
)
def test_an_abbreviation_inside_a_name_or_title_ends_no_sentence(sentence: str) -> None:
    """Initials that are an attribute of the office or number behind them, or stand alone before it, keep it."""
    assert [one.text for one in split_sentences(sentence)] == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He wants talks with the U.S.", "The ministry said so."),
        ("Timber goes to the U.S.", "President Jo Harrow objected."),
        ("Timber goes to the U.S.", "Officials objected."),
        ("They met at 4 p.m.", "President Jo Harrow objected."),
        ("He wants talks with the U.S.", '"We object," he said.'),
    ],
)
def test_initials_that_are_a_noun_can_end_a_sentence(first: str, second: str) -> None:
    """After "the U.S." as the object of its clause, a sentence that opens like one is a new one."""
    assert [one.text for one in split_sentences(f"{first} {second}")] == [first, second]


@pytest.mark.parametrize("end", ["the U.S.", "Harrow & Co.", "Adm.", "Harrow Ltd"])
def test_a_paragraph_ends_its_last_sentence_whatever_it_ends_with(end: str) -> None:
    """A line break is a sentence's end also behind an abbreviation, and what follows is of the next paragraph."""
    found = split_sentences(f"It was sold to {end}\n\nTrade stopped. It went on.")

    assert [(one.text, one.paragraph) for one in found] == [(f"It was sold to {end}", 0), ("Trade stopped.", 1), ("It went on.", 1)]


@given(st.text(alphabet="ab .!?\"'\nA1$é“”—", max_size=200))
def test_offsets_lead_back_to_the_text(text: str) -> None:
    """Every sentence is its own slice of the article with plain typography, in order, without outer white space."""
    found = split_sentences(text)

    assert all(one.text == plain_typography(text[one.start : one.end]) == one.text.strip() for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_run_without_full_stops_is_cut() -> None:
    """Fifty thousand characters without an end become pieces of bounded length, none lost."""
    text = "tariff " * 7000

    found = split_sentences(text)

    assert max(len(one.text) for one in found) <= LONGEST_SENTENCE
    assert sum(len(one.text.split()) for one in found) == 7000


@pytest.mark.parametrize("text", ["." * 20_000, "." + '"' * 40_000, "?!" * 10_000, "." + " " * 40_000 + "a"])
def test_a_run_of_signs_takes_no_longer_than_as_many_letters(text: str) -> None:
    """Dotted leaders and walls of quotes are read once, not again from every sign of them."""
    started = time.process_time()

    split_sentences(text)

    assert time.process_time() - started < 1.0


@given(st.text(max_size=120))
def test_tokens_cover_every_character_but_space(text: str) -> None:
    """Words stand at their offsets and nothing but white space lies between them."""
    plain = plain_typography(text)
    tokens = Tokens.of(plain)

    assert len(plain) == len(text)
    assert all(plain[start:end] == word for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True))
    assert "".join(tokens.words) == "".join(plain.split())


def test_contractions_and_possessives_are_words_of_their_own() -> None:
    """ "doesn't" and "Japan's" give the negation and the possessive as words."""
    assert Tokens.of("Japan's envoy doesn't yield").words == ("Japan", "'s", "envoy", "does", "n't", "yield")
