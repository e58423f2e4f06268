"""The time grammar: what words say, and which day they fall on."""

from datetime import date

import pytest

from pipelines.dating.expressions import find_expressions
from pipelines.dating.readings import ExpressionBasis

THURSDAY = date(2025, 2, 13)


@pytest.mark.parametrize(
    ("text", "words", "value", "on"),
    [
        ("He spoke on Tuesday.", "Tuesday", "2025-02-11", date(2025, 2, 11)),
        ("He spoke last Thursday.", "last Thursday", "2025-02-06", date(2025, 2, 6)),
        ("Last Thursday the duty fell.", "Last Thursday", "2025-02-06", date(2025, 2, 6)),
        ("Ministers met last week.", "last week", "2025-W06", date(2025, 2, 3)),
        ("Ministers met over the weekend.", "the weekend", "2025-W06-WE", date(2025, 2, 8)),
        ("They met earlier this month.", "earlier this month", "2025-02", date(2025, 2, 1)),
        ("It was signed on April 3.", "April 3", "2024-04-03", date(2024, 4, 3)),
        ("It was signed in June.", "June", "2024-06", date(2024, 6, 1)),
        ("It was signed on Nov. 4, 2002.", "Nov. 4, 2002", "2002-11-04", date(2002, 11, 4)),
        ("It was signed on 14 July 2018.", "14 July 2018", "2018-07-14", date(2018, 7, 14)),
        ("It was signed on the 2nd of May 1987.", "the 2nd of May 1987", "1987-05-02", date(1987, 5, 2)),
        ("The note of 2024-12-31 said so.", "2024-12-31", "2024-12-31", date(2024, 12, 31)),
        ("They agreed in September 1985.", "September 1985", "1985-09", date(1985, 9, 1)),
        ("Talks began two years ago.", "two years ago", "2023", date(2023, 2, 13)),
        ("Duties rose in the third quarter of 1987.", "the third quarter of 1987", "1987-Q3", date(1987, 7, 1)),
        ("Duties rose in 2018.", "2018", "2018", date(2018, 1, 1)),
        ("For 2019, duties stay.", "2019", "2019", date(2019, 1, 1)),
        ("Duties rose in the last half of 2018.", "the last half of 2018", "2018-H2", date(2018, 7, 1)),
        ("Duties fell in the 1990s.", "the 1990s", "199", date(1990, 1, 1)),
        ("It was said yesterday.", "yesterday", "2025-02-12", date(2025, 2, 12)),
    ],
)
def test_an_expression_is_read_against_its_anchor(text: str, words: str, value: str, on: date) -> None:
    """Each style has its words, its TIMEX3 value and its first day."""
    found = find_expressions(text, THURSDAY)

    assert [(one.text, one.value, one.on) for one in found] == [(words, value, on)]
    assert text[found[0].start : found[0].end] == words


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("words", ["mid-{}", "Mid-{}", "mid {}"])
def test_the_middle_of_any_month_is_its_fifteenth(words: str, month: int) -> None:
    """Of March and May too, which are words besides."""
    named = words.format(f"{date(2024, month, 1):%B}")

    found = find_expressions(f"It was signed in {named}.", date(2024, month, 28))

    assert [(one.text, one.on) for one in found] == [(named, date(2024, month, 15))]


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("It was signed in early May.", "early May", date(2024, 5, 1)),
        ("It was signed in late June.", "late June", date(2024, 6, 1)),
        ("It was signed in mid-March 2019.", "mid-March 2019", date(2019, 3, 15)),
        ("It was signed in mid-April last year.", "mid-April last year", date(2024, 4, 15)),
        ("It was signed in May last year.", "May last year", date(2024, 5, 1)),
    ],
)
def test_other_parts_of_a_month_are_its_first(text: str, words: str, on: date) -> None:
    """Whatever else is said of it: only "mid" names a day of its own."""
    assert [(one.text, one.on) for one in find_expressions(text, THURSDAY)] == [(words, on)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They met on April 3-5, 2019.", {"April 3-5, 2019": date(2019, 4, 3)}),
        ("They met on April 3 and 4, 2019.", {"April 3 and 4, 2019": date(2019, 4, 3)}),
        ("They met from 3 to 5 April 2019.", {"3 to 5 April 2019": date(2019, 4, 3)}),
        ("They met from March 30 to April 2, 2019.", {"March 30": date(2019, 3, 30), "April 2, 2019": date(2019, 4, 2)}),
        ("They met 30 December - 2 January 2019.", {"30 December": date(2018, 12, 30), "2 January 2019": date(2019, 1, 2)}),
        (
            "They met Saturday, March 30 to Tuesday, April 2, 2019.",
            {"Saturday, March 30": date(2019, 3, 30), "Tuesday, April 2, 2019": date(2019, 4, 2)},
        ),
    ],
)
def test_the_days_of_a_span_are_of_the_year_behind_it(text: str, days: dict[str, date]) -> None:
    """A span writes its year once; its first day is never put into the anchor's year, and is a full date."""
    found = find_expressions(text, THURSDAY)

    assert {one.text: one.on for one in found} == days
    assert {one.basis for one in found} == {ExpressionBasis.EXPLICIT}


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("It was imposed thirty-five years ago.", "thirty-five years ago", date(1990, 2, 13)),
        ("It was imposed Twenty two days ago.", "Twenty two days ago", date(2025, 1, 22)),
        ("It ends twenty-one months from now.", "twenty-one months from now", date(2026, 11, 13)),
        ("It was imposed about half a year ago.", "about half a year ago", date(2024, 8, 13)),
        ("It was imposed half-a-year ago.", "half-a-year ago", date(2024, 8, 13)),
    ],
)
def test_a_number_of_several_words_is_one_number(text: str, words: str, on: date) -> None:
    """Thirty-five years are not five, and half a year is six months."""
    assert [(one.text, one.on) for one in find_expressions(text, THURSDAY)] == [(words, on)]


@pytest.mark.parametrize(
    "count", ["a hundred and fifty", "one hundred and ten", "two hundred twenty", "three thousand", "a thousand and one", "1 200", "half-a"]
)
def test_the_end_of_a_number_moves_no_day(count: str) -> None:
    """What is left of a number too long for the grammar, or of a share of a unit, is not counted from the anchor."""
    assert [one.text for one in find_expressions(f"It was imposed {count} days ago.", THURSDAY) if one.on] == []


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The duty will take effect on April 2.", date(2025, 4, 2)),
        ("They are due to meet on Monday.", date(2025, 2, 17)),
        ("Quotas end next week.", date(2025, 2, 17)),
        ("A deal is wanted by the end of 2026.", date(2026, 1, 1)),
    ],
)
def test_what_lies_ahead_is_marked_future(text: str, on: date) -> None:
    """Words that point ahead fall after the anchor and say so."""
    found = find_expressions(text, THURSDAY)

    assert [(one.on, one.is_future) for one in found] == [(on, True)]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It was as laid down by the Feb. 11 accord.", date(2025, 2, 11)),
        ("Norway announced the plan Aug. 21.", date(2024, 8, 21)),
        ("They will need to meet.' The strike of Dec. 7 failed.", date(2024, 12, 7)),
        ("It must answer by Feb. 12.", date(2025, 2, 12)),
        ("Thirty had filed by Wednesday.", date(2025, 2, 12)),
        ("Until Wednesday, they had not met.", date(2025, 2, 12)),
        ("Ann Lund will succeed him Apr. 1.", date(2025, 4, 1)),
        ("He would go to the United States Monday.", date(2025, 2, 17)),
        ("They might come as soon as Tuesday.", date(2025, 2, 18)),
        ("They were planning to meet on Monday.", date(2025, 2, 17)),
        ("Prices fell ahead of Friday's vote.", date(2025, 2, 14)),
    ],
)
def test_undirected_words_lean_as_their_clause_does(text: str, on: date) -> None:
    """A verb that looks ahead puts them ahead, one that looks back behind; no day without a year is nearly a year off."""
    assert [one.on for one in find_expressions(text, THURSDAY)] == [on]


@pytest.mark.parametrize(
    "text",
    [
        "A Boeing 737 costs $2018.",
        "They won 3-2 with 1,987 votes.",
        "The rate rose 25 pct to 2,000 jobs.",
        "He may march on.",
        "Model 2000X, flight 1999-22",
        "Trading ran between 1900 and 2300 hours.",
        "A meeting was set for 1900 GMT.",
        "Sales fell to 1987 cars from 2010 units.",
        "It is due 1999 euros or 2001 tonnes.",
    ],
)
def test_numbers_are_no_dates(text: str) -> None:
    """Amounts, scores, model names and verbs yield nothing."""
    assert find_expressions(text, THURSDAY) == []


def test_without_an_anchor_relative_words_fall_on_no_day() -> None:
    """In an undated article "Tuesday" and "April 3" stay open, a full date does not."""
    found = find_expressions("On Tuesday and on April 3 he repeated what he said on May 5, 2019.", None)

    assert [(one.text, one.on) for one in found] == [("Tuesday", None), ("April 3", None), ("May 5, 2019", date(2019, 5, 5))]


def test_a_number_that_fits_two_orders_is_left_open() -> None:
    """07/04/2018 is a day, but which one nobody can say; 24/04/2018 can only be one."""
    found = find_expressions("Filed 07/04/2018, answered 24/04/2018.", THURSDAY)

    assert [(one.value, one.on) for one in found] == [("2018-XX-XX", None), ("2018-04-24", date(2018, 4, 24))]


@pytest.mark.parametrize(
    "text",
    [
        "It stood where it was 1,200 days ago.",
        "Talks began 2.5 years ago.",
        "Talks began 2-1/2 years ago.",
        "Talks began half a month ago.",
        "Talks began half a century ago.",
        "It is the worst fall since Black Monday.",
        "Banks are shut on Good Friday.",
    ],
)
def test_parts_of_numbers_and_names_of_holidays_fall_on_no_day(text: str) -> None:
    """The end of a longer number, half of a unit and a holiday's weekday are not counted from the anchor."""
    assert [one.on for one in find_expressions(text, THURSDAY) if one.on] == []


@pytest.mark.parametrize("text", ["On July 4, 1776 they signed.", "On 4 July 1776 they signed.", "It lapsed on Feb. 29, 2023."])
def test_a_full_date_that_is_no_day_is_not_read_without_its_year(text: str) -> None:
    """The day and month of an impossible or distant date never become those of a year near the anchor."""
    assert find_expressions(text, THURSDAY) == []


def test_a_time_of_day_behind_a_date_is_not_its_year() -> None:
    """ "April 3 1500 GMT" is the third of April."""
    assert [one.on for one in find_expressions("It was fixed on April 3 1500 GMT.", THURSDAY)] == [date(2024, 4, 3)]


@pytest.mark.parametrize(
    ("text", "anchor", "value"),
    [
        ("They will meet in March.", date(2025, 3, 10), "2025-03"),
        ("They met last March.", date(2025, 3, 10), "2024-03"),
        ("They meet next March.", date(2025, 3, 1), "2026-03"),
        ("They meet next weekend.", date(2025, 2, 15), "2025-W08-WE"),
        ("It was agreed last summer.", date(2025, 7, 10), "2024-SU"),
        ("It was agreed last summer.", date(2025, 9, 1), "2025-SU"),
        ("It was agreed last winter.", date(2025, 1, 20), "2023-WI"),
        ("It was agreed last winter.", date(2025, 4, 20), "2024-WI"),
        ("Exports fell this winter.", date(2025, 1, 20), "2024-WI"),
        ("They meet next winter.", date(2025, 1, 20), "2025-WI"),
        ("They meet next summer.", date(2025, 7, 10), "2026-SU"),
    ],
)
def test_what_is_going_on_is_neither_the_last_nor_the_next(text: str, anchor: date, value: str) -> None:
    """A month, weekend or season that holds the anchor is "this" one, also the winter over a year's end."""
    assert [one.value for one in find_expressions(text, anchor)] == [value]


@pytest.mark.parametrize(
    "text", ["\u017fix days ago", "f\u0131ve days ago", "in the f\u0131r\u017ft quarter", "ye\u017fterday", "3 fortn\u0130ghts ago"]
)
def test_letters_that_pass_for_others_are_read_as_those(text: str) -> None:
    """The long s and the i of Turkish, which a pattern that ignores case takes for ours, stop nothing and keep their places."""
    (found,) = find_expressions(text, THURSDAY)

    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "is_ahead"),
    [
        ("The duty takes effect on Saturday, the ministry said.", True),
        ("The duty comes into force on Saturday.", True),
        ("The ministry will raise the duty from Saturday.", True),
        ("Talks between the ministries resume on Saturday.", True),
        ("The envoy flies to Lima on Saturday for trade talks.", True),
        ("The talks, which open on Saturday, are about fish.", True),
        ("The ministry invited Lima to trade talks on Saturday.", True),
        ("The peso fell at the open on Saturday.", False),
        ("The ministry offered to cut duties at talks on Saturday.", False),
        ("The duty took effect on Saturday.", False),
        ("The duty went into effect on Saturday.", False),
        ("The ministry, which was to raise the duty, met on Saturday.", False),
    ],
)
def test_a_day_from_which_something_will_be_is_ahead_of_those_who_look_back_too(text: str, is_ahead: bool) -> None:
    """Other weekdays are the ones just past to who looks for the day that something was said."""
    (found,) = find_expressions(text, THURSDAY, looks_back=True)

    assert found.is_future == is_ahead
    assert found.on == (date(2025, 2, 15) if is_ahead else date(2025, 2, 8))
