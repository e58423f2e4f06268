"""Every lexicon row fires on its own example and stays silent on its counter-example."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.claims.lexicon import Lexicon
from pipelines.claims.lexicon_hits import FrameHit, Matches, NounHit, Span
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference, Row

REFERENCE = Reference(Path(__file__).parents[2] / "data" / "reference")
FINDERS: dict[str, Callable[[Matches], Sequence[object]]] = {
    "frames": lambda found: found.frames,
    "act_nouns": lambda found: found.nouns,
    "topics": lambda found: found.topics,
    "cues": lambda found: found.cues,
    "speech_sources": lambda found: found.sources,
    "speech_verbs": lambda found: found.speech,
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped rows."""
    return Lexicon.load(REFERENCE)


def hits_of(lexicon: Lexicon, table: str, row: Row, column: str) -> list[object]:
    """The hits of this very row in one of its sentences."""
    found = FINDERS[table](lexicon.match(Tokens.of(row[column])))
    return [hit for hit in found if hit.row.id == row["id"]]  # type: ignore[attr-defined]


def words_in(sentence: str, span: Span | None) -> str:
    """The text of a span in lower case."""
    tokens = Tokens.of(sentence)
    return sentence[tokens.starts[span[0]] : tokens.ends[span[1] - 1]].lower() if span else ""


def is_blocking(table: str, row: Row) -> bool:
    """Whether the row is there to hide topics."""
    return table == "topics" and row["strength"] == "blocking"


@pytest.mark.parametrize("table", FINDERS)
def test_every_row_fires_on_its_example(lexicon: Lexicon, table: str) -> None:
    """A row is found in its own example sentence."""
    silent = [row["id"] for row in REFERENCE.rows(table) if not is_blocking(table, row) and not hits_of(lexicon, table, row, "example")]

    assert silent == []


@pytest.mark.parametrize("table", FINDERS)
def test_no_row_fires_on_its_counter_example(lexicon: Lexicon, table: str) -> None:
    """A row is not found in the sentence that looks like it and is not meant."""
    wrong = [row["id"] for row in REFERENCE.rows(table) if not is_blocking(table, row) and hits_of(lexicon, table, row, "counter_example")]

    assert wrong == []


@pytest.mark.parametrize("table", ["frames", "act_nouns"])
def test_the_actor_words_of_an_example_stand_where_the_row_looks_for_them(lexicon: Lexicon, table: str) -> None:
    """The region in which the actor is looked for holds the example's actor."""
    wrong = []
    for row in REFERENCE.rows(table):
        hits = hits_of(lexicon, table, row, "example")
        regions = [words_in(row["example"], hit.actor) for hit in hits if isinstance(hit, FrameHit | NounHit)]
        wanted = [actor.lower() for actor in row["example_actor"].split(";") if actor]
        wrong += [(row["id"], actor, regions) for actor in wanted if not any(actor in region for region in regions)]

    assert wrong == []


@pytest.mark.parametrize("table", ["frames", "act_nouns"])
def test_the_act_of_an_example_is_the_rows_own(lexicon: Lexicon, table: str) -> None:
    """Examples state their act plainly, so what is read is the row's act, done or ahead, never its negation or a request for it."""
    wrong = []
    for row in REFERENCE.rows(table):
        acts = {hit.act for hit in hits_of(lexicon, table, row, "example") if isinstance(hit, FrameHit | NounHit)}
        wrong += [(row["id"], act) for act in acts - {row["act"], row.get("act_ahead", row["act"])}]

    assert wrong == []


def test_a_blocking_phrase_hides_the_topic_inside_it(lexicon: Lexicon) -> None:
    """A blocking row's example holds no topic; its counter-example holds one."""
    rows = [row for row in REFERENCE.rows("topics") if is_blocking("topics", row)]

    leaking = [row["id"] for row in rows if lexicon.match(Tokens.of(row["example"])).topics]
    overreaching = [row["id"] for row in rows if not lexicon.match(Tokens.of(row["counter_example"])).topics]

    assert rows
    assert leaking == []
    assert overreaching == []


def test_a_cue_bears_on_the_verb_that_its_row_names(lexicon: Lexicon) -> None:
    """A cue of the verb group is among the governors of the word in its `reach` column."""
    wrong = []
    for row in REFERENCE.rows("cues"):
        if row["scope"] != "chain" or not row["effect"] or not row["reach"]:
            continue
        tokens = Tokens.of(row["example"])
        frames = [hit for hit in lexicon.match(tokens).frames if tokens.lows[hit.start] == row["reach"]]
        if not any(row["id"] in hit.governors for hit in frames):
            wrong.append(row["id"])

    assert wrong == []


def test_the_speaker_of_an_example_stands_beside_its_verb(lexicon: Lexicon) -> None:
    """The words named as speaker stand within five words of the verb of saying."""
    wrong = []
    for row in REFERENCE.rows("speech_verbs"):
        tokens = Tokens.of(row["example"])
        near = [tokens.lows[max(0, hit.start - 5) : hit.end + 5] for hit in lexicon.match(tokens).speech if hit.row.id == row["id"]]
        if not any(row["example_speaker"].lower() in words for words in near):
            wrong.append(row["id"])

    assert wrong == []


@pytest.mark.parametrize("table", FINDERS)
def test_every_row_has_an_example_and_a_counter_example(table: str) -> None:
    """No row enters the lexicon without the two sentences that show what it is for."""
    bare = [row["id"] for row in REFERENCE.rows(table) if not row["example"] or not row["counter_example"]]

    assert bare == []
