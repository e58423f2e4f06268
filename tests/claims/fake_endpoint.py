"""A chat-completions endpoint on this machine that answers what a test tells it to, and remembers what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ENTRY: dict[str, Any] = {
    "speaker": None,
    "counterparts": [],
    "modality": "asserted",
    "attribution": "own",
    "currency": None,
    "direction": None,
    "amount": None,
    "unit": None,
    "day": "current",
    "when": None,
    "when_sentence": None,
    "certainty": "high",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def articles(self) -> list[dict[str, Any]]:
        """What was laid before the model."""
        told: list[dict[str, Any]] = json.loads(self.body["messages"][1]["content"])["articles"]
        return told

    @property
    def is_repeat(self) -> bool:
        """Whether an answer and its faults went before."""
        return len(self.body["messages"]) > 2


@dataclass(frozen=True, slots=True)
class Said:
    """What the endpoint sends back; `pause` holds the body back until the fake is closed or so many seconds have passed."""

    body: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0


Behaviour = Callable[[Asked], Said]


@dataclass(slots=True)
class FakeEndpoint:
    """Behaves as it is told; `asked` are all requests so far."""

    behave: Behaviour
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    url: str = ""


@contextmanager
def serve_fake(behave: Behaviour) -> Iterator[FakeEndpoint]:
    """The fake on a free port of this machine, while the body runs."""
    fake = FakeEndpoint(behave)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = Asked(self.path, dict(self.headers.items()), body)
            fake.asked.append(asked)
            said = fake.behave(asked)
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if said.pause:
                fake.closing.wait(said.pause)
            try:
                self.wfile.write(said.body.encode())
            except ConnectionError:
                self.close_connection = True  # whoever asked has given up

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        fake.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        try:
            yield fake
        finally:
            fake.closing.set()
            server.shutdown()
            thread.join()


def chat(text: str, finish: str = "stop", usage: tuple[int, int] | None = (100, 50)) -> Said:
    """A chat completion around a text."""
    told: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}]}
    if usage:
        told["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Said(json.dumps(told))


def entry(sentence: int, quote: str, codes: str, **slots: Any) -> dict[str, Any]:
    """One claim of an answer; `codes` are actor, issue and act, parted by slashes."""
    actor, issue, act = codes.split("/")
    return {**ENTRY, "sentence": sentence, "quote": quote, "actor": actor, "issue": issue, "act": act, **slots}


def answer(*claims: Sequence[dict[str, Any]]) -> str:
    """The text of an answer: the claims of each article, in their order."""
    return json.dumps({"articles": [{"article": number, "claims": list(some)} for number, some in enumerate(claims, start=1)]})
