"""Acts that grammar bars."""

import numpy as np
import pytest
from texts import make_article

from pipelines.claims.barred import (
    asked_acts,
    bar_acts,
    carried_acts,
    denied_deeds,
    leaves_open,
    private_acts,
    supposed_acts,
    targeted_acts,
    unsaid_acts,
)
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR

ACTS = ("affirm", "reject", "restrict", "threaten")
MODALITIES = ("asserted", "possible")


def rows_of(reader: Reader, text: str) -> dict[str, Row]:
    """The candidates of a sentence by their codes."""
    reading = reader.read(make_article(text))
    return {one.actor: Row(reading, 0, one) for one in reading.sentences[0].candidates}


@pytest.mark.parametrize(
    ("text", "actor", "is_open"),
    [
        ("Malta has never ruled out sanctions on Cyprus.", "MLT", True),
        ("Malta has never ruled out sanctions on Cyprus.", "CYP", False),
        ("Malta isn't ruling out a tariff on yachts.", "MLT", True),
        ("Malta ruled out a tariff on yachts.", "MLT", False),
        ("Malta did not rule out a tariff on yachts but rejected any quota.", "MLT", False),
    ],
)
def test_who_has_not_ruled_something_out_leaves_it_open(reader: Reader, text: str, actor: str, is_open: bool) -> None:
    """Nobody else in the sentence does, and no one in a sentence that refuses something."""
    assert leaves_open(rows_of(reader, text)[actor]) is is_open


def test_only_what_the_guide_allows_is_left(reader: Reader) -> None:
    """Threats and affirmations, as possible, in their former proportion; other candidates keep their scores."""
    rows = rows_of(reader, "Malta has never ruled out sanctions with Cyprus.")
    pair = np.asarray([[0.1, 0.5, 0.2, 0.2]] * 2, dtype=np.float32)
    claim, modality = (np.asarray([[0.3, 0.7]] * 2, dtype=np.float32) for _ in range(2))
    scores = {"claim": claim, "issue": np.ones((2, 1), dtype=np.float32), "act": pair, PAIR: pair, "modality": 1 - modality}

    kept = bar_acts([rows["MLT"], rows["CYP"]], scores, ACTS, MODALITIES)

    assert kept[PAIR].tolist() == [pytest.approx([1 / 3, 0, 0, 2 / 3]), pytest.approx(pair[1])]
    assert kept["act"].tolist() == kept[PAIR].tolist()
    assert kept["modality"].tolist() == [[0, 1], pytest.approx(scores["modality"][1])]
    assert kept["claim"].tolist() == [pytest.approx(one) for one in claim]


@pytest.mark.parametrize(
    ("text", "actor", "denied"),
    [
        ("Malta has yet to lift its tariff on yachts.", "MLT", {"concede"}),
        ("Malta did not impose a tariff on yachts from Cyprus.", "MLT", {"restrict"}),
        ("Malta did not impose a tariff on yachts from Cyprus.", "CYP", set()),
        ("Malta did not lift its tariff on yachts, but Cyprus lifted the tariff on boats.", "MLT", set()),
        ("Malta lifted its tariff on yachts.", "MLT", set()),
        ("Malta will not impose the tariff until May.", "MLT", set()),
        ("Malta's tariff on yachts has not been imposed.", "MLT", {"restrict"}),
        ("Malta's tariff on yachts has yet to take effect.", "MLT", {"restrict"}),
        ("Malta stopped granting waivers from its tariff.", "MLT", {"concede"}),
        ("The Bank of Korea refrained from intervening in the currency market.", "KOR", {"intervene"}),
        ("The Bank of Korea has not stepped into the market to support the won.", "KOR", {"intervene"}),
        ("The Bank of Korea stepped into the market to support the won.", "KOR", set()),
        ("Malta stopped granting waivers, but Malta announced an exemption by decree.", "MLT", set()),
        ("No exemptions from the tariff will be granted, Malta said.", "MLT", {"concede"}),
        ("Malta's tariff on yachts has not been lifted.", "MLT", {"concede"}),
        ("Malta's tariff on yachts has not taken effect, but Malta imposed sanctions.", "MLT", set()),
    ],
)
def test_a_deed_that_is_only_denied_is_not_done(reader: Reader, text: str, actor: str, denied: set[str]) -> None:
    """Nobody else's deed is barred, nor one that the sentence tells of too."""
    assert denied_deeds(rows_of(reader, text)[actor]) == denied


@pytest.mark.parametrize(
    ("text", "actor", "private"),
    [
        ("Maltese chip makers threatened Cyprus with a lawsuit over tariffs.", "MLT", {"threaten"}),
        ("Maltese dealers sold dollars.", "MLT", {"intervene"}),
        ("Malta threatened Cyprus with tariffs.", "MLT", set()),
        ("Malta's central bank sold dollars.", "MLT", set()),
        ("Malta, manufacturers said, threatened Cyprus with tariffs.", "MLT", set()),
    ],
)
def test_what_firms_do_is_not_their_countrys(reader: Reader, text: str, actor: str, private: set[str]) -> None:
    """Firms, lobbies and dealers that a country's name describes."""
    assert private_acts(rows_of(reader, text)[actor]) == private


@pytest.mark.parametrize(
    ("text", "actor", "is_struck"),
    [
        ("The tariffs on Maltese yachts took effect on Monday.", "MLT", True),
        ("Cyprus kept its sanctions against the Maltese central bank.", "MLT", True),
        ("Cyprus kept its sanctions against the Maltese central bank.", "CYP", False),
        ("The tariffs on yachts and Malta's ban took effect.", "MLT", False),
        ("The tariffs on Maltese yachts took effect, and Malta retaliated.", "MLT", False),
        ("The duties on yachts were Malta's.", "MLT", False),
        ("Tariffs of 25% on Maltese yachts take effect on Monday.", "MLT", True),
        ("Duties of up to 50 percent on Maltese yachts take effect on Monday.", "MLT", True),
        ("Sanctions were imposed on Malta on Monday.", "MLT", True),
        ("A 9% duty was imposed on Maltese yachts.", "MLT", True),
        ("A 9% duty was imposed on Cypriot yachts by Malta.", "MLT", False),
        ("Malta's tariffs of 25% on Cypriot yachts take effect on Monday.", "MLT", False),
    ],
)
def test_whom_a_measure_is_on_does_not_take_it(reader: Reader, text: str, actor: str, is_struck: bool) -> None:
    """Where nothing else in the sentence names it."""
    assert targeted_acts(rows_of(reader, text)[actor]) == (frozenset({"restrict", "threaten"}) if is_struck else frozenset())


def test_who_spoke_before_may_answer_a_measure_on_it(reader: Reader) -> None:
    """The sentence may be the words of its official."""
    reading = reader.read(make_article("Prime Minister Robert Abela of Malta spoke. Tariffs on Malta will not go unanswered, he said."))
    candidate = next(one for one in reading.sentences[1].candidates if one.actor == "MLT")

    assert targeted_acts(Row(reading, 1, candidate)) == frozenset()


@pytest.mark.parametrize(
    ("text", "is_supposed"),
    [
        ("Cyprus will answer if Malta imposes a tariff on yachts.", True),
        ("If Malta imposes a tariff on yachts, Cyprus will answer.", True),
        ("Cyprus will answer if Malta imposes the tariff that it threatened.", False),
        ("Asked if Malta would impose a tariff on yachts, the minister nodded.", False),
        ("Malta will impose a tariff on yachts if Cyprus does.", False),
        ("Malta imposed a tariff on boats and will pay for it if Malta imposes a tariff on yachts.", False),
    ],
)
def test_what_is_done_in_an_if_clause_is_not_done(reader: Reader, text: str, is_supposed: bool) -> None:
    """Who would answer it holds the claim; a threat that is told of is one, and an asking "if" sets no condition."""
    assert supposed_acts(rows_of(reader, text)["MLT"]) == ({"restrict", "threaten"} if is_supposed else set())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Will Malta lift its tariff on yachts?", {"affirm", "reject", "restrict", "threaten"}),
        ("What will Malta's refusal to lift its tariff bring?", {"affirm", "restrict", "threaten"}),
        ('"Why would we lift our tariff?" Malta asked.', set()),
        ("Malta asked whether its tariff was fair.", set()),
    ],
)
def test_a_question_tells_nothing(reader: Reader, text: str, asked: set[str]) -> None:
    """But for what a noun tells as somebody's own; whoever is quoted may mean something by asking."""
    assert asked_acts(rows_of(reader, text)["MLT"], ACTS) == asked


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Malta declined to comment on the tariff.", set(ACTS)),
        ("Malta did not respond to questions about the tariff.", set(ACTS)),
        ("Malta declined to comment but will lift the tariff.", {"reject"}),
        ("Malta rejected the tariff and declined to comment on the quota.", set()),
        ("Malta rejected the tariff.", set()),
        ("Malta would not say whether it would raise the tariff.", set(ACTS)),
        ("Malta would not confirm that it had raised the tariff, but threatened to.", {"restrict"}),
        ("Malta raised the tariff and would not say why.", set()),
    ],
)
def test_a_refusal_to_comment_rejects_nothing(reader: Reader, text: str, unsaid: set[str]) -> None:
    """It tells nothing; whoever does something besides only rejects nothing by it, unless something else is refused too."""
    assert unsaid_acts(rows_of(reader, text)["MLT"], ACTS) == unsaid


@pytest.mark.parametrize(
    ("text", "actor", "carried"),
    [
        ("Malta imposed a tariff on Cypriot yachts. The tariff takes effect in May.", "CYP", {"restrict", "threaten"}),
        ("Malta imposed a tariff on Cypriot yachts. The tariff takes effect in May.", "MLT", set()),
        ("Malta met Cyprus. The tariff takes effect in May.", "CYP", set()),
        ("Malta imposed a tariff on Cypriot yachts. It will answer with a tariff in May.", "CYP", set()),
    ],
)
def test_the_duties_are_whose_they_were(reader: Reader, text: str, actor: str, carried: set[str]) -> None:
    """A sentence about a measure that names nobody goes on about who was told to have taken it."""
    reading = reader.read(make_article(text))
    candidate = next(one for one in reading.sentences[1].candidates if one.actor == actor)

    assert carried_acts(Row(reading, 1, candidate)) == carried


def test_who_only_suffers_need_hold_no_position(reader: Reader) -> None:
    """The chance of a claim falls by that of the act."""
    row = rows_of(reader, "Malta has been threatened with sanctions.")["MLT"]
    pair = np.asarray([[0.1, 0.1, 0.0, 0.8]], dtype=np.float32)
    claim, modality = (np.asarray([[0.5, 0.5]], dtype=np.float32) for _ in range(2))
    scores = {"claim": claim, "issue": np.ones((1, 1), dtype=np.float32), "act": pair, PAIR: pair, "modality": modality}

    kept = bar_acts([row], scores, ACTS, MODALITIES)

    assert kept["claim"][0].tolist() == pytest.approx([0.9, 0.1])
    assert kept[PAIR][0].tolist() == pytest.approx([0.5, 0.5, 0.0, 0.0])
