"""Whose word each sentence is: speakers resolved, and speeches that go on."""

import pytest
from texts import make_article

from pipelines.claims.hearing import Hearing, hear
from pipelines.claims.reading import Reader
from pipelines.claims.voices import Side, Voice


def hear_text(reader: Reader, text: str) -> Hearing:
    """The voices of an article with this body."""
    return hear(reader.read(make_article(text)))


def last_voice(hearing: Hearing) -> Voice:
    """Whose word the last sentence is."""
    heard = hearing.sentences[-1]
    told = heard.told[-1] if heard.told else heard.carried
    assert told is not None
    return told.voice


@pytest.mark.parametrize(
    ("text", "side", "codes"),
    [
        ("Norwegian officials said the tariff on fish would rise.", Side.STATE, ("NOR",)),
        ("Norway said the tariff on fish would rise.", Side.STATE, ("NOR",)),
        ("Norwegian fish exporters said the tariff would rise.", Side.THIRD, ("NOR",)),
        ("A former Norwegian trade minister said the tariff would rise.", Side.THIRD, ("NOR",)),
        ("The tariff on fish will rise, said Ann Berge, an economist at a bank in Oslo.", Side.THIRD, ("NOR",)),
        ("The tariff on fish will rise, Politico reported.", Side.THIRD, ()),
        ("Western diplomats said the tariff on fish would rise.", Side.NEUTRAL, ()),
        ("Torvald Pladsen said the tariff on fish would rise.", Side.UNKNOWN, ()),
    ],
)
def test_the_words_that_name_a_speaker_tell_its_side(reader: Reader, text: str, side: Side, codes: tuple[str, ...]) -> None:
    """Officials and states speak for a state; sources of other kinds for none; a bare name is unknown."""
    voice = last_voice(hear_text(reader, text))

    assert (voice.side, voice.codes) == (side, codes)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Norway's trade minister Torvald Pladsen said the tariff on fish would rise. He said it would hurt.", Side.STATE),
        ("Economists said the tariff on fish would rise. They said it would hurt.", Side.THIRD),
        ("Torvald Pladsen, an economist at a bank, spoke to the press. Pladsen said the tariff would rise.", Side.THIRD),
        ("The tariff will hurt, said analyst Ann Berge. The tariff will rise again, Berge said.", Side.THIRD),
        ("The Norwegian trade ministry said the tariff would rise. It said it had no choice.", Side.STATE),
    ],
)
def test_a_speaker_that_was_heard_or_introduced_is_known_again(reader: Reader, text: str, side: Side) -> None:
    """Pronouns stand for whoever spoke last, family names for whoever bears them."""
    assert last_voice(hear_text(reader, text)).side is side


@pytest.mark.parametrize(
    ("text", "side", "codes"),
    [
        ("The Norwegian trade minister flew home. He said the tariff would rise.", Side.STATE, ("NOR",)),
        ("Norway's premier met Emmanuel Macron. He said the tariff would rise.", Side.STATE, ("NOR",)),
        ("The Norwegian central bank held its meeting. It said the krone was strong.", Side.STATE, ("NOR",)),
        ("Danish officials spoke. The analysts met in Oslo. They said the tariff would rise.", Side.THIRD, ()),
        ("Danish officials spoke of fish. Rain fell on the analysts. They said the tariff would rise.", Side.STATE, ("DNK",)),
    ],
)
def test_a_pronoun_means_who_did_something_right_before(reader: Reader, text: str, side: Side, codes: tuple[str, ...]) -> None:
    """The subject of the sentence before comes before whoever spoke last; no other word of it does."""
    voice = last_voice(hear_text(reader, text))

    assert (voice.side, voice.codes) == (side, codes)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Norwegian Prime Minister Kari Dahl, a former banker, said the tariff would rise.", Side.STATE),
        ("Finance Minister Dahl, an economist by training, said Norway's tariff would rise.", Side.STATE),
        ("Mark Carney, a former central banker, said Canada's tariff would rise.", Side.STATE),
        ("Former trade minister Kari Dahl, an economist, said Norway's tariff would rise.", Side.THIRD),
        ("Kari Dahl, a former trade minister, said Norway's tariff would rise.", Side.THIRD),
        ("After talks with Prime Minister Dahl, an analyst said Norway's tariff would rise.", Side.THIRD),
    ],
)
def test_an_officials_past_takes_nothing_from_the_office(reader: Reader, text: str, side: Side) -> None:
    """A title before the name, or the register, says who speaks; what a former official was is another thing."""
    assert last_voice(hear_text(reader, text)).side is side


@pytest.mark.parametrize(
    "text",
    [
        "After talks with Torvald Pladsen, dealers said the tariff would rise. Pladsen said it would hurt.",
        "The tariff rose, Torvald Pladsen, told a hall of bankers. Pladsen said it would hurt.",
    ],
)
def test_who_only_stands_beside_a_speaker_or_a_hearer_is_none_of_them(reader: Reader, text: str) -> None:
    """A name before a comma is no dealer's because dealers speak or listen behind it."""
    assert last_voice(hear_text(reader, text)).side is Side.UNKNOWN


def test_an_open_quote_is_the_word_of_whoever_closes_it(reader: Reader) -> None:
    """The first sentence of a quote over two is said by the speaker that stands after the second, not by who spoke before it."""
    text = (
        'Norwegian officials said the tariff would rise.\n\n"The tariff will hurt us all. We shall sell less fish," said analyst Ann Berge.'
    )

    first_of_quote = hear_text(reader, text).sentences[1]

    assert first_of_quote.is_quoted
    assert first_of_quote.away == 1
    assert first_of_quote.carried is not None
    assert first_of_quote.carried.voice.side is Side.THIRD


def test_a_speech_goes_on_until_somebody_else_speaks(reader: Reader) -> None:
    """A sentence without a saying of its own carries the last speaker and how far back that was."""
    text = "Analysts said Norway would raise its tariff. The krone fell. Shops were empty. Norway said nothing had been decided."

    sentences = hear_text(reader, text).sentences

    assert [(one.carried.voice.side if one.carried else None, one.away) for one in sentences[1:3]] == [(Side.THIRD, -1), (Side.THIRD, -2)]
    assert sentences[3].carried is None


def test_nobody_is_heard_where_nobody_speaks(reader: Reader) -> None:
    """Sentences before the first saying have no voice."""
    hearing = hear_text(reader, "Norway raised its tariff on fish. The krone fell.")

    assert all(not one.told and one.carried is None for one in hearing.sentences)
    assert hearing.names == {}
