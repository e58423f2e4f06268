"""Rules of mistakes and their groups."""

from labelled_story import PROTEST, RAISED, make_claim, make_story

from pipelines.evaluation.mistakes import find_mistakes, group_mistakes


def test_a_perfect_reading_has_no_mistake() -> None:
    """The labels themselves leave nothing to name."""
    assert list(find_mistakes([make_story()], {"a": [make_claim(RAISED), make_claim(PROTEST)]})) == []


def test_missed_made_up_and_mistaken_claims_are_told_apart() -> None:
    """A label without a claim, a claim without a label, and each slot of a pair that differs."""
    wrong_act = make_claim(RAISED, 0.8, act="threaten", attribution="third_party")
    made_up = make_claim({**RAISED, "actor": "CHL", "quote": "an analyst said, might sell its dollars"}, 0.4, issue="reserves")

    found = {one.group for one in find_mistakes([make_story()], {"a": [wrong_act, made_up]})}

    assert found == {
        "act: restrict taken for threaten",
        "attribution: own taken for third_party",
        "missed: accuse on tariffs",
        "made up: restrict on reserves",
    }


def test_countries_and_days_are_named_by_what_is_wrong_with_them() -> None:
    """Else every pair of codes and every pair of days would be a kind of its own."""
    made = [
        make_claim(RAISED, counterparts=["CHL"], claimed_on=None),
        make_claim(PROTEST, counterparts=[], claimed_on="2025-04-15"),
    ]

    found = [one.group for one in find_mistakes([make_story()], {"a": made})]

    assert found == ["counterparts: one too many", "claimed_on: no day", "counterparts: one missing", "claimed_on: another day"]


def test_the_commonest_kind_comes_first_and_in_it_the_surest_mistake() -> None:
    """What an extractor was sure of and wrong about teaches most."""
    stories = [make_story(name, RAISED) for name in ("a", "b", "c")]
    made = {
        "a": [make_claim(RAISED, 0.3, act="reject")],
        "b": [make_claim(RAISED, 0.9, act="reject")],
        "c": [make_claim(RAISED, 0.5, issue="quotas")],
    }

    groups = group_mistakes(find_mistakes(stories, made))

    assert [(group.name, [one.article for one in group.mistakes]) for group in groups] == [
        ("act: restrict taken for reject", ["b", "a"]),
        ("issue: tariffs taken for quotas", ["c"]),
    ]
