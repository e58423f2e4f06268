"""Who is the actor of an act noun, whom a frame is toward, and what makes a row fire or not."""

from pathlib import Path

import pytest

from pipelines.claims.lexicon import Lexicon
from pipelines.claims.lexicon_codes import Mark
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped rows."""
    return Lexicon.load(Reference(Path(__file__).parents[2] / "data" / "reference"))


def words(sentence: str, span: Span | None) -> str:
    """The tokens of a span, joined by spaces."""
    tokens = Tokens.of(sentence)
    return " ".join(tokens.words[span[0] : span[1]]) if span else ""


def noun(lexicon: Lexicon, sentence: str, word: str) -> NounHit | None:
    """The act noun that begins at this word."""
    tokens = Tokens.of(sentence)
    return next((hit for hit in lexicon.match(tokens).nouns if tokens.lows[hit.start] == word), None)


def frame(lexicon: Lexicon, sentence: str, row_id: str) -> FrameHit:
    """The hit of this row."""
    return next(hit for hit in lexicon.match(Tokens.of(sentence)).frames if hit.row.id == row_id)


@pytest.mark.parametrize(
    ("sentence", "word", "mark", "actor"),
    [
        ("Norway's refusal to cut its tariff stands.", "refusal", Mark.POSSESSIVE, "Norway"),
        ("The Norwegian refusal to cut a tariff stands.", "refusal", Mark.ADJECTIVE, "Norwegian"),
        ("The refusal by Norway to cut a tariff stands.", "refusal", Mark.BY, "Norway"),
        ("A protest from Norway about the tariff came late.", "protest", Mark.FROM, "Norway"),
        ("Talks between Norway and Chile on a tariff began.", "talks", Mark.BETWEEN, "Norway and Chile"),
        ("Norway made an offer on its tariff.", "offer", Mark.LIGHT, "Norway"),
    ],
)
def test_a_noun_finds_its_actor_by_its_mark(lexicon: Lexicon, sentence: str, word: str, mark: Mark, actor: str) -> None:
    """Possessives, adjectives, prepositions and light verbs each tie an act noun to who acts."""
    hit = noun(lexicon, sentence, word)

    assert hit is not None
    assert hit.mark is mark
    assert actor in words(sentence, hit.actor)


def test_a_noun_without_a_mark_is_silent(lexicon: Lexicon) -> None:
    """A bare act noun names no actor and so is no find."""
    assert noun(lexicon, "fear of retaliation over the tariff grew.", "retaliation") is None


def test_no_before_a_noun_negates_it(lexicon: Lexicon) -> None:
    """ "Made no offer" is the act's negation."""
    hit = noun(lexicon, "Norway made no offer on its tariff.", "offer")

    assert hit is not None
    assert hit.act == "reject"


def test_the_target_stands_after_the_rows_preposition(lexicon: Lexicon) -> None:
    """A tariff is toward whoever stands after "on", also where "on" belongs to the row itself."""
    imposed = "Norway imposed a tariff of a tenth on Chilean fish."
    slapped = "Norway slapped a tariff on Chilean fish."

    assert "Chilean" in words(imposed, frame(lexicon, imposed, "impose").target)
    assert "Chilean" in words(slapped, frame(lexicon, slapped, "slap").target)


def test_of_two_objects_that_rows_ask_for_the_nearest_decides(lexicon: Lexicon) -> None:
    """ "Weighs a delay of the tariffs" is about the delay."""
    tokens = Tokens.of("Norway is weighing a delay of the tariffs.")

    found = {hit.row.id for hit in lexicon.match(tokens).frames if tokens.lows[hit.start] == "weighing"}

    assert found == {"consider.relief"}


@pytest.mark.parametrize("subject", ["Neither Norway nor Chile", "Nobody in Norway"])
def test_a_negative_subject_negates_its_verb(lexicon: Lexicon, subject: str) -> None:
    """ "Neither A nor B imposed" has A and B not impose."""
    assert frame(lexicon, f"{subject} imposed a tariff on fish.", "impose").act == "reject"


def test_not_elsewhere_in_the_subject_leaves_the_verb_alone(lexicon: Lexicon) -> None:
    """Only words that negate from within a subject do."""
    sentence = "A trade panel not known for haste imposed a tariff on fish."

    assert frame(lexicon, sentence, "impose").act == "restrict"


def test_a_topic_of_the_other_kind_does_not_do(lexicon: Lexicon) -> None:
    """A row that needs a currency topic stays silent beside a topic of trade alone."""
    assert frame(lexicon, "Norway intervened at dawn to hold its exchange rate.", "intervene")
    assert "intervene" not in {hit.row.id for hit in lexicon.match(Tokens.of("Norway intervened at dawn to hold its tariff.")).frames}


def test_typographic_forms_read_as_plain_ones(lexicon: Lexicon) -> None:
    """Contracted negation is found as the tokenizer cuts it."""
    assert frame(lexicon, "Norway didn't impose a tariff on fish.", "impose").act == "reject"


def test_ten_thousand_words_are_read_in_bounded_time(lexicon: Lexicon) -> None:
    """A sentence that is nothing but finds neither fails nor takes more than linear time per word."""
    tokens = Tokens.of("tariff on imports, " * 2500)

    found = lexicon.match(tokens)

    assert len(found.topics) >= 5000
