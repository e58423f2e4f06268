"""Which direction goes with a claim's likely issues and acts."""

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.decide import Decision
from pipelines.claims.direction import asked_way, expected_shares, named_way, possible_ways, refused_way, talked_way
from pipelines.claims.lexicon import Lexicon
from pipelines.claims.model import Floats, load_bundle
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.claims.slots import SlotFiller
from pipelines.claims.tokens import Tokens
from pipelines.claims.version import model_path
from pipelines.claims.ways import Ways
from pipelines.dating.offices import Offices
from pipelines.reference import Reference

ALONE: dict[str, Floats] = {
    "issue": np.asarray([[0.5, 0.5]], dtype=np.float32),
    "act": np.asarray([[0.3, 0.7]], dtype=np.float32),
}


def test_every_pair_counts_by_its_chance() -> None:
    """Expected shares mix those of all pairs, by joint chances where there are some and else by issue and act alone."""
    shares = np.zeros((2, 2, 3), dtype=np.float32)
    shares[:, 0, 0], shares[:, 1, 1] = 1, 1
    joint = {**ALONE, PAIR: np.asarray([[0.1, 0.2, 0.1, 0.6]], dtype=np.float32)}

    assert expected_shares(shares, ALONE)[0].tolist() == pytest.approx([0.3, 0.7, 0.0])
    assert expected_shares(shares, joint)[0].tolist() == pytest.approx([0.2, 0.8, 0.0])


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Malta ruled out any possibility of cutting its duties on yachts.", "protect"),
        ("Malta opposes lifting the sanctions.", "protect"),
        ("Malta rejected the idea of imposing export quotas on yachts.", "open"),
        ("Malta will not raise tariffs on yachts.", "open"),
        ("Malta rejected an Italian demand to cut its duties on yachts.", "protect"),
        ("Malta will cut its duties on yachts.", None),
        ("Malta will neither raise its tariffs on yachts nor did it agree to cut the duties.", None),
    ],
)
def test_a_refusal_leads_the_other_way(sentence: str, way: str | None) -> None:
    """Not to open protects, not to close is open; what is not refused, or is refused both ways, says nothing."""
    assert refused_way(Lexicon.load(Reference(REFERENCE)).match(Tokens.of(sentence))) == way


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Malta urged the European Union to impose duties on yachts.", "protect"),
        ("Malta asked Rome to raise its tariffs on yachts.", "protect"),
        ("Malta urged Rome not to impose tariffs on yachts.", "open"),
        ("Malta asked Rome to stop restricting yacht exports.", "open"),
        ("Malta called on Rome to lift its duties on yachts.", "open"),
        ("Malta asked Rome to think again.", None),
    ],
)
def test_a_request_leads_where_what_is_asked_for_does(sentence: str, way: str | None) -> None:
    """The guide codes what is asked for: who asks for a duty protects, who asks for its end does not."""
    assert asked_way(Lexicon.load(Reference(REFERENCE)).match(Tokens.of(sentence))) == way


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Malta and Cyprus opened talks on a free trade agreement.", "open"),
        ("Malta met Cyprus to talk about lowering tariffs on yachts.", "open"),
        ("Malta and Cyprus will hold trade talks in May.", None),
    ],
)
def test_talks_on_freer_trade_are_open(sentence: str, way: str | None) -> None:
    """Where they say what they are for; trade talks alone say nothing."""
    assert talked_way(Lexicon.load(Reference(REFERENCE)).match(Tokens.of(sentence))) == way


@pytest.mark.parametrize(
    ("sentence", "act", "way"),
    [
        ("Norway ruled out duties on Danish yachts.", "reject", "open"),
        ("Norway rejected retaliatory tariffs.", "reject", "open"),
        ("Norway rejected a cut in its duties on yachts.", "reject", "protect"),
        ("Norway rejected a request for an exemption from its duties.", "reject", "protect"),
        ("Norway called for higher duties on Danish yachts.", "request", "protect"),
        ("Norway demanded an embargo on Danish yachts.", "request", "protect"),
        ("Norway demanded an end to duties on its yachts.", "request", None),
        ("Norway wants the duties on its yachts to go.", "request", None),
        ("Norway demanded quotas for yachts.", "request", None),
        ("Norway urged Denmark to lift its duties on yachts.", "request", None),
        ("No waivers from the tariff will be granted, Malta said.", "reject", "protect"),
        ("No duties were imposed on yachts, Malta said.", "reject", "open"),
        ("The duties were imposed by Malta.", "reject", None),
    ],
)
def test_a_measure_that_is_named_leads_its_way(reader: Reader, sentence: str, act: str, way: str | None) -> None:
    """Refused it is open, asked for it protects; its relief, or a verb that says what is asked for, is told elsewhere."""
    assert named_way(reader.read(make_article(sentence)).sentences[0], act) == way


def test_a_direction_that_hardly_ever_goes_with_issue_and_act_is_none_of_theirs() -> None:
    """One label in fifty is enough; one in a hundred may be a slip."""
    shares = np.asarray([[[0.5, 0.48, 0.02], [0.99, 0.01, 0.0]]], dtype=np.float32)

    assert possible_ways(shares, [0, 0], [0, 1]).tolist() == [[1, 1, 1], [1, 0, 0]]


def test_no_candidates_have_no_shares() -> None:
    """A chunk without a candidate gives an empty answer, not a fault."""
    nobody = {name: found[:0] for name, found in ALONE.items()}

    assert expected_shares(np.ones((2, 2, 3), dtype=np.float32), nobody).shape == (0, 3)


@pytest.mark.parametrize(("threatens", "direction"), [(0.4, "open"), (0.6, "protect")])
def test_a_direction_follows_all_that_a_claim_may_be(threatens: float, direction: str) -> None:
    """Where the words say nothing, the direction is that of the likely pairs together, whichever single one was decided."""
    tables = Reference(REFERENCE)
    bundle = load_bundle(model_path(REFERENCE))
    filler = SlotFiller(bundle, {"tariffs": "trade"}, CurrencyIndex.load(tables), Ways.load(tables))
    reading = Reader.load(tables, Offices.load(tables)).read(make_article("Norway spoke of its duties on cheese."))
    row = Row(reading, 0, next(one for one in reading.sentences[0].candidates if one.actor == "NOR"))
    main = bundle.models["main"]
    even = {head: len(main.classes(head)) for head in ("issue", "act", "modality", "attribution", "direction")}
    scores = {head: np.full((1, count), 1 / count, dtype=np.float32) for head, count in even.items()}
    pair = np.zeros((even["issue"], even["act"]), dtype=np.float32)
    for act, chance in (("threaten", threatens), ("concede", (1 - threatens) / 2), ("accuse", (1 - threatens) / 2)):
        pair[main.classes("issue").index("tariffs"), main.classes("act").index(act)] = chance

    filled = filler.fill([row], [Decision(0, "tariffs", "affirm", 0.5, ())], {**scores, PAIR: pair.reshape(1, -1)})

    assert [one.direction for one in filled] == [direction]
