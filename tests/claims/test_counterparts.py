"""Whom a claim may be toward."""

import pytest
from texts import make_article

from pipelines.claims.counterparts import list_counterparts
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader


@pytest.mark.parametrize(
    ("sentence", "actor", "named"),
    [
        ("The G7 agreed in Rome to keep exchange rates stable.", "G7", set()),
        ("The G7 agreed to keep exchange rates stable, Italy's finance minister said.", "G7", set()),
        ("The G7 accused China of overcapacity in Rome.", "G7", {"CHN"}),
        ("The G7 rejected Italy's tariff.", "G7", {"ITA"}),
        ("Norway agreed in Rome to cut its tariff.", "NOR", {"ITA"}),
    ],
)
def test_a_groups_venue_and_spokesman_are_nobody_it_turns_to(reader: Reader, sentence: str, actor: str, named: set[str]) -> None:
    """Of a country's position the host may well be the other side."""
    reading = reader.read(make_article(sentence))
    candidate = next(one for one in reading.sentences[0].candidates if one.actor == actor)

    options = list_counterparts(reading, Decided(0, candidate, "tariffs", "trade", "agree"))

    assert {one.value for one in options if one.span is not None} == named


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Norway, Italy's rival in salmon, signed a trade pact with Peru.", {"PER"}),
        ("Norway, which left the European Union's market in 2019, signed a trade pact with Peru.", {"PER"}),
        ("Norway, which signed a trade pact with Italy, met Peru's envoy.", {"ITA", "PER"}),
        ("Norway, Italy and Peru signed a trade pact.", {"ITA", "PER"}),
    ],
)
def test_who_only_tells_who_the_actor_is_is_no_counterpart(reader: Reader, sentence: str, named: set[str]) -> None:
    """An insertion after the actor's name describes it, where the act stands behind it."""
    reading = reader.read(make_article(sentence))
    candidate = next(one for one in reading.sentences[0].candidates if one.actor == "NOR")

    options = list_counterparts(reading, Decided(0, candidate, "agreement", "trade", "agree"))

    assert {one.value for one in options if one.span is not None} == named
