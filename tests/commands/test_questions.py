"""The ten questions of docs/questions.md, typed and clicked.

With DEMARCHE_WRITE_DOCS=1 the answers in the page are written anew instead of compared; read the difference before you commit it.
"""

import os
import shlex
from pathlib import Path

import pytest
from asked import PAGE, Question, read_questions
from command_runs import Command
from lxml import html

from assets.configuration import build_settings
from pipelines.report import build


@pytest.fixture(scope="session")
def sample_report(sample_data: Path) -> Path:
    """The report of the hand-coded sample."""
    settings = build_settings(sample_data, {})
    build(settings, settings.database)
    return settings.report


def test_there_are_ten_questions_each_within_three_clicks() -> None:
    """The page asks ten questions; none takes more than three clicks."""
    questions = read_questions()

    assert len(questions) == 10
    assert max(len(question.clicks) for question in questions) <= 3


@pytest.mark.parametrize("question", read_questions(), ids=lambda question: question.title.split(".")[0])
def test_a_command_gives_the_answer_in_the_page(
    demarche: Command, sample_data: Path, monkeypatch: pytest.MonkeyPatch, question: Question
) -> None:
    """Typed as it stands, each command answers as the page says."""
    monkeypatch.setenv("COLUMNS", "84")  # as wide as the site shows without scrolling
    program, *arguments = shlex.split(question.command)

    ran = demarche(*arguments, "--data", sample_data)

    assert (program, ran.code) == ("demarche", 0)
    assert ran.out.strip()
    if os.environ.get("DEMARCHE_WRITE_DOCS"):
        page, asked = PAGE.read_text(encoding="utf-8"), f"$ {question.command}\n"
        PAGE.write_text(page.replace(f"{asked}{question.answer}```", f"{asked}{ran.out}```"), encoding="utf-8")
    else:
        assert ran.out == question.answer


@pytest.mark.parametrize("question", read_questions(), ids=lambda question: question.title.split(".")[0])
def test_clicks_from_the_front_page_lead_to_the_words(sample_report: Path, question: Question) -> None:
    """Following links of these names from the front page ends on a page that holds the words."""
    place = sample_report / "index.html"
    for name in question.clicks:
        links = html.fromstring(place.read_text(encoding="utf-8")).xpath("//main//a | //header//a")
        href = next(link.get("href") for link in links if " ".join(link.text_content().split()) == name)
        place = (place.parent / href.split("#")[0]).resolve()

    shown = " ".join(html.fromstring(place.read_text(encoding="utf-8")).text_content().split())

    assert question.words in shown
