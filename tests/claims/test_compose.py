"""Claims as they are written down once everything is decided."""

from datetime import date

import pytest
from texts import make_article

from pipelines.claims.compose import Composer, story_of
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader, Reading
from pipelines.claims.slots import Filled
from pipelines.claims.validators import Codes
from pipelines.dating.offices import Offices
from pipelines.records import Claim, DateBasis
from pipelines.reference import Reference

TOLD = (
    "Brazilian Trade Minister Ana Prado said on Monday that Brazil would impose tariffs on Danish butter.\n\n"
    "Prado added that Brazil rejected a quota on wine."
)
UNDATED = "Chile has imposed tariffs on Danish butter."


@pytest.fixture(scope="module")
def composer(tables: Reference) -> Composer:
    """What writes claims."""
    return Composer(Offices.load(tables), Codes.load(tables), "test 1")


def filled_of(reading: Reading, place: int, actor: str, issue: str, act: str) -> Filled:
    """A decision for an actor in a sentence."""
    candidate = next(one for one in reading.sentences[place].candidates if one.actor == actor)
    return Filled(Decided(place, candidate, issue, "trade", act), "asserted", "own", (), None, None, None, None, 0.5, (), ())


def second_claim(composer: Composer, reading: Reading) -> Claim:
    """What Brazil rejects in the second sentence."""
    return composer.compose(reading, story_of(reading), filled_of(reading, 1, "BRA", "quotas", "reject"))


def test_a_day_told_by_another_sentence_is_shown_where_it_stands(reader: Reader, composer: Composer) -> None:
    """Quote and evidence lead into the article's text, also where the day's words stand in the sentence before."""
    reading = reader.read(make_article(TOLD))

    claim = second_claim(composer, reading)

    shown = {one.slot: TOLD[one.start : one.end] for one in claim.evidence}
    assert TOLD[claim.quote_start : claim.quote_end] == claim.quote == "Prado added that Brazil rejected a quota on wine."
    assert (claim.claimed_on, claim.date_basis, shown["claimed_on"]) == (date(2025, 4, 14), DateBasis.RELATIVE, "Monday")
    assert (shown["actor"], claim.time_expression) == ("Prado", "Monday")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("BRASILIA, April 14 (Quayside) - Brazil has imposed a tariff on Danish butter.", "Brazil"),
        ("Brasilia, April 14 (Quayside) - Brazil has imposed a tariff on Danish butter.", "Brazil"),
        ("BRASILIA, April 14 (Quayside) - A tariff on Danish butter has been imposed.", "BRASILIA"),
    ],
)
def test_the_actor_is_shown_where_it_is_named_not_where_the_news_is_from(reader: Reader, composer: Composer, text: str, shown: str) -> None:
    """The city of a dateline is the evidence of an actor only where nothing else in the sentence names it."""
    reading = reader.read(make_article(text))

    claim = composer.compose(reading, story_of(reading), filled_of(reading, 0, "BRA", "tariffs", "restrict"))

    assert [text[one.start : one.end] for one in claim.evidence if one.slot == "actor"] == [shown]


def test_the_actor_is_shown_in_its_quote(reader: Reader, composer: Composer) -> None:
    """Where the quote is part of the sentence, what names the actor in it goes before what names it elsewhere."""
    text = "Brazil was asked about milk, and Brasilia has imposed a tariff on Danish butter."
    reading = reader.read(make_article(text))
    filled = filled_of(reading, 0, "BRA", "tariffs", "restrict")

    claim = composer.compose(reading, story_of(reading), filled, quote=(text.index("Brasilia"), len(text)))

    assert [text[one.start : one.end] for one in claim.evidence if one.slot == "actor"] == ["Brasilia"]


def test_what_is_written_hangs_on_nothing_written_before(reader: Reader, composer: Composer) -> None:
    """One writer serves two articles in turn, and each claim is as it is alone."""
    told, undated = reader.read(make_article(TOLD)), reader.read(make_article(UNDATED))
    alone = second_claim(composer, told)

    between = composer.compose(undated, story_of(undated), filled_of(undated, 0, "CHL", "tariffs", "restrict"))

    assert (between.date_basis, between.time_expression) == (DateBasis.PUBLICATION, None)
    assert second_claim(composer, told) == alone


def test_the_story_of_a_reading_knows_its_paragraphs(reader: Reader) -> None:
    """Every sentence comes with who is named in it and with the paragraph it stands in."""
    story = story_of(reader.read(make_article(TOLD)))

    assert story.paragraphs == (0, 1)
    assert [{one.code for one in named} for named in story.named] == [{"BRA", "DNK"}, {"BRA"}]
