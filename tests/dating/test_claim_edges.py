"""Days on which something starts, ends or falls due."""

from datetime import date

import pytest

from pipelines.dating.claim_deeds import open_options
from pipelines.dating.claim_edges import is_edge
from pipelines.dating.claim_options import Setting, Story, usable

WEDNESDAY = date(2025, 6, 4)


def _edges(sentence: str) -> list[str]:
    """The words of a sentence that read as a day behind and are an edge that lies ahead."""
    return [made.text for made in usable(sentence, WEDNESDAY) if is_edge(made, sentence, WEDNESDAY)]


@pytest.mark.parametrize(
    ("sentence", "edge"),
    [
        ("Peru suspended its duty on maize until August 12.", "August 12"),
        ("Peru suspended its duty on maize until the end of September.", "the end of September"),
        ("Peru suspended its duty on maize till midnight on Sept. 12.", "Sept. 12"),
        ("Kenya gave traders until Friday to sell their dollars.", "Friday"),
        ("Norway agreed to cut its duty on cheese by November.", "November"),
        ("Norway agreed to cut its duty on cheese by 2025.", "2025"),
        ("Turkey has raised its wheat duty through October 15.", "October 15"),
        ("Peru and Chile signed a pact that runs to March 1.", "March 1"),
        ("Peru adopted a levy that applies from July 21.", "July 21"),
        ("Peru decided to tax cement from July.", "July"),
        ("Peru raised its duty on shoes, effective August 1.", "August 1"),
        ("Peru raised its duty on shoes with effect from August 1.", "August 1"),
        ("The pact, due to be ratified on December 3, was signed.", "December 3"),
        ("Norway met Chile ahead of the July 9 deadline.", "July 9"),
        ("Peru will not devalue this month.", "this month"),
        ("Peru will not join the currency union this decade.", "this decade"),
        ("Peru won't sign the pact with Chile this week.", "this week"),
        ("Peru's duty on Chilean shoes applies from Friday.", "Friday"),
        ("Peru's duty on Chilean shoes rises to 35 percent on Saturday.", "Saturday"),
        ("Peru's duty on Chilean shoes doubles on July 1.", "July 1"),
        ("Peru's duty on Chilean shoes is to rise on July 1.", "July 1"),
        ("Peru's duty on Chilean shoes to double on Friday.", "Friday"),
        ("Peru's duty on Chilean shoes is due to lapse on Friday.", "Friday"),
    ],
)
def test_a_start_an_end_and_a_due_day_lie_ahead(sentence: str, edge: str) -> None:
    """What an act sets going starts and ends behind it: such a day is none the claim can be about, though the verb is of the past."""
    assert _edges(sentence) == [edge]

    setting = Setting(Story((sentence,), WEDNESDAY), 0, (0, len(sentence)))

    assert edge not in {option.expression.text for option in open_options(setting) if option.expression}


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru suspended its duty on maize on August 12.",
        "Peru suspended its duty on maize on Friday.",
        "Peru has taxed maize from March 12.",
        "By March 1987 Norway had cut its duty on cheese.",
        "Norway had cut its duty on cheese by August 12.",
        "By Friday, Norway had cut its duty on cheese.",
        "Peru sold dollars from Monday.",
        "Peru taxed maize from July 1, 2019.",
        "Peru taxed maize until last August.",
        "Peru and Chile began talks in December.",
        "Peru devalued this month.",
        "Peru devalued this month and will sell dollars.",
        "Peru did not devalue this year.",
        "Peru signed the pact after steep falls on Friday.",
        "Peru's duty on Chilean shoes was due to rise on Friday.",
        "Peru raised duties that were to double on Friday.",
        "Peru told its envoy to speak on Friday.",
        "Peru's vow, due to the row over shoes on Friday, angered Chile.",
    ],
)
def test_a_day_that_was_stays_a_day_behind(sentence: str) -> None:
    """A day of an act, one of a named year behind, one by which something had been done, and a start nearer behind than ahead."""
    assert not _edges(sentence)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Peru raised its duty on tin for the third time since 2018.", []),
        ("Peru raised its duty on tin on Monday, for the 14th time since March 2022.", ["Monday"]),
        ("Peru bought the most dollars since 2022.", []),
        ("Peru bought the fewest dollars since 2022.", []),
        ("Peru has not sold dollars since Friday.", []),
        ("Peru hasn't devalued since early 1991.", []),
        ("Peru has never taxed tin exports since 1991.", []),
        ("Peru lifted most of its duties in May.", ["May"]),
        ("Peru lifted most of the duties that were in force since 2019.", ["2019"]),
        ("Peru has bought dollars since March.", ["March"]),
        ("Peru has not said what it has done since March.", []),
        ("Peru did not say that it sold dollars on Friday.", ["Friday"]),
    ],
)
def test_a_day_that_is_only_counted_or_measured_from_dates_nothing(sentence: str, days: list[str]) -> None:
    """Since that day something is the third, the most, or was not done at all."""
    assert [made.text for made in usable(sentence, WEDNESDAY)] == days
