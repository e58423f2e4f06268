"""What labels say to the encoder's questions."""

from pathlib import Path

import pytest
from encoding import WordNumbers, sequencer, small_reading

from pipelines.claims.encoder_targets import COUNT, Questions
from pipelines.claims.labelled import LabelledClaim, read_claim
from pipelines.reference import Reference

REFERENCE = Reference(Path(__file__).parents[2] / "data" / "reference")


@pytest.fixture(scope="module")
def questions() -> Questions:
    """The questions over the real tables."""
    return Questions.load(REFERENCE)


def claim(**slots: object) -> LabelledClaim:
    """Japan rejects a quota, unless said otherwise."""
    return read_claim({"quote": "Japan rejected a quota", "actor": "JPN", "issue": "quotas", "act": "reject", **slots})


def test_a_candidate_without_a_claim_says_nothing_but_none(questions: Questions) -> None:
    """All shares are zero, so that only the count is learned from it."""
    reading = small_reading()
    sentence = reading.sentences[1]
    sequence = sequencer(WordNumbers()).lay_out(reading, sentence, sentence.candidates[0])

    target = questions.target(sequence, [])

    assert target.count == 0
    assert all(sum(shares) == 0 for shares in target.shares.values())
    assert target.counterparts == (False,)


def test_two_claims_share_each_answer(questions: Questions) -> None:
    """Where a candidate holds two claims, each of their answers is half right."""
    reading = small_reading()
    sentence = reading.sentences[1]
    sequence = sequencer(WordNumbers()).lay_out(reading, sentence, sentence.candidates[0])

    target = questions.target(sequence, [claim(), claim(act="accuse", counterparts=["USA"], direction="open")])

    acts = dict(zip(questions.answers["act"], target.shares["act"], strict=True))
    assert target.count == 2
    assert (acts["reject"], acts["accuse"]) == (0.5, 0.5)
    assert dict(zip(questions.answers["issue"], target.shares["issue"], strict=True))["quotas"] == 1.0
    assert dict(zip(questions.answers["direction"], target.shares["direction"], strict=True)) | {"none": 0.5, "open": 0.5} == dict(
        zip(questions.answers["direction"], target.shares["direction"], strict=True)
    )
    assert target.counterparts == (True,)


def test_more_than_two_claims_count_as_two(questions: Questions) -> None:
    """The encoder tells none, one and several apart, no more."""
    reading = small_reading()
    sentence = reading.sentences[1]
    sequence = sequencer(WordNumbers()).lay_out(reading, sentence, sentence.candidates[0])

    assert questions.target(sequence, [claim(), claim(act="accuse"), claim(act="threaten")]).count == 2


def test_every_issue_and_act_of_the_tables_is_an_answer(questions: Questions) -> None:
    """The answers are the tables' rows, in their order."""
    assert questions.answers["issue"] == tuple(row["issue"] for row in REFERENCE.rows("issues"))
    assert questions.answers["act"] == tuple(row["act"] for row in REFERENCE.rows("acts"))
    assert questions.sizes[COUNT] == 3
