"""The ten questions of docs/questions.md clicked in a real browser, on the sample with its claims coded by hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "commands"), str(TESTS / "sample")]

from asked import read_questions  # noqa: E402 - after the folders that hold them are known
from hand_coded import publish_by_hand  # noqa: E402
from sample_corpus import Sample  # noqa: E402
from test_report_in_browser import CHROMIUM, HERE, NODE, pytestmark  # noqa: E402, F401 - skips where there is no browser

from assets.configuration import build_settings  # noqa: E402
from pipelines.report import build  # noqa: E402


@pytest.fixture(scope="session")
def sample_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample."""
    data = tmp_path_factory.mktemp("sample")
    publish_by_hand(Sample(), data)
    settings = build_settings(data, {})
    build(settings, settings.database)
    return settings.report


def test_every_answer_is_seen_after_at_most_three_clicks(sample_pages: Path, tmp_path: Path) -> None:
    """Clicking the links that the page names leads to a page on which the words can be seen."""
    asked = [{"title": question.title, "clicks": question.clicks, "words": question.words} for question in read_questions()]
    arguments = [NODE, HERE / "check_questions.mjs", HERE, CHROMIUM, tmp_path, sample_pages, json.dumps(asked)]

    ran = subprocess.run([str(one) for one in arguments], capture_output=True, text=True, timeout=600, check=False)

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert [one["title"] for one in found if not one["isSeen"] or one["clicks"] > 3] == []
    assert len(found) == 10
