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
    maker = LedgerMaker(tmp_path)
    for on, act in ((date(2025, 4, 8), "threaten"), (date(2025, 4, 18), "restrict")):
        maker.tell(on, "Harbour Letter", [Told(f"Brazil would {act} steel imports from Peru.", "BRA", "PER", "tariffs", act)])
    print_next(maker.publish())
    own = capsys.readouterr().out.splitlines()[2:]
    print_next(build_settings(DEMO, {}))
    *asked, brought = capsys.readouterr().out.splitlines()[2:]

    assert all(line.endswith(f" --data {tmp_path}") for line in own)
    assert own[-1].count("--data") == 2
    assert own[0].startswith("  .venv/bin/demarche positions bra --data")  # whom the ledger knows, and when something moved
    assert own[1].startswith("  .venv/bin/demarche changes --from 2025-04-01 --to 2025-04-18 --data")
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


def test_what_this_run_refused_is_counted_whatever_was_taken_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One reject that is gone and one that came leave as many as before: the run has refused one all the same."""
    maker = LedgerMaker(tmp_path)
    for number in range(2):
        maker.tell(date(2025, 4, 1), "Harbour Letter", [Told(f"Nothing was said in letter {number}.", "JPN", None, "tariffs", "affirm")])
    maker.claims.clear()
    kept = list(maker.articles)
    maker.articles[0] = replace(kept[0], reject_code=RejectCode.BOILERPLATE)
    settings = maker.publish()
    before = Counted.read(settings)
    maker.articles[:] = [kept[0], replace(kept[1], reject_code=RejectCode.BOILERPLATE)]
    maker.publish()

    assert print_summary(settings, before, 1.0) == 1
    assert "Refused, and why (1 in all)" in capsys.readouterr().out
    assert print_summary(settings, Counted.read(settings), 1.0) == 0


def test_a_sidecar_that_could_not_be_used_is_told_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The run that reads it names file and fault, though no count has moved; the next one does not; other warnings are not listed."""
    maker = LedgerMaker(tmp_path)
    maker.tell(date(2025, 4, 1), "Harbour Letter", [Told("Japan ruled out tariffs.", "JPN", None, "tariffs", "reject")])
    settings, first = maker.publish(), maker.articles[0]
    before = Counted.read(settings)
    maker.articles[0] = replace(first, warnings=("forwarded", "sidecar has 'publishd', which nothing reads; 'published' would be read"))
    maker.publish()

    print_summary(settings, before, 1.0)
    told = capsys.readouterr().out
    assert "Not used of sidecars, the files `….meta.json` (1 new)" in told
    assert f"{first.path}  " in told and "'publishd', which nothing reads" in told and "forwarded" not in told
    print_summary(settings, Counted.read(settings), 1.0)
    assert "sidecar" not in capsys.readouterr().out
