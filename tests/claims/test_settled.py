"""Whose word a claim is, where grammar tells."""

from collections.abc import Sequence
from datetime import date

import pytest
from texts import make_article

from pipelines.claims.members import Members
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader
from pipelines.claims.settled import settled_word
from pipelines.claims.standpoints import Standpoint, find_standpoints
from pipelines.records import Attribution, Modality
from pipelines.reference import Reference

OWN, THIRD = Attribution.OWN, Attribution.THIRD_PARTY
NORWAY = "NOR"


def stand(reader: Reader, text: str, act: str, actor: str = NORWAY) -> Standpoint:
    """From whom a claim in an article's last sentence is heard."""
    reading = reader.read(make_article(text))
    place = len(reading.sentences) - 1
    candidate = next(one for one in reading.sentences[place].candidates if one.actor == actor)
    return find_standpoints([reading], [Decided(place, candidate, "tariffs", "trade", act)])[0]


def settle(reader: Reader, tables: Reference, text: str, how: Sequence[str], actor: str = NORWAY) -> Attribution | None:
    """Whose word it is; `how` are the claim's act and modality."""
    act, modality = how
    return settled_word(stand(reader, text, act, actor), modality, Members.load(tables))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Norges Bank sold dollars on Friday, the finance ministry said.", ("intervene", "asserted")),
        ("Officials confirmed that Norges Bank sold dollars.", ("intervene", "asserted")),
        ("Norway said it would impose duties on Danish cheese, and economists said prices would rise.", ("threaten", "planned")),
        ("Norway will cut its tariff on cheese, the trade ministry said, though brokers doubted it would help.", ("concede", "planned")),
        ("Politico quoted a Norwegian official as saying Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("The trade minister told the Straits Times that Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("Norway's premier met Danish growers. He said Oslo would cut its tariff on cheese.", ("concede", "planned")),
        ("Norwegian premier Kari Dahl, a former banker, said Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("Despite a warning from economists, Norway will cut its tariff, the trade ministry said.", ("concede", "planned")),
        ("Norway will cut its tariff on cheese, Reuters reported, citing the trade ministry.", ("concede", "planned")),
        ("Norway will cut its tariff on cheese if Denmark does.", ("concede", "conditional")),  # nobody tells it but the article
    ],
)
def test_officials_of_the_actors_own_side_tell_what_is_its_own(reader: Reader, tables: Reference, text: str, how: tuple[str, str]) -> None:
    """Whoever else the sentence names: the saying whose words hold the act decides."""
    assert settle(reader, tables, text, how) is OWN


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Norges Bank sold dollars on Friday, dealers said.", ("intervene", "asserted")),
        ("Analysts said Norway would cut its tariff, while the trade ministry said nothing was decided.", ("concede", "planned")),
        ("Politico quoted analysts as saying Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("Politico reported that Norway's premier said Oslo would cut its tariff on cheese.", ("concede", "planned")),
        ("The Danish premier said Norwegian officials told him Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("Danish officials said little on Friday. Norway would cut its tariff on cheese, the officials said.", ("concede", "planned")),
        ("Norway would cut its tariff on cheese, the trade ministry said, according to two bankers.", ("concede", "planned")),
        ("Former premier Kari Dahl, a banker, said Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("It has been widely reported that Norway cut its tariff on cheese.", ("concede", "asserted")),
        ("Speaking privately, a Norwegian official said Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("Delegates said Norway would cut its tariff on cheese.", ("concede", "planned")),
        ("Norway may cut its tariff on cheese.", ("concede", "possible")),
        ("Norway will cut its tariff on cheese, Reuters reported, citing two bankers.", ("concede", "planned")),
        ("In a note, economists said Norway would cut its tariff.", ("concede", "planned")),
        ("The Norwegian finance minister said analysts expected Norway to cut its tariff.", ("concede", "planned")),
    ],
)
def test_what_others_tell_is_not_settled_as_own(reader: Reader, tables: Reference, text: str, how: tuple[str, str]) -> None:
    """Dealers, rumours, delegates of any state and speculation are left to the trees."""
    assert settle(reader, tables, text, how) is not OWN


@pytest.mark.parametrize(
    ("text", "how", "word"),
    [
        ("Norway may lower its tariff on paper, the Chilean trade minister said.", ("concede", "possible"), THIRD),
        ("According to Chilean officials, Norway will lower its tariff on paper.", ("concede", "planned"), THIRD),
        ("Norway will not impose tariffs on copper, Chile's finance minister said.", ("reject", "planned"), THIRD),
        ("Norway will lower its tariff on paper, Santiago said.", ("concede", "planned"), THIRD),
        ("Norway will lower its tariff on paper, Oslo said.", ("concede", "planned"), OWN),
        ("Norway imposed tariffs on copper, Chile's finance minister said.", ("restrict", "asserted"), None),  # a public act
        ("Norway's plan to impose tariffs on copper was unfair, Chile's finance minister said.", ("threaten", "planned"), None),
        ("Chile would answer if Norway imposes tariffs on copper, its finance minister said.", ("threaten", "planned"), None),
        ("Norway will lower its tariff on paper, the Norwegian trade minister said.", ("concede", "planned"), OWN),
        (
            "Norwegian envoys will meet on Friday, the Chilean trade minister said.",
            ("consult", "planned"),
            None,
        ),  # a host tells of its guest
    ],
)
def test_another_states_official_speaks_for_no_other(
    reader: Reader, tables: Reference, text: str, how: tuple[str, str], word: Attribution | None
) -> None:
    """What only foreign officials say that a state will or may do is a third party's word; what it did is there for all to see."""
    assert settle(reader, tables, text, how) is word


def test_a_member_may_speak_for_its_bloc(reader: Reader, tables: Reference) -> None:
    """A French minister's word of the EU is left to the trees; a Chilean one's is a third party's."""
    words = "minister said the European Union would impose tariffs on copper."
    how = ("threaten", "planned")

    assert settle(reader, tables, f"The French trade {words}", how, "EUU") is None
    assert settle(reader, tables, f"The Chilean trade {words}", how, "EUU") is THIRD


@pytest.mark.parametrize(
    ("text", "act", "is_others"),
    [
        ("Norway's opposition opposed the tariff on fish.", "reject", True),
        ("The Norwegian province of Jaeren opposed the tariff on fish.", "reject", True),
        ("Norway's dairy industry opposed any cut in tariffs.", "reject", True),
        ("Norwegian steelmakers asked for quotas.", "request", True),
        ("Norwegian salmon farmers opposed the tariff on fish.", "reject", True),
        ("The U.S. state of Ohio sued over the tariff on fish.", "accuse", True),
        ("Norway opposed the tariff on fish.", "reject", False),
        ("Norway and farmers in Chile opposed the tariff on fish.", "reject", False),
        ("Norwegian ministers and farmers opposed the tariff on fish.", "reject", False),
        ("Norway's trade ministry opposed the tariff on fish.", "reject", False),
    ],
)
def test_what_others_do_whom_a_states_name_describes_is_their_own(reader: Reader, text: str, act: str, is_others: bool) -> None:
    """Parties, provinces, trades and firms of a country are not the country; who acts beside it takes nothing from it."""
    found = settled_word(stand(reader, text, act, "USA" if "U.S." in text else NORWAY), Modality.ASSERTED, Members())

    assert (found is THIRD) == is_others


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway has reportedly cut its tariff on cheese.", THIRD),
        ("Norway apparently cut its tariff on cheese.", THIRD),
        ("Norway cut its tariff on allegedly spoilt cheese.", None),
        ("Norway cut its tariff on cheese.", OWN),
        ("We think Norway has cut its tariff on cheese.", THIRD),
        ("In our view, Norway cut its tariff on cheese.", THIRD),
        ("We in Norway cut our tariff on cheese.", OWN),
    ],
)
def test_what_is_told_as_a_rumour_is_others_word(reader: Reader, tables: Reference, text: str, word: Attribution) -> None:
    """Where the word of rumour stands right before the act."""
    assert settle(reader, tables, text, ("concede", "asserted")) is word


def test_what_a_third_party_expects_is_its_own_word(reader: Reader) -> None:
    """Also where the act would be a public one, and where only a pronoun names who expects it."""
    text = "The analysts met in Lima. They see Norway imposing tariffs on copper."

    assert settled_word(stand(reader, text, "restrict"), Modality.ASSERTED, Members()) is THIRD


@pytest.mark.parametrize(
    ("day", "is_member"), [(date(1972, 1, 1), False), (date(1987, 1, 1), True), (date(2025, 1, 1), False), (None, True)]
)
def test_a_bloc_has_its_members_of_the_day(tables: Reference, day: date | None, is_member: bool) -> None:
    """Britain was in the bloc from 1973 to 2020; without a day its whole time counts."""
    assert Members.load(tables).has("EUU", "GBR", day) == is_member
