"""Who is told that a step has failed, and that nothing secret is told when that fails too."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import dagster as dg
import pytest

from assets.automation import tell_of_failure

told: list[object] = []


class Listener(BaseHTTPRequestHandler):
    """Keeps what it is told."""

    def do_POST(self) -> None:
        """Keep the body."""
        told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *values: object) -> None:
        """Say nothing."""


@pytest.fixture
def webhook() -> Iterator[str]:
    """The address of a listener on this machine."""
    told.clear()
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/alert"
        server.shutdown()
        thread.join()


@dg.op
def step() -> None:
    """A step to be told of."""


def fail(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: str, webhook: str) -> str:
    """Tell of a failure; returns what the log says."""
    monkeypatch.setenv("DEMARCHE_ALERT_COMMAND", command)
    monkeypatch.setenv("DEMARCHE_ALERT_WEBHOOK", webhook)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    tell_of_failure(dg.build_hook_context(op=step, run_id="run-7"))
    return capfd.readouterr().err


def test_command_and_webhook_get_the_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path, webhook: str
) -> None:
    """The command reads it on its standard input, the address gets it as JSON."""
    kept = tmp_path / "kept.txt"
    code = f"import sys, pathlib; pathlib.Path({str(kept)!r}).write_text(sys.stdin.read())"

    fail(monkeypatch, capfd, f'{sys.executable} -c "{code}"', webhook)

    assert kept.read_text() == "Demarche: step step of run run-7 failed: None"
    assert told == [{"text": kept.read_text()}]


@pytest.mark.parametrize("command", ["/no/such/kept-1", "'kept-1", f"{sys.executable} -c 1/0"])
def test_a_command_that_fails_does_not_silence_the_webhook(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], webhook: str, command: str
) -> None:
    """A program that is not there, a quote that is not closed, an exit code: the address is told all the same, the log why not."""
    log = fail(monkeypatch, capfd, command, webhook)

    assert len(told) == 1
    assert "The alert itself could not be sent" in log
    assert "kept-1" not in log


@pytest.mark.parametrize("address", ["http://127.0.0.1:kept-2/", "http://127.0.0.1:1/kept-2", "http://kept-2 x/"])
def test_an_address_that_cannot_be_reached_stays_secret(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], address: str
) -> None:
    """A port that is none, one that nobody listens on, a blank: the log says that it failed, and not where."""
    log = fail(monkeypatch, capfd, "", address)

    assert "The alert itself could not be sent" in log
    assert "kept-2" not in log
