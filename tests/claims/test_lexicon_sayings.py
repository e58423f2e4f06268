"""Who says what in a sentence."""

from pathlib import Path

import pytest

from pipelines.claims.lexicon import Lexicon
from pipelines.claims.lexicon_codes import SourceAttribution
from pipelines.claims.lexicon_hits import SayingHit
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped rows."""
    return Lexicon.load(Reference(Path(__file__).parents[2] / "data" / "reference"))


def only_saying(lexicon: Lexicon, sentence: str) -> tuple[SayingHit, str, str]:
    """The sentence's one saying, its speaker's words and what is said."""
    tokens = Tokens.of(sentence)
    (hit,) = lexicon.match(tokens).sayings
    return hit, *(" ".join(tokens.words[span[0] : span[1]]) for span in (hit.speaker, hit.words))


@pytest.mark.parametrize(
    ("sentence", "speaker", "said"),
    [
        ("Norwegian officials said the tariff on fish would rise.", "Norwegian officials", "the tariff"),
        ('"The tariff on fish will rise," said Norwegian officials.', "Norwegian officials", "The tariff"),
        ("The tariff on fish will soon rise, Norwegian officials said.", "Norwegian officials", "The tariff"),
        ("According to Norwegian officials, the tariff on fish will rise.", "Norwegian officials", "the tariff"),
        ("The tariff on fish will rise in May, according to Norwegian officials.", "Norwegian officials", "The tariff"),
        ("Hansen, the finance minister, said the tariff on fish would rise.", "Hansen , the finance minister", "the tariff"),
        (
            "Hansen, head of the office for trade with the northern states at the institute for fish, said in a talk that tariffs fell.",
            "Hansen , head of the office",
            "tariffs",
        ),
        ("Norway will cut duties, helping shops, said an official at the port.", "an official at the port", "Norway will cut"),
        (
            "The tariff on fish will rise, said an official from the northern chamber of fish and salt in the port of Bergen in May",
            "an official from the northern chamber",
            "The tariff",
        ),
        ("Politico quoted Anne Lie-Dahl as saying that the tariff would rise.", "Anne Lie - Dahl", "the tariff"),
        ("Local papers cited the minister as saying the tariff would rise.", "the minister", "the tariff"),
        ("The tariff on fish will soon rise, Hansen told a hall of bankers.", "Hansen", "The tariff"),
    ],
)
def test_speaker_and_words_are_found_in_every_order(lexicon: Lexicon, sentence: str, speaker: str, said: str) -> None:
    """The speaker stands before the verb, after it where verb and speaker are turned round, and always after "according to"."""
    _, found_speaker, found_words = only_saying(lexicon, sentence)

    assert speaker in found_speaker
    assert said in found_words


@pytest.mark.parametrize(
    ("sentence", "speaker", "said"),
    [
        ("Berge, the former banker who runs the ministry, said the tariff would rise.", "Berge , the former banker", "the tariff"),
        ("The minister, speaking privately, said the tariff would rise.", "The minister , speaking privately", "the tariff"),
        (
            "The tariff on fish will rise, Oslo said, though bakers in the northern towns of the country are against it.",
            "Oslo",
            "The tariff",
        ),
        ("On Monday, Oslo said, prices of fish rose.", "Oslo", ", prices of fish"),
    ],
)
def test_appositions_and_insertions_have_their_speaker_and_words(lexicon: Lexicon, sentence: str, speaker: str, said: str) -> None:
    """A clause between a speaker's commas belongs to the speaker; a speaker between commas says the clause before, if it is one."""
    tokens = Tokens.of(sentence)

    hit = max(lexicon.match(tokens).sayings, key=lambda hit: hit.start)

    assert speaker in " ".join(tokens.words[slice(*hit.speaker)])
    assert " ".join(tokens.words[slice(*hit.words)]).startswith(said)


def test_a_second_saying_behind_and_has_the_words_behind_it(lexicon: Lexicon) -> None:
    """Each of two speakers in one sentence says what stands behind its own verb."""
    tokens = Tokens.of("Oslo said it would cut its tariff on fish from the north, and dealers said prices fell.")

    first, second = lexicon.match(tokens).sayings

    assert tokens.words[first.words[0]] == "it"
    assert tokens.words[second.words[0]] == "prices"


@pytest.mark.parametrize(
    ("sentence", "attribution"),
    [
        ("Analysts said Norway would cut its tariff on fish.", SourceAttribution.THIRD_PARTY),
        ("A former finance minister said Norway would cut its tariff on fish.", SourceAttribution.THIRD_PARTY),
        ("The finance ministry said Norway would cut its tariff on fish.", SourceAttribution.OWN),
    ],
)
def test_the_kind_of_speaker_says_whose_word_it_is(lexicon: Lexicon, sentence: str, attribution: SourceAttribution) -> None:
    """Analysts and former ministers speak for no state; a ministry does."""
    hit, _, _ = only_saying(lexicon, sentence)

    assert hit.source is not None
    assert hit.source.row.attribution is attribution


def test_a_speaker_of_no_known_kind_has_no_source(lexicon: Lexicon) -> None:
    """A bare name is left to whoever knows offices and names."""
    hit, speaker, _ = only_saying(lexicon, "Hansen said Norway would cut its tariff on fish.")

    assert speaker == "Hansen"
    assert hit.source is None
