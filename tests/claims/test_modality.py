"""Modalities that the words settle."""

from datetime import date

import pytest
from texts import make_article

from pipelines.claims.modality import settle_modality
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader


@pytest.mark.parametrize(
    ("sentence", "actor", "act", "likeliest", "modality"),
    [
        ("Norway threatened to raise its duties on cheese.", "NOR", "threaten", "planned", "asserted"),
        ("Norway's threat of duties on cheese alarmed dairies.", "NOR", "threaten", "planned", "asserted"),
        ("Norway threatened to tax cheese unless quotas were lifted.", "NOR", "threaten", "conditional", "conditional"),
        ("Norway will tax cheese from Chile.", "NOR", "threaten", "planned", "planned"),
        ("Norway will tax cheese, though Chile threatened to answer in kind.", "NOR", "threaten", "planned", "planned"),
        ("Chile hinted at flexibility over Norwegian accusations of dumping.", "NOR", "accuse", "possible", "asserted"),
        ("Chile plans to study Norway's refusal to open its market.", "NOR", "reject", "planned", "asserted"),
        ("Norway may accuse Chile of dumping.", "NOR", "accuse", "possible", "possible"),
        ("Norway met Chile on Tuesday to discuss the tariff.", "NOR", "consult", "planned", "asserted"),
        ("Norway held talks with Chile to discuss the tariff.", "NOR", "consult", "planned", "asserted"),
        ("Norway is scheduled to meet Chile to discuss the tariff.", "NOR", "consult", "planned", "planned"),
        ("Norway will discuss the tariff with Chile, which it met in May.", "NOR", "consult", "planned", "planned"),
    ],
)
def test_what_is_threatened_or_told_by_a_noun_is_asserted(
    reader: Reader, sentence: str, actor: str, act: str, likeliest: str, modality: str
) -> None:
    """The guide's "plain threatened", and a noun that names whose act it is; verbs of others, conditions and plans stay as they are."""
    read = reader.read(make_article(sentence)).sentences[0]
    decided = Decided(0, next(one for one in read.candidates if one.actor == actor), "tariffs", "trade", act)

    assert settle_modality(read, decided, likeliest) == modality


@pytest.mark.parametrize(
    ("sentence", "actor", "act", "modality"),
    [
        ("Norway's duty on Chilean salmon is to rise on July 1.", "NOR", "restrict", "planned"),
        ("Norway scraps its duty on Chilean salmon on July 1.", "NOR", "concede", "planned"),
        ("Norway doubles its duty on Chilean salmon on Friday.", "NOR", "restrict", "planned"),
        ("Norway bans imports of Chilean salmon from Monday.", "NOR", "restrict", "planned"),
        ("Norway's duty on Chilean salmon applies from Friday.", "NOR", "restrict", "planned"),
        ("Norway's tariff on Chilean salmon to double on Friday.", "NOR", "restrict", "planned"),
        ("Norway imposed a duty on Chilean salmon, effective July 1.", "NOR", "restrict", "planned"),
        ("Norway imposed a duty on Chilean salmon that takes effect on July 1.", "NOR", "restrict", "planned"),
        ("Norway signs a trade pact with Chile on Friday.", "NOR", "agree", "planned"),
        ("Norway signed a trade pact with Chile on Friday.", "NOR", "agree", "asserted"),
        ("Norway's duty on Chilean salmon took effect on Friday.", "NOR", "restrict", "asserted"),
        ("Norway doubled its duty on Chilean salmon on Friday.", "NOR", "restrict", "asserted"),
        ("Norway imposed a duty on Chilean salmon until July 1.", "NOR", "restrict", "asserted"),
        ("Norway raised its duty, so Chile imposes a tariff that takes effect on July 1.", "NOR", "restrict", "asserted"),
        ("Norway imposed a duty on Chilean salmon but delayed one that takes effect on July 1.", "NOR", "concede", "asserted"),
        ("Norway scraps its duty on Chilean salmon, the minister said on Friday.", "NOR", "concede", "asserted"),
    ],
)
def test_what_starts_on_a_day_to_come_is_planned(reader: Reader, sentence: str, actor: str, act: str, modality: str) -> None:
    """A measure whose start the sentence puts ahead; one that is in force, ends ahead or is another's stays asserted."""
    read = reader.read(make_article(sentence)).sentences[0]
    decided = Decided(0, next(one for one in read.candidates if one.actor == actor), "tariffs", "trade", act)

    assert settle_modality(read, decided, "asserted", date(2025, 6, 4)) == modality
