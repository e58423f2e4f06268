"""Rules of aliases, officials' names, people and candidates."""

from datetime import date
from pathlib import Path

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.aliases import AliasIndex
from pipelines.claims.reading import Reader, Reading
from pipelines.claims.roles import Roles
from pipelines.claims.tokens import Tokens
from pipelines.errors import BadReference
from pipelines.reference import Reference, Row


@pytest.fixture(scope="module")
def roles() -> Roles:
    """The real tables of roles and blocs."""
    return Roles.load(Reference(REFERENCE))


def codes(reading: Reading, place: int = 0) -> list[str]:
    """Codes mentioned in one sentence, in order."""
    return [mention.code for mention in reading.sentences[place].mentions]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Beijing and the Bank of Japan met EU envoys.", ["CHN", "JPN", "EUU"]),
        ("Latin American growers asked for help.", []),
        ("Let us go, the us of it all.", []),
        ("The US and the U.S. are one.", ["USA", "USA"]),
        ("Demand for U.S. Treasury bonds fell.", []),
        ("Brussels will wait.", ["EUU"]),
        ("Belgium met its neighbours. Brussels will wait.", ["BEL"]),
        ("Commonwealth Bank of Australia and the Federation of Korean Industries spoke.", []),
        ("The Reserve Bank of New Zealand spoke.", ["NZL"]),
        ("Analysts at a Lima bank and a Hong Kong brokerage spoke.", []),
        ("Lima banks on trade with Peru.", ["PER", "PER"]),
    ],
)
def test_names_stand_for_their_country(reader: Reader, text: str, wanted: list[str]) -> None:
    """Names, capitals and institutions count; blocked phrases and words in lower case do not."""
    assert codes(reader.read(make_article(text))) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thomas Jordan spoke in Bern. Jordan said the franc was dear.", ["CHE"]),
        ("Thomas Jordan spoke in Bern. He flew to Jordan.", ["JOR"]),
        ("Jordan spoke in Bern. Jordan said its dinar was dear.", ["JOR"]),
    ],
)
def test_a_country_is_not_read_where_its_name_is_an_officials(reader: Reader, text: str, wanted: list[str]) -> None:
    """Whoever is named in full keeps the name for the rest of the article, but where it stands like a place."""
    assert codes(reader.read(make_article(text, day=date(2020, 5, 4))), 1) == wanted


def test_a_state_that_is_gone_is_found_in_its_time_only() -> None:
    """Alias rows hold between their dates."""
    index = AliasIndex.load(Reference(REFERENCE))
    tokens = Tokens.of("The Kremlin objected.")

    assert index.find("The Kremlin objected.", tokens, date(1987, 3, 1))[0].codes == ("SUN",)
    assert index.find("The Kremlin objected.", tokens, date(2020, 3, 1))[0].codes == ("RUS",)


@pytest.mark.parametrize("text", ["The Lima accord held.", "Lima traders sold.", "The dollar fell in Lima trading."])
def test_a_capital_that_only_names_an_accord_or_a_market_is_no_country(text: str) -> None:
    """One row of alias_blockers.csv stands for every capital."""
    assert AliasIndex.load(Reference(REFERENCE)).find(text, Tokens.of(text), date(2020, 3, 1)) == []


def test_two_strong_aliases_that_clash_stop_the_run(tmp_path: Path) -> None:
    """One strong name for two codes at one time is bad reference data."""
    (tmp_path / "countries.csv").write_text("code,name,kind,name_order\nAAA,A,country,family_last\nBBB,B,country,family_last\n")
    head = "alias,code,kind,strength,valid_from,valid_to,case_sensitive\n"
    (tmp_path / "country_aliases.csv").write_text(head + "Ruritania,AAA,name,strong,,,no\nRuritania,BBB,name,strong,2000-01-01,,no\n")
    (tmp_path / "institutions.csv").write_text(head)
    (tmp_path / "alias_blockers.csv").write_text("phrase,why\n")

    with pytest.raises(BadReference, match="ruritania"):
        AliasIndex.load(Reference(tmp_path))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Treasury rejected a levy.", "USA"),
        ("Britain wants talks. The Treasury rejected a levy.", "GBR"),
        ("Australia wants talks. The Treasury rejected a levy.", "AUS"),
    ],
)
def test_a_default_stands_where_the_article_names_no_country_of_its_wording(reader: Reader, text: str, code: str) -> None:
    """The Treasury is America's but in an article about another country that has one."""
    assert codes(reader.read(make_article(text)), -1) == [code]


def test_an_officials_surname_stands_for_the_country_in_his_term(reader: Reader) -> None:
    """Thatcher is Britain in 1987."""
    reading = reader.read(make_article("Mrs. Thatcher opposed the levy. Britain wants talks.", day=date(1987, 5, 1)))

    assert codes(reading) == ["GBR"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Von der Leyen refused a quota.", ["EUU"]),
        ("The quota was refused, von der Leyen said.", ["EUU"]),
        ("The quota was refused by von der leyen ltd.", []),
    ],
)
def test_a_family_name_of_several_words_may_begin_in_lower_case(reader: Reader, text: str, found: list[str]) -> None:
    """What begins with "von" ends in a capital."""
    assert codes(reader.read(make_article(text, day=date(2025, 5, 1)))) == found


def test_a_title_makes_an_unknown_name_an_official(reader: Reader) -> None:
    """ "Norwegian Trade Minister Vebjorn Quist" binds Quist to Norway for the rest of the article; an unknown speaker is nobody."""
    text = "Norwegian Trade Minister Vebjorn Quist objected. Quist then left. Plimsoll said prices fell."

    reading = reader.read(make_article(text))

    assert codes(reading, 1) == ["NOR"]
    assert codes(reading, 2) == []


def test_a_title_takes_no_country_from_an_adjective_of_another_phrase(reader: Reader) -> None:
    """The subject's minister speaks, not that of whose wheat it is."""
    reading = reader.read(make_article("Norway may lift its duty on Peruvian wheat, Farm Minister Vebjorn Quist said. Quist then left."))

    assert codes(reading, 1) == ["NOR"]


def test_he_is_offered_the_last_named_official(reader: Reader) -> None:
    """A sentence that names nobody has candidates from its context, and says which."""
    reading = reader.read(make_article("Norwegian Trade Minister Vebjorn Quist met Peru's envoy. He ruled out a duty."))

    offered = {candidate.actor: candidate.kind for candidate in reading.sentences[1].candidates}

    assert "NOR" in offered
    assert all(kind != "direct" for kind in offered.values())


@pytest.mark.parametrize("row", Reference(REFERENCE).rows("role_nouns"), ids=lambda row: row["noun"])
def test_every_role_noun_is_found_in_its_example(roles: Roles, row: Row) -> None:
    """It is read where it stands, with the row's own role."""
    tokens = Tokens.of(row["example"])
    noun = tuple(row["noun"].split())

    hits = roles.find(tokens)

    assert (noun, row["role"]) in [(tokens.lows[hit.at : hit.at + len(noun)], hit.role) for hit in hits]


@pytest.mark.parametrize("row", Reference(REFERENCE).rows("bloc_cues"), ids=lambda row: row["phrase"])
def test_every_bloc_cue_points_to_its_bloc(roles: Roles, row: Row) -> None:
    """Its example points to the row's bloc, and no longer does without the phrase."""
    low = row["example"].lower()

    assert row["bloc"] in roles.blocs_in(row["example"])
    assert row["bloc"] not in roles.blocs_in(low.replace(row["phrase"], ""))


def test_ten_thousand_country_names_take_bounded_work(reader: Reader) -> None:
    """A list of names is cut into sentences with a bounded number of candidates."""
    reading = reader.read(make_article(" ".join(["Japan", "Peru", "Chad", "Mali", "Fiji"] * 2000)))

    assert sum(len(sentence.candidates) for sentence in reading.sentences) < 500
