"""What a verb's neighbours make of it, where its actor stands, and what the tables refuse."""

import shutil
from pathlib import Path

import pytest

from pipelines.claims.lexicon import Lexicon
from pipelines.claims.lexicon_codes import CueKind
from pipelines.claims.lexicon_hits import FrameHit, Voice
from pipelines.claims.lexicon_parse import TABLES
from pipelines.claims.tokens import Tokens
from pipelines.errors import BadReference
from pipelines.reference import Reference

FOLDER = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped rows."""
    return Lexicon.load(Reference(FOLDER))


def frame(lexicon: Lexicon, sentence: str, verb: str) -> FrameHit:
    """The one frame that begins at this word."""
    tokens = Tokens.of(sentence)
    return next(hit for hit in lexicon.match(tokens).frames if tokens.lows[hit.start] == verb)


def words(sentence: str, span: tuple[int, int] | None) -> str:
    """The tokens of a span, joined by spaces."""
    tokens = Tokens.of(sentence)
    return " ".join(tokens.words[span[0] : span[1]]) if span else ""


@pytest.mark.parametrize(
    ("sentence", "verb", "act", "modality"),
    [
        ("Canada imposed a tariff on cheese.", "imposed", "restrict", "asserted"),
        ("Canada will impose a tariff on cheese.", "impose", "threaten", "planned"),
        ("Canada may impose a tariff on cheese.", "impose", "threaten", "possible"),
        ("Canada did not impose a tariff on cheese.", "impose", "reject", "asserted"),
        ("Canada refused to impose a tariff on cheese.", "impose", "reject", "asserted"),
        ("Canada refused to rule out imposing a tariff on cheese.", "imposing", "threaten", "possible"),
        ("Canada has no plans to impose a tariff on cheese.", "impose", "reject", "asserted"),
        ("Canada stopped short of imposing a tariff on cheese.", "imposing", "reject", "asserted"),
        ("Canada is considering imposing a tariff on cheese.", "imposing", "threaten", "possible"),
        ("Canada urged Denmark to cut its tariff on cheese.", "cut", "request", "asserted"),
        ("Canada would impose a tariff on cheese if Denmark did.", "impose", "threaten", "conditional"),
        ("Canada agreed to cut its tariff on cheese.", "cut", "concede", "asserted"),
        ("Canada reportedly imposed a tariff on cheese.", "imposed", "restrict", "possible"),
    ],
)
def test_the_chain_before_a_verb_decides_act_and_modality(lexicon: Lexicon, sentence: str, verb: str, act: str, modality: str) -> None:
    """Plans, negation and requests turn the act of the verb that they govern."""
    hit = frame(lexicon, sentence, verb)

    assert (hit.act, hit.modality) == (act, modality)


def test_a_passive_verb_has_its_actor_after_by(lexicon: Lexicon) -> None:
    """The subject of a passive is the target, its by-phrase the actor."""
    sentence = "Duties on cheese were imposed by Canada last year."

    hit = frame(lexicon, sentence, "imposed")

    assert hit.voice is Voice.PASSIVE
    assert words(sentence, hit.actor).startswith("Canada")


def test_a_passive_without_a_by_phrase_names_no_actor(lexicon: Lexicon) -> None:
    """Where nobody is named as the doer, the subject is not taken for one."""
    hit = frame(lexicon, "Danish cheese was hit with a tariff.", "hit")

    assert hit.voice is Voice.PASSIVE
    assert hit.actor is None


def test_the_one_who_is_urged_is_no_actor_of_the_verb_that_follows(lexicon: Lexicon) -> None:
    """ "A urged B to open" has A where the actor of `open` is looked for."""
    sentence = "Canada urged Denmark to open its cheese market."

    hit = frame(lexicon, sentence, "open")

    assert hit.act == "request"
    assert words(sentence, hit.actor) == "Canada"


def test_what_a_country_must_do_is_asked_by_someone_else(lexicon: Lexicon) -> None:
    """The subject of "must" and "should" holds no position by it."""
    hit = frame(lexicon, "Denmark must cut its tariff, Trudeau said.", "cut")

    assert hit.is_demanded
    assert hit.actor is None


def test_joined_verbs_share_a_subject(lexicon: Lexicon) -> None:
    """After "and" a verb without its own subject takes the earlier one's."""
    sentence = "Canada rejected the quota and imposed a tariff."

    assert words(sentence, frame(lexicon, sentence, "imposed").actor) == "Canada"


@pytest.mark.parametrize(
    "sentence",
    ["Canada expects Denmark to impose a tariff.", "Canada fears Denmark will impose a tariff.", "Denmark expects to impose a tariff."],
)
def test_what_one_expects_another_does(lexicon: Lexicon, sentence: str) -> None:
    """With an infinitive or a clause of its own, the object of the expecting acts."""
    assert "Canada" not in words(sentence, frame(lexicon, sentence, "impose").actor)


def test_joined_clauses_keep_their_own_subjects(lexicon: Lexicon) -> None:
    """After "and" a verb with its own subject does not look further left."""
    sentence = "Canada rejected the quota and Denmark welcomed the tariff."

    assert words(sentence, frame(lexicon, sentence, "welcomed").actor) == "Denmark"


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The talks were held in Bern by Canada, which rejected the tariff.", "rejected"),
        ("Canada, which joined the pact in 2019, rejected the tariff.", "rejected"),
        ("Canada (the world's largest seller of lumber) rejected the tariff.", "rejected"),
        ("Canada announced plans to impose a tariff.", "impose"),
        ("Canada signed the trade pact but imposed a tariff.", "imposed"),
        ("Canada spoke of trade, accusing Denmark of dumping.", "accusing"),
    ],
)
def test_the_subject_is_found_across_what_stands_between(lexicon: Lexicon, sentence: str, verb: str) -> None:
    """Relative words, brackets, verbs of saying, "but" and a participle's comma do not hide who acts."""
    assert "Canada" in words(sentence, frame(lexicon, sentence, verb).actor)


@pytest.mark.parametrize(("sentence", "count"), [("Asked if Canada would retaliate, he left.", 0), ("If Canada does, Denmark will.", 1)])
def test_an_if_that_asks_is_no_condition(lexicon: Lexicon, sentence: str, count: int) -> None:
    """What is asked about hangs on nothing."""
    found = lexicon.match(Tokens.of(sentence))

    assert len([hit for hit in found.cues if hit.row.kind is CueKind.CONDITION]) == count


def test_a_noun_after_a_determiner_is_no_verb(lexicon: Lexicon) -> None:
    """ "The ban on exports" has no verb in it."""
    found = lexicon.match(Tokens.of("The ban on exports of cheese was short."))

    assert [hit.row.id for hit in found.frames if hit.row.lemma == "ban"] == []


def test_a_verb_without_a_topic_near_it_is_silent(lexicon: Lexicon) -> None:
    """Rows that need a topic do not fire in news of another kind."""
    found = lexicon.match(Tokens.of("The club rejected a new striker and imposed a curfew."))

    assert found.frames == ()


def broken_copy(tmp_path: Path, table: str, line: str) -> Reference:
    """The real tables with one line more."""
    for name in (*TABLES, "acts", "issues"):
        shutil.copy(FOLDER / f"{name}.csv", tmp_path)
    with (tmp_path / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return Reference(tmp_path)


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("topics", "x.new,tariff,quotas,strong,,,,,A tariff.,None.,", "both hold 'tariff'"),
        ("topics", "x.new,xyzzy,nonsense,strong,,,,,A xyzzy.,None.,", "'nonsense' is not legal"),
        ("topics", "x.new,xyzzy,tariffs,blocking,,,,,A xyzzy.,None.,", "an issue on a blocking row"),
        ("topics", "tariffs.levy,xyzzy,tariffs,strong,,,,,A xyzzy.,None.,", "stands twice"),
        ("act_nouns", "x.new,xyzzy,xyzzy,affirm,reject,,,of,,,nothing,,,shouts,,,,A.,,B.,", "'shouts' is not a valid Sense"),
        ("cues", "x.new,nowhere,xyzzy,,chain,,,,A xyzzy.,,None.,", "'nowhere' is not a valid CueKind"),
    ],
)
def test_a_wrong_row_stops_the_run(tmp_path: Path, table: str, line: str, message: str) -> None:
    """Clashes, unknown codes and doubled ids are refused with the table and the line."""
    with pytest.raises(BadReference, match=message):
        Lexicon.load(broken_copy(tmp_path, table, line))


def test_a_verb_needs_all_its_inflections(tmp_path: Path) -> None:
    """A verb row with a missing form is refused."""
    reference = broken_copy(
        tmp_path, "frames", "x.new,xyzzy,xyzzy;xyzzies,,,verb,affirm,affirm,reject,,,subject,none,nothing,,,,,,,A.,,B.,"
    )

    with pytest.raises(BadReference, match="base, third person"):
        Lexicon.load(reference)
