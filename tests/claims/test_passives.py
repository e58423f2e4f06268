"""Who does what in a passive."""

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.lexicon import Lexicon
from pipelines.claims.passives import turn_passives
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference

ACTS = ("accuse", "concede", "request", "restrict")


def turn(reader: Reader, text: str, chances: dict[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
    """Chance of a claim and likeliest act by code, before and after."""
    reading = reader.read(make_article(text))
    rows = [Row(reading, 0, one) for one in reading.sentences[0].candidates if one.actor in chances]
    claim = np.asarray([chances[row.candidate.actor][0] for row in rows], dtype=np.float32)
    pair = np.asarray([[0.7 if act == chances[row.candidate.actor][1] else 0.1 for act in ACTS] for row in rows], dtype=np.float32)
    scores = {"claim": np.stack([1 - claim, claim], axis=1), "issue": np.ones((len(rows), 1), dtype=np.float32), "act": pair, PAIR: pair}

    kept = turn_passives(rows, scores, ACTS)

    assert kept["act"].tolist() == kept[PAIR].tolist()
    assert kept[PAIR].sum(axis=1).tolist() == [pytest.approx(1.0)] * len(rows)
    likeliest = [ACTS[at] for at in kept[PAIR].argmax(axis=1)]
    return {row.candidate.actor: (round(float(one), 2), act) for row, one, act in zip(rows, kept["claim"][:, 1], likeliest, strict=True)}


def test_an_accusation_is_that_of_who_accuses(reader: Reader) -> None:
    """Where the models take the subject for the accuser, the two change places."""
    before = {"PER": (0.9, "accuse"), "CHL": (0.2, "concede")}

    assert turn(reader, "Peru was accused by Chile of dumping copper.", before) == {"CHL": (0.9, "accuse"), "PER": (0.2, "concede")}


def test_what_somebody_is_asked_to_do_is_a_request(reader: Reader) -> None:
    """The subject does nothing yet; who asks holds the claim, and asks."""
    before = {"PER": (0.9, "concede"), "CHL": (0.2, "accuse")}

    after = turn(reader, "Peru has been asked by Chile to cut its tariff on copper.", before)

    assert after == {"CHL": (0.9, "request"), "PER": (0.2, "accuse")}


@pytest.mark.parametrize(
    ("text", "is_turned"),
    [
        ("Peru was slapped with a 50% Chilean tariff.", True),
        ("Peruvian copper is subject to a 10% Chilean tariff.", True),
        ("Peru was slapped with a tariff on copper for Chile.", False),
        ("Peru imposed a Chilean tariff on copper.", False),
    ],
)
def test_the_measure_that_somebody_bears_is_whose_it_is_named(reader: Reader, text: str, is_turned: bool) -> None:
    """Where the measure is named after another, that one takes it."""
    after = turn(reader, text, {"PER": (0.9, "restrict"), "CHL": (0.2, "accuse")})

    assert (after["CHL"] == (0.9, "restrict")) is is_turned


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Peru was accused by Chile of dumping copper.", {"PER": (0.9, "concede"), "CHL": (0.2, "accuse")}),
        ("Peru was accused by Chile of dumping copper.", {"PER": (0.3, "accuse"), "CHL": (0.9, "accuse")}),
        ("Peru accused Chile of dumping copper.", {"PER": (0.9, "accuse"), "CHL": (0.2, "accuse")}),
        ("Peru was accused of dumping copper, as Chile was.", {"PER": (0.9, "accuse"), "CHL": (0.2, "accuse")}),
    ],
)
def test_all_else_stays(reader: Reader, text: str, before: dict[str, tuple[float, str]]) -> None:
    """Another act of the subject, an agent who is surer already, an active verb, and a passive without an agent."""
    assert turn(reader, text, before) == before


@pytest.mark.parametrize(
    ("text", "is_demanded"),
    [
        ("Peru was urged to cut its tariff on copper.", True),
        ("Peru has been asked by Chile to cut its tariff on copper.", True),
        ("Peru asked Chile to cut its tariff on copper.", False),
        ("Peru asked to cut its tariff on copper.", False),
    ],
)
def test_who_is_asked_is_not_who_asks(text: str, is_demanded: bool) -> None:
    """A verb under "was asked to" has no actor in the sentence but whoever is named as asking."""
    hits = Lexicon.load(Reference(REFERENCE)).match(Tokens.of(text)).frames
    (cut,) = (hit for hit in hits if hit.row.id == "cut.tariff")

    assert (cut.act, cut.is_demanded, cut.actor is None) == ("request", is_demanded, is_demanded)
