"""What the model sees of a candidate."""

from dataclasses import replace

from texts import make_article

from pipelines.claims.candidates import CANDIDATE_KINDS
from pipelines.claims.features import Featurizer
from pipelines.claims.reading import Reader


def test_a_candidate_is_described_in_one_order_in_every_process(reader: Reader) -> None:
    """Where the context offers an actor in several ways they are told in order of their names, for sums of floats hang on the order."""
    reading = reader.read(make_article("Peru raised its duty on rice."))
    offered = replace(reading.sentences[0].candidates[0], contexts=frozenset(CANDIDATE_KINDS))

    shape = Featurizer(reading).describe(0, offered)["shape"]

    assert [one for one in shape if one.startswith("offered=")] == [f"offered={kind}" for kind in sorted(CANDIDATE_KINDS)]
