"""Fitting of the weights: what is labelled is learned, and the tracked table is one that the code can use."""

from datetime import date
from pathlib import Path

from pipelines.dating.claim import choose, date_claim
from pipelines.dating.claim_fit import DatedClaim, fit_weights, write_weights
from pipelines.dating.claim_options import Facts, Named, Setting, Story
from pipelines.dating.claim_weights import by_kind, load_weights
from pipelines.records import DateBasis

ANCHOR = date(2025, 2, 13)


def _setting(sentence: str, end: int) -> Setting:
    return Setting(Story((sentence,), ANCHOR, ((Named(0, 6, "NOR"),),)), 0, (0, end), Facts("NOR", "concede", "asserted", "own"))


def _claims() -> list[DatedClaim]:
    """Labels of a made-up reader who dates by "on Tuesday" and never by "since Monday"."""
    dated, undated = _setting("Norway cut its duty on Tuesday.", 20), _setting("Norway has cut its duty since Monday.", 23)
    return [
        DatedClaim(dated, date(2025, 2, 11), DateBasis.RELATIVE),
        DatedClaim(undated, ANCHOR, DateBasis.PUBLICATION),
    ] * 5


def test_the_fit_learns_which_words_date_a_claim(tmp_path: Path) -> None:
    """After the fit the labelled option scores best, for both kinds of label, and the table holds what was learned."""
    weights = fit_weights(_claims())

    for claim in _claims():
        assert choose(claim.setting, by_kind(weights)).on == claim.on
    write_weights(weights, tmp_path / "weights.csv")
    assert len((tmp_path / "weights.csv").read_text().splitlines()) == len(weights) + 1


def test_the_tracked_weights_are_read_and_used() -> None:
    """The table beside the code holds the cues that the code makes; without it every option would weigh the same."""
    weights = load_weights()

    assert {"publication", "own", "before"} <= weights.keys()
    assert date_claim(_setting("Norway cut its duty on Tuesday.", 31)).on == date(2025, 2, 11)
