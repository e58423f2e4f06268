"""The ten questions of docs/questions.md, read from the page."""

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<answer>.*?)```", re.DOTALL)
CLICKS = re.compile(r"^Clicks: (?P<clicks>[^.]+)\. There: “(?P<words>[^”]+)”", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """One section of the page."""

    title: str
    command: str
    answer: str
    clicks: tuple[str, ...]
    words: str


def read_questions() -> list[Question]:
    """The sections of the page, in order."""
    found = []
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        block, clicks = BLOCK.search(section), CLICKS.search(section)
        assert block and clicks, section
        steps = () if clicks["clicks"].startswith("none") else tuple(clicks["clicks"].split(" → "))
        found.append(Question(section.splitlines()[0], block["command"], block["answer"], steps, clicks["words"]))
    return found
