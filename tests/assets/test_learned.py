"""Rules of what is kept beside the lake."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "labelling"))

from labelled_lake import DAY, fill_lake

from assets.configuration import build_settings
from assets.learned import forget_words, open_verdicts
from pipelines.claims.language_model.kept import Kept, KeptAnswers
from pipelines.labelling import Said, Verdict
from pipelines.labelling.judging import find_claim


def test_a_document_that_is_taken_down_leaves_answers_and_verdicts_too(tmp_path: Path) -> None:
    """Both hold its words; those on other documents stay."""
    settings = build_settings(tmp_path, {})
    found = find_claim(fill_lake(settings.lake), "aaaa0000")
    open_verdicts(settings).add(Verdict(found.claim_id, Said.RIGHT, DAY, "", "", found.claim, None, found.context))
    answers = KeptAnswers(settings.language_model)
    answers.add([Kept(key, document, "m", "p", "[]", None, 1, 1) for key, document in (("k1", "a1"), ("k2", "a2"))])

    forget_words(settings, {"a1"})

    assert open_verdicts(settings).current() == []
    assert list(answers.find(["k1", "k2"])) == ["k2"]


def test_nothing_kept_is_nothing_to_forget(tmp_path: Path) -> None:
    """A data folder without answers and verdicts gets no file of them."""
    forget_words(build_settings(tmp_path, {}), {"a1"})

    assert list(tmp_path.iterdir()) == []
