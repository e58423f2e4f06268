"""What a verb undoes."""

import numpy as np
import pytest
from texts import make_article

from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.claims.undone import STRIKES, answered_acts, ended_acts, lapsed_acts, opposed_acts, undo_acts, undone_acts

ACTS = ("accuse", "concede", "restrict", "threaten")


def row_of(reader: Reader, text: str, actor: str) -> Row:
    """An actor's candidate in a sentence."""
    reading = reader.read(make_article(text))
    return Row(reading, 0, next(one for one in reading.sentences[0].candidates if one.actor == actor))


@pytest.mark.parametrize(
    ("text", "actor", "undone"),
    [
        ("Malta postponed its plan to impose a tariff on yachts from Cyprus.", "MLT", STRIKES),
        ("Malta postponed its plan to impose a tariff on yachts from Cyprus.", "CYP", set()),
        ("Malta's tariffs on yachts may be delayed for a month.", "MLT", STRIKES),
        ("Malta announced a delay to its tariffs on yachts.", "MLT", STRIKES),
        ("Malta suspended the tariff concessions on yachts from Cyprus.", "MLT", {"concede"}),
        ("Malta will remove all duty-free quotas for yachts.", "MLT", {"concede"}),
        ("Malta extended the exemption from its tariff on yachts.", "MLT", STRIKES),
        ("Malta extended all exemptions for yachts.", "MLT", set()),
        ("Malta lifted its tariff on yachts and boats to 25 percent.", "MLT", set()),
        ("Malta lifted its tariff on yachts.", "MLT", STRIKES),
        ("Malta did not lift its tariff on yachts.", "MLT", set()),
        ("Malta imposed a tariff on yachts, but lifted its tariff on boats.", "MLT", set()),
        ("Yacht builders hope for the removal of Malta's tariffs.", "MLT", set()),
        ("Malta promised to impose a tariff on yachts.", "MLT", set()),
        ("Malta let its yacht tariff lapse.", "MLT", STRIKES),
        ("Malta allowed tariff waivers for yachts to expire.", "MLT", {"concede"}),
        ("Malta ordered the removal of tariffs on yachts.", "MLT", STRIKES),
        ("Malta signed an order ending tariffs on yachts.", "MLT", STRIKES),
        ("Malta ordered a tariff on yachts.", "MLT", set()),
        ("Malta took three firms off its entity list.", "MLT", STRIKES),
        ("Malta raised its import quota for yachts.", "MLT", STRIKES),
        ("Malta's tariff on yachts was halved.", "MLT", STRIKES),
        ("The tariff of Malta on yachts was cut by Cyprus.", "MLT", set()),
        ("Maltese sanctions on Cypriot yachts were withdrawn.", "MLT", STRIKES),
        ("Maltese sanctions on Cypriot yachts were withdrawn.", "CYP", set()),
        ("Tariffs imposed by Malta on Cypriot yachts were lifted.", "MLT", STRIKES),
        ("The tariffs that Malta imposed on Cypriot yachts have been suspended.", "MLT", STRIKES),
        ("Malta's ban on imports of yachts was ended.", "MLT", STRIKES),
        ("Malta's tariff exemption for yachts was scrapped.", "MLT", {"concede"}),
        ("Malta's tariff on yachts was lifted to 25 percent.", "MLT", set()),
        ("Malta's tariff on yachts was not lifted.", "MLT", set()),
        ("Malta's tariff hit the yachts imported for Cyprus.", "MLT", set()),
        ("The tariff on Maltese yachts was scrapped.", "MLT", set()),
        ("Malta put off its tariff on yachts.", "MLT", STRIKES),
        ("Malta pushed back its tariff on yachts by a month.", "MLT", STRIKES),
        ("Malta pushed back against the tariff on yachts.", "MLT", set()),
        ("Malta revoked its duty on yachts.", "MLT", STRIKES),
        ("Malta revoked the preferential status of Cyprus.", "MLT", set()),
    ],
)
def test_what_is_undone_is_not_done(reader: Reader, text: str, actor: str, undone: set[str]) -> None:
    """A measure's relief is no measure, the end of a favour no favour; whose verb does both is left to the models."""
    assert undone_acts(row_of(reader, text, actor)) == undone


@pytest.mark.parametrize(
    ("text", "actor", "done"),
    [
        ("Malta ended the exemptions from its yacht tariff for Cyprus.", "MLT", "restrict"),
        ("Malta suspended purchases of Cypriot yachts.", "MLT", "restrict"),
        ("Malta will halt purchases of Cypriot yachts.", "MLT", "threaten"),
        ("Malta halved its imports of Cypriot yachts.", "MLT", "restrict"),
        ("The parliament of Malta froze the trade agreement with Cyprus.", "MLT", "reject"),
        ("The parliament of Malta voted down the trade agreement with Cyprus.", "MLT", "reject"),
        ("The parliament of Malta voted down the trade agreement with Cyprus.", "CYP", None),
        ("Malta did not suspend purchases of Cypriot yachts.", "MLT", None),
        ("Cyprus urged Malta to suspend purchases of yachts.", "CYP", None),
        ("Malta imposed a tariff on yachts.", "MLT", None),
        ("Malta dropped its offer to lower the tariff on yachts.", "MLT", "reject"),
        ("Malta reneged on its pledge to lower the tariff on yachts.", "MLT", "reject"),
        ("Malta lowered its import quota for yachts.", "MLT", "restrict"),
        ("Malta cut its export quota for yachts.", "MLT", "restrict"),
    ],
)
def test_who_ends_a_favour_or_a_pact_grants_and_agrees_to_nothing(reader: Reader, text: str, actor: str, done: str | None) -> None:
    """A verb that ends says what is done instead of what its object names."""
    found = ended_acts(row_of(reader, text, actor))

    assert (found[1] if found else None) == done
    assert found is None or "concede" in found[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Malta closed its dumping inquiry into Cypriot yachts.", ({"accuse"}, "concede")),
        ("Malta took Cyprus off its list of currency manipulators.", ({"accuse"}, "concede")),
        ("Malta withdrew its complaint about the tariff.", ({"accuse"}, "concede")),
        ("Malta lifted its tariff and accused Cyprus of dumping.", None),
    ],
)
def test_who_drops_a_charge_makes_none(reader: Reader, text: str, found: tuple[set[str], str] | None) -> None:
    """Unless it charges somebody by another word."""
    assert ended_acts(row_of(reader, text, "MLT")) == found


@pytest.mark.parametrize(
    ("text", "actor", "found"),
    [
        ("Malta's tariff on yachts lapsed on Sunday.", "MLT", (STRIKES, "concede")),
        ("Malta's tariff waiver for yachts expired.", "MLT", ({"concede"}, "restrict")),
        ("Malta's tariff on yachts did not lapse.", "MLT", None),
        ("Malta noted that the tariff of Cyprus on yachts lapsed.", "MLT", None),
        ("Malta's tariff on yachts took effect.", "MLT", None),
        ("Malta's tariff on yachts fell to 5% on Sunday.", "MLT", (STRIKES, "concede")),
        ("Malta's tariff on yachts goes down to zero.", "MLT", (STRIKES, "concede")),
        ("Malta's tariff on yachts rises to 5%.", "MLT", None),
        ("Imports under the tariff of Malta fell to 5% of the total.", "MLT", None),
        ("Malta's duty receipts fell to 5% of the total.", "MLT", None),
        ("Malta's tariff on yachts, due to expire in May, was extended.", "MLT", ({"concede"}, "restrict")),
        ("Malta's tariff on yachts, which expires in May, was raised to 9%.", "MLT", ({"concede"}, "restrict")),
        ("Malta's tariff on yachts, which expires in May, was scrapped.", "MLT", None),
        ("Malta's tariff waiver for yachts, due to expire in May, was extended.", "MLT", (STRIKES, "concede")),
        ("Malta's tariff on yachts, imposed in May, expired.", "MLT", (STRIKES, "concede")),
        ("Malta's tariff on yachts is due to expire in May.", "MLT", (STRIKES, "concede")),
    ],
)
def test_what_lapses_is_no_more(reader: Reader, text: str, actor: str, found: tuple[set[str], str] | None) -> None:
    """A measure that lapses is relief, a favour that lapses a restriction."""
    assert lapsed_acts(row_of(reader, text, actor)) == found


@pytest.mark.parametrize(
    ("text", "actor", "found"),
    [
        ("Malta bowed to Cypriot demands to cut its tariff.", "MLT", ({"request"}, "concede")),
        ("Malta bowed to Cypriot demands to cut its tariff.", "CYP", None),
        ("Malta rejected Cypriot calls for a quota on yachts.", "MLT", ({"request"}, "reject")),
        ("Malta called the charge of dumping yachts baseless.", "MLT", ({"accuse"}, "reject")),
        ("Malta called the tariff baseless.", "MLT", None),
        ("Malta cleared Cyprus of dumping yachts.", "MLT", ({"accuse"}, "reject")),
        ("Malta cleared Cyprus of dumping yachts.", "CYP", None),
        ("Malta accused Cyprus of dumping yachts.", "MLT", None),
        ("Malta repeated its demands for a quota on yachts.", "MLT", None),
    ],
)
def test_who_answers_a_call_or_a_charge_does_not_make_it(reader: Reader, text: str, actor: str, found: tuple[set[str], str] | None) -> None:
    """The call is of whom its noun names."""
    assert answered_acts(row_of(reader, text, actor)) == found


@pytest.mark.parametrize(
    ("text", "is_opposed"),
    [
        ("Malta voted against the tariffs on Cypriot yachts.", True),
        ("Malta opposes the tariffs on Cypriot yachts.", True),
        ("Malta opposes the quota, but imposed a tariff on yachts.", False),
        ("Malta does not oppose the tariffs on Cypriot yachts.", False),
        ("Cyprus opposes the tariffs that Malta imposed.", False),
    ],
)
def test_who_only_opposes_a_measure_takes_none(reader: Reader, text: str, is_opposed: bool) -> None:
    """The measure that is opposed is another's."""
    assert opposed_acts(row_of(reader, text, "MLT")) == ((STRIKES, "reject") if is_opposed else None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Malta postponed its plan to impose a tariff on yachts.", [0.2, 0.8, 0.0, 0.0]),
        ("Malta suspended the tariff concessions on yachts.", [0.2, 0.0, 0.6, 0.2]),
        ("Malta imposed a tariff on yachts.", [0.2, 0.3, 0.3, 0.2]),
    ],
)
def test_the_chance_goes_to_the_undoing(reader: Reader, text: str, wanted: list[float]) -> None:
    """To conceding where a measure is undone, to restricting where a favour is; the chance of a claim stays."""
    pair, claim = np.asarray([[0.2, 0.3, 0.3, 0.2]], dtype=np.float32), np.asarray([[0.3, 0.7]], dtype=np.float32)
    scores = {"claim": claim, "issue": np.ones((1, 1), dtype=np.float32), "act": pair, PAIR: pair}

    found = undo_acts([row_of(reader, text, "MLT")], scores, ACTS)

    assert found[PAIR].tolist() == [pytest.approx(wanted)]
    assert found["act"].tolist() == found[PAIR].tolist()
    assert found["claim"].tolist() == [pytest.approx([0.3, 0.7])]
