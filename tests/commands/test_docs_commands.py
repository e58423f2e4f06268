"""Every command in the documentation: answers shown are the answers given, and what is only named exists.

With DEMARCHE_WRITE_DOCS=1 the answers in `first-ten-minutes.md` are written anew instead of compared; read the difference before you
commit it.
"""

import io
import os
import re
import shlex
import sys
from pathlib import Path

import click
import pytest
from command_runs import Command

from assets.cli import COMMANDS, demarche

PROJECT = Path(__file__).parents[2]
PAGES = sorted(
    page.relative_to(PROJECT).as_posix()
    for page in (PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md"))
    if page.name not in ("commands.md", "words.head.md", "session.head.md")
)
TUTORIAL = PROJECT / "docs" / "first-ten-minutes.md"
ANSWERED = re.compile(r"```console\n\$ (?P<command>demarche [^\n]+)\n(?P<answer>.*?)```", re.DOTALL)
SHELL = re.compile(r"```(?:sh|console)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`demarche ([^`]+)`")
IN_SHELL = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?demarche (.+)$", re.MULTILINE)
READING = ("positions", "changes", "sql")


def named_commands(page: str) -> list[str]:
    """Every command line of a page, without the program's name."""
    text = (PROJECT / page).read_text(encoding="utf-8")
    in_blocks = [line for block in SHELL.findall(text) for line in IN_SHELL.findall(block)]
    return [*in_blocks, *INLINE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))]


def split_words(line: str) -> list[str]:
    """The words of a command line, without a comment, a redirection or what follows a pipe."""
    words = shlex.split(line, comments=True)
    ends = [at for at, word in enumerate(words) if word in ("<", ">", "|", "&&")]
    return words[: ends[0]] if ends else words


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_that_a_page_names_exist(page: str) -> None:
    """Whatever a page tells people to type is a command, with options that it has."""
    group = click.Context(demarche)
    for line in named_commands(page):
        words = split_words(line)
        if words[0] in ("COMMAND", "--help", "…"):
            continue
        assert words[0] in COMMANDS, line
        command = demarche.get_command(group, words[0])
        assert command is not None
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word.partition("=")[0] for word in words[1:] if word.startswith("--")} <= known, line


@pytest.mark.parametrize(
    "line",
    sorted(
        {
            line
            for page in PAGES
            if "questions" not in page
            for line in named_commands(page)
            if line.split()[0] in READING and "OLD" not in line
        }
    ),
)
def test_questions_that_a_page_asks_are_answered(demarche: Command, sample_data: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """Every question to the ledger that a page shows runs on the sample as it is typed."""
    words = split_words(line)
    if sent := re.search(r"< (\S+\.sql)", line):
        monkeypatch.setattr(sys, "stdin", io.StringIO((PROJECT / sent[1]).read_text(encoding="utf-8")))
    elif words == ["sql"]:
        words = ["sql", "show tables"]

    ran = demarche(*words, "--data", sample_data)

    assert ran.code == 0, ran.err


def test_the_first_ten_minutes_show_what_a_person_will_see(demarche: Command, sample_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed one after another, the commands of the first ten minutes answer as the page says."""
    monkeypatch.setenv("COLUMNS", "84")  # as wide as the site shows without scrolling
    page = TUTORIAL.read_text(encoding="utf-8")

    def answer(found: re.Match[str]) -> str:
        ran = demarche(*shlex.split(found["command"])[1:], "--data", sample_data)
        assert ran.code == 0, ran.err
        return f"```console\n$ {found['command']}\n{ran.out}```"

    answered, count = ANSWERED.subn(answer, page)

    assert count == 3
    if os.environ.get("DEMARCHE_WRITE_DOCS"):
        TUTORIAL.write_text(answered, encoding="utf-8")
    else:
        assert answered == page
