"""Rules of the quote."""

from texts import make_article

from pipelines.claims.options import Decided
from pipelines.claims.quotes import find_quote
from pipelines.claims.reading import Reader
from pipelines.claims.slots import Filled


def quote(reader: Reader, text: str, actor: str, issue: str, act: str) -> str:
    """The quote of a claim that the first sentence of a text holds."""
    read = reader.read(make_article(text)).sentences[0]
    candidate = next(one for one in read.candidates if one.actor == actor)
    decided = Decided(0, candidate, issue, "trade", act)
    start, end = find_quote(read, Filled(decided, "asserted", "own", (), None, None, None, None, 0.5, (), ()))
    return read.text[start:end]


def test_a_clause_that_holds_everything_is_the_quote(reader: Reader) -> None:
    """Of two clauses with a claim each, every claim quotes its own."""
    text = "Brazil imposed tariffs on Danish butter, and Chile rejected a quota on its wine."

    assert quote(reader, text, "BRA", "tariffs", "restrict") == "Brazil imposed tariffs on Danish butter"
    assert quote(reader, text, "CHL", "quotas", "reject") == "Chile rejected a quota on its wine."


def test_what_is_unsure_keeps_the_sentence(reader: Reader) -> None:
    """Where no known words of issue and act stand in one clause with the actor, the sentence is quoted."""
    text = "Brazil spoke up, and tariffs were imposed."

    assert quote(reader, text, "BRA", "tariffs", "restrict") == text


def test_a_leading_connective_is_left_out(reader: Reader) -> None:
    """ "But" and "However," carry nothing."""
    assert quote(reader, "However, Brazil objected.", "BRA", "tariffs", "accuse") == "Brazil objected."


def test_a_time_that_opens_the_sentence_is_kept_whole(reader: Reader) -> None:
    """ "Earlier," says no day, "Earlier this month" does."""
    assert quote(reader, "Earlier, Brazil objected.", "BRA", "tariffs", "accuse") == "Brazil objected."
    assert quote(reader, "Earlier this month, Brazil objected.", "BRA", "tariffs", "accuse") == "Earlier this month, Brazil objected."
