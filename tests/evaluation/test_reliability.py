"""Rules of confidence against truth."""

import pytest
from labelled_story import PROTEST, RAISED, make_claim, make_story
from lxml import etree

from pipelines.evaluation.reliability import Judged, calibration_error, draw_reliability, judge, sort_into_bins


def test_right_means_issue_and_act_right() -> None:
    """A claim with a wrong act, and one that no label knows, are not right; one without a confidence is not judged."""
    made = [
        make_claim(RAISED, 0.9),
        make_claim(PROTEST, 0.7, act="reject"),
        make_claim({**RAISED, "actor": "USA"}, 0.2),
        make_claim(RAISED),
    ]

    assert judge([make_story()], {"a": made}) == [Judged(0.9, True), Judged(0.7, False), Judged(0.2, False)]


def test_bins_hold_every_claim_once() -> None:
    """Confidence 1 belongs to the last bin; empty bins are left out."""
    bins = sort_into_bins([Judged(0.05, False), Judged(0.95, True), Judged(1.0, True), Judged(0.92, False)])

    assert [(one.count, round(one.mean_confidence, 3), round(one.right_share, 3)) for one in bins] == [(1, 0.05, 0.0), (3, 0.957, 0.667)]


def test_the_error_is_the_mean_distance_by_claims() -> None:
    """Perfect calibration has none; ten claims at .9 of which half are right have .4."""
    assert calibration_error(sort_into_bins([Judged(0.5, True), Judged(0.5, False)])) == 0
    assert calibration_error(sort_into_bins([Judged(0.9, at % 2 == 0) for at in range(10)])) == pytest.approx(0.4)
    assert calibration_error([]) == 0


def test_the_picture_is_the_same_each_time_and_is_sound_svg() -> None:
    """No date, no random ids; the title is escaped and told to screen readers; every bin has its count."""
    bins = sort_into_bins([Judged(0.35, False), Judged(0.95, True), Judged(0.96, True)])

    first, second = draw_reliability(bins, "2 < 3 & so on"), draw_reliability(bins, "2 < 3 & so on")

    assert first == second
    root = etree.fromstring(first.encode())
    assert root.get("aria-label") == "2 < 3 & so on"
    assert {"1", "2"} <= {text.strip() for text in root.itertext()}
