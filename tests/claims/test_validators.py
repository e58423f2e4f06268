"""Rules that every claim must obey, whoever read it."""

from dataclasses import replace

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.sentences import split_sentences
from pipelines.claims.validators import Codes, faults_of
from pipelines.records import Attribution, Claim, DateBasis, Evidence, Modality
from pipelines.reference import Reference

TEXT = "Peru raised its duty on rice. Chile protested."
CLAIM = Claim(
    claim_id="c",
    article_id="a-0",
    sentence=0,
    quote="Peru raised its duty on rice",
    quote_start=0,
    quote_end=28,
    actor="PER",
    speaker=None,
    counterparts=(),
    issue="tariffs",
    topic="trade",
    act="restrict",
    score=-0.8,
    modality=Modality.ASSERTED,
    attribution=Attribution.OWN,
    evidence=(Evidence("actor", 0, 4),),
    confidence=0.6,
)


@pytest.fixture(scope="module")
def codes() -> Codes:
    """The real codes."""
    return Codes.load(Reference(REFERENCE))


def faults(claim: Claim, codes: Codes) -> list[str]:
    """What is wrong with a claim of the text above."""
    return faults_of(claim, make_article(TEXT), split_sentences(TEXT), codes)


def test_a_sound_claim_may_stand(codes: Codes) -> None:
    """No rule is broken."""
    assert faults(CLAIM, codes) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quote": "Peru cut its duty on rice"}, "not in the article"),
        ({"quote_end": 27}, "not in the article"),
        ({"quote": TEXT, "quote_end": len(TEXT)}, "not inside its sentence"),
        ({"sentence": 7}, "does not exist"),
        ({"actor": "XXX"}, "actor"),
        ({"counterparts": ("PER",)}, "counterpart"),
        ({"counterparts": ("USA", "CHL")}, "sorted"),
        ({"topic": "currency"}, "topic"),
        ({"score": 0.8}, "score"),
        ({"currency": "PEN"}, "currency"),
        ({"direction": "stronger"}, "direction"),
        ({"amount": 5.0}, "amount and unit"),
        ({"amount": 5.0, "unit": "kg"}, "unit"),
        ({"evidence": (Evidence("actor", 40, 99),)}, "evidence"),
        ({"confidence": 1.5}, "share"),
        ({"date_basis": DateBasis.PUBLICATION}, "basis"),
    ],
)
def test_each_rule_refuses_what_breaks_it(codes: Codes, changes: dict[str, object], said: str) -> None:
    """Every rule has a claim that only it refuses."""
    assert any(said in fault for fault in faults(replace(CLAIM, **changes), codes))  # type: ignore[arg-type]


def test_a_day_may_be_told_anywhere_in_the_article(codes: Codes) -> None:
    """The first sentence dates a story whose last one makes a claim; the words of any other slot stand near the claim."""
    story = "On April 2 the port was shut. Rain fell. Wind rose. Peru raised its duty on rice."
    start = story.index("Peru")
    sentences = split_sentences(story)
    told = replace(CLAIM, sentence=3, quote=story[start:-1], quote_start=start, quote_end=len(story) - 1)

    found = [
        faults_of(replace(told, evidence=(Evidence(slot, 3, end),)), make_article(story), sentences, codes)
        for slot, end in (("claimed_on", 10), ("actor", 10), ("claimed_on", len(story) + 1))
    ]

    assert [len(faults) for faults in found] == [0, 1, 1]
