"""Commands that other commands tell to type next, which must ask about the same data folder."""

import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledger import LedgerMaker, Told

from assets.commands.options import told_command
from assets.commands.summary import COUNTED, DEMO, SHOWN_REJECTS, Counted, print_next, print_summary
from assets.configuration import PROJECT, build_settings
from pipelines.errors import RejectCode


def test_the_usual_folder_is_not_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A command for the usual data folder is as short as it can be; another folder is named as a shell needs it, from where one is."""
    monkeypatch.chdir(tmp_path)
    below, beside = build_settings(Path("my data"), {}), build_settings(tmp_path.parent / "other", {})

    assert told_command("run", build_settings(None, {})) == "demarche run"
    assert told_command("run", below) == "demarche run --data 'my data'"
    assert told_command("run", beside) == f"demarche run --data {shlex.quote(str(tmp_path.parent / 'other'))}"


def test_what_to_type_next_asks_about_this_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """After a run every line names its data folder; after one on the shipped sample, one's own files go into the usual folder."""
    print_next(build_settings(tmp_path, {}))
    own = capsys.readouterr().out.splitlines()[2:]
    print_next(build_settings(DEMO, {}))
    *asked, brought = capsys.readouterr().out.splitlines()[2:]

    assert all(line.endswith(f" --data {tmp_path}") for line in own)
    assert own[-1].count("--data") == 2
    assert all("--data" in line for line in asked)
    assert brought == "  .venv/bin/demarche import YOUR-FILES && .venv/bin/demarche run"
    assert DEMO.is_relative_to(PROJECT)


def test_what_was_refused_is_asked_for_in_this_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Where more was refused than a summary shows, the command that lists all of it names the data folder."""
    maker = LedgerMaker(tmp_path)
    for number in range(SHOWN_REJECTS + 1):
        maker.tell(date(2025, 4, 1), "Harbour Letter", [Told(f"Nothing was said in letter {number}.", "JPN", None, "tariffs", "affirm")])
        maker.articles[-1] = replace(maker.articles[-1], reject_code=RejectCode.BOILERPLATE)
    maker.claims.clear()
    settings = maker.publish()

    refused = print_summary(settings, Counted(dict.fromkeys(COUNTED, 0), {}), 1.0)

    assert refused == SHOWN_REJECTS + 1
    assert capsys.readouterr().out.endswith(f"  … all of them: demarche sql 'from rejects' --data {tmp_path}\n")
