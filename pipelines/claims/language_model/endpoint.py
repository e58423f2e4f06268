"""One question to an OpenAI-compatible endpoint: the request, its retries, and what the endpoint turns out not to know.

Belongs here: HTTP and nothing that knows of claims. The key is in no error, no representation and no file.
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Any
from urllib.parse import SplitResult, urlsplit

from pipelines.errors import EndpointError, WrongUse

PATH = "/chat/completions"
MOST_BYTES = 8 * 2**20  # of an answer
MOST_COUNTED = 10**9  # tokens
TRIES = 5
FIRST_WAIT = 1.0  # seconds before the second try, doubled before each later one
LONGEST_WAIT = 120.0  # also where the endpoint asks for a longer one
_PASSING = frozenset((408, 409, 425, 429, *range(500, 600)))
_SHOWN = 200  # characters of an endpoint's own words in ours

Message = Mapping[str, str]


class RequestRefused(EndpointError):
    """The endpoint will not answer this request (too long, against its rules, of a form it does not take)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, whether the limit of tokens cut it, and the tokens as the endpoint counts them (0: it does not)."""

    text: str
    is_cut: bool
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What the endpoint has not refused so far. `form`: schema, object or none, as its structured output goes."""

    form: str = "schema"
    limit_name: str = "max_tokens"
    has_temperature: bool = True


@dataclass(slots=True)
class Endpoint:
    """An endpoint and a model on it. What it refuses of our parameters is left out from then on."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0  # for one answer, from first byte sent to last byte read
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    _dialect: _Dialect = field(default_factory=_Dialect, repr=False)

    def __post_init__(self) -> None:
        """Refuse addresses that cannot be right, and secrets in the address."""
        parts = _split(self.url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise WrongUse("DEMARCHE_LLM_URL is no http or https address; it looks like http://localhost:11434/v1.")
        if parts.username or parts.password:
            raise WrongUse("DEMARCHE_LLM_URL holds a name or password; put the key into DEMARCHE_LLM_KEY.")
        if any(ord(letter) < 33 or ord(letter) > 126 for letter in self.key):
            raise WrongUse("DEMARCHE_LLM_KEY holds a blank or a letter that no key has.")

    @property
    def host(self) -> str:
        """For messages: the address without path and query."""
        return urlsplit(self.url).netloc

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], most_tokens: int) -> Reply:
        """Send a conversation and wait for the answer.

        Raises:
            EndpointError: It cannot be reached, refuses the key or the model, or fails again and again.
            RequestRefused: It refuses this request.
        """
        wait, pause, words = FIRST_WAIT, 0.0, ""
        for _ in range(TRIES):
            if pause:
                self.sleep(pause)
            wait, pause = wait * 2, wait
            dialect = self._dialect
            try:
                status, body, asked_wait = self._send(self._body(dialect, messages, schema, most_tokens))
            except (OSError, http.client.HTTPException) as error:
                words = self._clean(str(getattr(error, "reason", error)) or type(error).__name__)
                continue
            if status == 200:
                reply = _read_reply(body)
                if reply is not None:
                    return reply
                words = f"what came is no chat completion: {self._clean(body)}"
            elif status in _PASSING:
                words = f"status {status}: {self._clean(body)}"
                pause = min(asked_wait or pause, LONGEST_WAIT)
            else:
                self._refuse(dialect, status, body)
                words, pause = "it refused parameter after parameter", 0.0
        raise EndpointError(f"The language model at {self.host} gave no answer in {TRIES} tries; the last: {words}")

    def _refuse(self, spoken: _Dialect, status: int, body: str) -> None:
        """Learn from a refusal what to leave out, so that the next try may go through; else say what it means.

        Of several questions that are under way at once and refused for one thing, the first to come back has it left out for all.
        """
        words = self._clean(body)
        if status in (401, 403):
            raise EndpointError(f"The language model at {self.host} refuses the key (DEMARCHE_LLM_KEY): status {status}, {words}")
        if status in (301, 302, 303, 307, 308):
            raise EndpointError(f"{self.host} sends requests elsewhere (status {status}); put the final address into DEMARCHE_LLM_URL.")
        if status == 404:
            raise EndpointError(f"{self.host} knows no such path or model ({self.model}): {words}")
        learned = _learn(spoken, body) if status in (400, 422) else None
        if learned is None:
            raise RequestRefused(f"status {status}: {words}")
        if self._dialect == spoken:
            self._dialect = learned

    def _body(self, dialect: _Dialect, messages: Sequence[Message], schema: Mapping[str, Any], most_tokens: int) -> bytes:
        told: dict[str, Any] = {"model": self.model, "messages": list(messages), dialect.limit_name: most_tokens}
        if dialect.has_temperature:
            told["temperature"] = 0
        if dialect.form == "schema":
            told["response_format"] = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        elif dialect.form == "object":
            told["response_format"] = {"type": "json_object"}
        return json.dumps(told, ensure_ascii=False).encode()

    def _send(self, body: bytes) -> tuple[int, str, float | None]:
        """Status, body, and how long the endpoint asks to wait."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "demarche"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(self._address(), body, headers)  # noqa: S310 - the scheme is checked above
        deadline = time.monotonic() + self.seconds
        try:
            with _OPENER.open(request, timeout=self.seconds) as answer:
                return answer.status, _read(answer, deadline), None
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _read(error, deadline), _read_wait(error.headers.get("Retry-After"))

    def _address(self) -> str:
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        return parts._replace(path=path if path.endswith(PATH) else path + PATH).geturl()

    def _clean(self, text: str) -> str:
        """An endpoint's own words, short, on one line and without the key, should it repeat it."""
        bare = text.replace(self.key, "…") if self.key else text
        printable = "".join(letter if letter.isprintable() else " " for letter in bare)
        return " ".join(printable.split())[:_SHOWN]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to another host, and turn the question into a bare GET."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow none; the status is then an error like any other."""
        return


_OPENER = urllib.request.build_opener(_NoRedirect)


def _split(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none, as with a bracket that stays open or a port that is no number."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _read(answer: IO[bytes], deadline: float) -> str:
    """The body, read until the deadline and the limit of bytes; an endpoint that drips would hang a plain read."""
    chunks: list[bytes] = []
    size = 0
    while size < MOST_BYTES:
        if time.monotonic() > deadline:
            raise TimeoutError("the answer did not end in time")
        chunk = answer.read1(2**16) if hasattr(answer, "read1") else answer.read(2**16)
        if not chunk:
            break
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks).decode("utf-8", errors="replace")


def _read_wait(text: str | None) -> float | None:
    """Seconds of a Retry-After header; a date in it is not read."""
    return float(text) if text and text.isascii() and text.isdigit() else None


def _read_reply(body: str) -> Reply | None:
    """The reply of a chat completion; None where the body is none."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        text = str(choice["message"].get("content") or "").encode("utf-8", "replace").decode()  # halves of letters cannot be kept or sent
        is_cut = choice.get("finish_reason") == "length"
        return Reply(text, is_cut, *(_read_count(told.get("usage"), name) for name in ("prompt_tokens", "completion_tokens")))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return None


def _read_count(usage: object, name: str) -> int:
    """Tokens as the endpoint counts them; 0 for what is no count, or for more than any answer takes."""
    told = usage.get(name) if isinstance(usage, dict) else None
    return told if isinstance(told, int) and 0 < told < MOST_COUNTED else 0


def _learn(dialect: _Dialect, body: str) -> _Dialect | None:
    """The dialect without what the refusal names; None where it names nothing that can be left out."""
    words = body.lower()
    if dialect.has_temperature and "temperature" in words:
        return replace(dialect, has_temperature=False)
    if dialect.limit_name == "max_tokens" and "max_completion_tokens" in words:
        return replace(dialect, limit_name="max_completion_tokens")
    if dialect.form != "none" and any(word in words for word in ("response_format", "json_schema", "json_object", "schema", "structured")):
        return replace(dialect, form="object" if dialect.form == "schema" else "none")
    return None
