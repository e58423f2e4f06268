"""What is done to somebody, or got by it."""

import pytest
from texts import make_article

from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.suffered import faced_deeds, lapsed_pacts, received_acts, suffered_acts


def rows_of(reader: Reader, text: str) -> dict[str, Row]:
    """The candidates of a sentence by their codes."""
    reading = reader.read(make_article(text))
    return {one.actor: Row(reading, 0, one) for one in reading.sentences[0].candidates}


@pytest.mark.parametrize(
    ("text", "actor", "suffered"),
    [
        ("Malta has also been threatened with sanctions.", "MLT", {"threaten"}),
        ("Malta was repeatedly accused of dumping, and Cyprus complained.", "CYP", set()),
        ("Malta threatened Cyprus with sanctions.", "MLT", set()),
        ("Malta, threatened by Cyprus with sanctions, wants talks.", "MLT", {"threaten"}),
        ("Accused by Cyprus of dumping, Malta called for talks.", "MLT", {"accuse"}),
        ("Malta, branded a currency manipulator by Cyprus, let its currency rise.", "MLT", {"accuse"}),
        ("Malta's offer of a lower tariff was rejected by Cyprus.", "MLT", {"reject"}),
        ("Malta's tariff on yachts was lifted.", "MLT", set()),  # by itself, for all we know
        ("Malta was told by Cyprus to cut its tariff on yachts.", "MLT", {"affirm", "concede", "request"}),
        ("The tariff announced by Malta was withdrawn by it.", "MLT", set()),
        ("Malta was threatened with sanctions, but it threatened Cyprus with tariffs too.", "MLT", set()),
        ("The yachts of Malta may be hit by a tariff, and sanctions were threatened.", "MLT", set()),
    ],
)
def test_who_suffers_an_act_does_not_do_it(reader: Reader, text: str, actor: str, suffered: set[str]) -> None:
    """Only the subject of a passive, named right before its verbs, and only where no other word may be its own act."""
    assert suffered_acts(rows_of(reader, text)[actor]) == suffered


@pytest.mark.parametrize(
    ("text", "actor", "faced"),
    [
        ("Malta faces an American levy on yachts.", "MLT", True),
        ("Malta faces an American levy on yachts.", "USA", False),
        ("Malta, which taxes yachts, may be vulnerable to a levy.", "MLT", False),
        ("Malta is bracing for sanctions.", "MLT", True),
        ("Malta faces a levy and imposed a tariff on yachts.", "MLT", False),
        ("Malta's face was saved, and it imposed a tariff.", "MLT", False),
        ("Maltese yachts were slapped with a 17% duty.", "MLT", True),
        ("Malta's fast yachts have been hit with a 17% duty.", "MLT", True),
        ("Malta is subject to a 10% Cypriot tariff.", "MLT", True),
        ("Maltese yachts carry a 39% duty.", "MLT", True),
        ("Maltese tariffs face a challenge.", "MLT", False),
        ("A tariff on Maltese yachts was hit by a ruling.", "MLT", False),
        ("Maltese yachts were hit by a duty, and Malta imposed a tariff on cars.", "MLT", False),
        ("The Maltese government was hit by a storm after it imposed a tariff.", "MLT", False),
    ],
)
def test_who_faces_a_deed_does_not_do_it(reader: Reader, text: str, actor: str, faced: bool) -> None:
    """The subject of facing, bracing and the like; what it does in another clause it does."""
    assert ("restrict" in faced_deeds(rows_of(reader, text)[actor])) is faced


@pytest.mark.parametrize(
    ("text", "is_got"),
    [
        ("Malta won a delay in the tariff on yachts.", True),
        ("Malta secured a reduction of the tariff on yachts.", True),
        ("Malta was granted a waiver from the tariff on yachts.", True),
        ("Malta was offered lower duties on yachts, a Cypriot official said.", True),
        ("Malta got the tariff delayed by agreeing to buy more yachts.", False),
        ("Malta granted a waiver from the tariff on yachts.", False),
        ("Malta won a trade deal with Cyprus.", False),
        ("Malta was granted a delay and dropped its tariff on yachts.", False),
        ("Malta won an exemption after it agreed to lower its tariff.", False),
        ("Maltese yachts were exempted from the tariff.", True),
        ("Malta's old yachts were spared from the tariff by Cyprus.", True),
        ("Malta was given an exemption from the tariff by Cyprus.", True),
        ("Malta won a promise from Cyprus that the tariff on yachts would be lowered.", True),
        ("Malta won a promise from Cyprus that the tariff would fall, and cut its own tariff.", False),
        ("Malta promised that the tariff on yachts would be lowered.", False),
        ("Malta's market was opened to yachts.", False),
    ],
)
def test_who_gets_a_favour_grants_none(reader: Reader, text: str, is_got: bool) -> None:
    """Unless another word tells that it gives something too."""
    assert ("concede" in received_acts(rows_of(reader, text)["MLT"])) == is_got


@pytest.mark.parametrize(
    ("text", "is_lapsed"),
    [
        ("The trade pact between Malta and Cyprus expired.", True),
        ("Malta let its trade agreement with Cyprus lapse.", True),
        ("Malta and Cyprus signed a trade pact.", False),
        ("The trade pact between Malta and Cyprus will not lapse.", False),
    ],
)
def test_a_pact_that_lapses_is_agreed_by_nobody(reader: Reader, text: str, is_lapsed: bool) -> None:
    """Whoever is named with it."""
    assert ("agree" in lapsed_pacts(rows_of(reader, text)["MLT"])) == is_lapsed


def test_the_words_that_it_faces_are_not_its_own(reader: Reader) -> None:
    """Calls and charges by others are theirs."""
    faced = faced_deeds(rows_of(reader, "Malta faces calls from Cyprus to cut its tariff on yachts.")["MLT"])

    assert {"accuse", "request"} <= faced
