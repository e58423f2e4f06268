"""Rules of one question to an endpoint: what is sent, what is tried again, what ends it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from fake_endpoint import Asked, Behaviour, Said, chat, serve_fake

from pipelines.claims.language_model.endpoint import TRIES, Endpoint, RequestRefused
from pipelines.errors import EndpointError, WrongUse

MESSAGES = [{"role": "system", "content": "Read."}, {"role": "user", "content": "{}"}]
SCHEMA: dict[str, Any] = {"type": "object"}
KEY = "sk-very-secret-1234"


class Waits(list[float]):
    """Remembers how long it was told to wait, and does not."""

    def __call__(self, seconds: float) -> None:
        """Note it."""
        self.append(seconds)


def ask(behave: Behaviour, waits: Waits | None = None, **options: Any) -> tuple[str, list[Asked]]:
    """One question; the text that came and all requests it took."""
    with serve_fake(behave) as fake:
        endpoint = Endpoint(fake.url, "reader-1", KEY, sleep=Waits() if waits is None else waits, **options)
        return endpoint.ask(MESSAGES, SCHEMA, 500).text, fake.asked


def in_turn(*said: Said) -> Behaviour:
    """Says one thing after another, the last one for ever."""
    left = list(said)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


def test_a_question_carries_model_key_schema_and_limit() -> None:
    """The request is a chat completion with structured output, at temperature 0, the key in its header alone."""
    text, asked = ask(in_turn(chat("yes")))

    assert text == "yes"
    assert asked[0].path == "/v1/chat/completions"
    assert asked[0].headers["Authorization"] == f"Bearer {KEY}"
    assert {name: asked[0].body[name] for name in ("model", "temperature", "max_tokens")} == {
        "model": "reader-1",
        "temperature": 0,
        "max_tokens": 500,
    }
    assert asked[0].body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert KEY not in str(asked[0].body)


@pytest.mark.parametrize(
    "failure", [Said("slow down", 429), Said("oops", 500), Said("<html>", 200), Said('{"choices": []}', 200), Said("", 503)]
)
def test_what_passes_is_tried_again(failure: Said) -> None:
    """Too many requests, failures of the server and bodies that are no completion are waited out."""
    waits = Waits()

    text, asked = ask(in_turn(failure, failure, chat("at last")), waits)

    assert (text, len(asked), waits) == ("at last", 3, [1.0, 2.0])


def test_an_endpoint_is_waited_for_as_long_as_it_asks() -> None:
    """Retry-After is kept to, within bounds."""
    waits = Waits()

    ask(
        in_turn(
            Said("", 429, {"Retry-After": "7"}), Said("", 429, {"Retry-After": "86400"}), Said("", 429, {"Retry-After": "soon"}), chat("")
        ),
        waits,
    )

    assert waits == [7.0, 120.0, 4.0]


def test_an_endpoint_that_never_answers_ends_the_asking_in_one_sentence() -> None:
    """After some tries the last failure is told, with the host, without the key that the endpoint repeats."""
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1") as caught:
        ask(in_turn(Said(f"key {KEY} over quota\n\x1b[31m", 429)))

    assert "over quota" in str(caught.value)
    assert f"{TRIES} tries" in str(caught.value)
    assert KEY not in str(caught.value)
    assert str(caught.value).isprintable()


def test_nobody_there_is_an_endpoint_that_fails() -> None:
    """A refused connection is tried again, then told."""
    with serve_fake(in_turn(chat(""))) as fake:
        gone = fake.url

    with pytest.raises(EndpointError, match="gave no answer"):
        Endpoint(gone, "reader-1", sleep=Waits()).ask(MESSAGES, SCHEMA, 10)


@pytest.mark.parametrize("pause", [Said("", pause=5.0), Said('{"choices": [', pause=5.0)])
def test_a_hanging_answer_is_given_up(pause: Said) -> None:
    """Headers without a body in time are a failure like any other."""
    text, asked = ask(in_turn(pause, chat("awake")), seconds=0.2)

    assert (text, len(asked)) == ("awake", 2)


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "refuses the key"), (403, "refuses the key"), (404, "no such path or model"), (302, "elsewhere"), (307, "elsewhere")],
)
def test_what_no_waiting_mends_ends_at_once(status: int, words: str) -> None:
    """Wrong key, model, path or address: one request, one sentence, and the key goes nowhere else."""
    with serve_fake(in_turn(chat("thief"))) as other, serve_fake(in_turn(Said(f"bad {KEY}", status, {"Location": other.url}))) as fake:
        with pytest.raises(EndpointError, match=words) as caught:
            Endpoint(fake.url, "reader-1", KEY, sleep=Waits()).ask(MESSAGES, SCHEMA, 10)

        assert (len(fake.asked), len(other.asked)) == (1, 0)
    assert KEY not in str(caught.value)


def test_parameters_an_endpoint_does_not_know_are_left_out_from_then_on() -> None:
    """Temperature, the limit's name and structured output give way one by one, without waiting; later questions start there."""

    def picky(asked: Asked) -> Said:
        if "temperature" in asked.body:
            return Said("Unsupported value: 'temperature'", 400)
        if "max_tokens" in asked.body:
            return Said("Use 'max_completion_tokens' instead.", 400)
        if asked.body.get("response_format", {}).get("type") == "json_schema":
            return Said("response_format of type json_schema is not supported", 422)
        return chat("plain")

    waits = Waits()
    with serve_fake(picky) as fake:
        endpoint = Endpoint(fake.url, "reader-1", KEY, sleep=waits)
        first, second = endpoint.ask(MESSAGES, SCHEMA, 10), endpoint.ask(MESSAGES, SCHEMA, 10)

    assert (first.text, second.text, len(fake.asked), waits) == ("plain", "plain", 5, [])
    assert fake.asked[-1].body["response_format"] == {"type": "json_object"}
    assert fake.asked[-1].body["max_completion_tokens"] == 10


def test_questions_that_are_refused_together_learn_one_thing() -> None:
    """What several questions under way are refused for is left out once: none of them gives up what the endpoint does know."""
    together = Barrier(4, timeout=10)

    def plain(asked: Asked) -> Said:
        if asked.body["response_format"]["type"] == "json_schema":
            together.wait()
            return Said("response_format of type json_schema is not supported", 400)
        return chat("plain")

    with serve_fake(plain) as fake, ThreadPoolExecutor(4) as pool:
        endpoint = Endpoint(fake.url, "reader-1", sleep=Waits())
        replies = list(pool.map(lambda _: endpoint.ask(MESSAGES, SCHEMA, 10).text, range(4)))

    assert replies == ["plain"] * 4
    assert [asked.body["response_format"]["type"] for asked in fake.asked] == ["json_schema"] * 4 + ["json_object"] * 4


@pytest.mark.parametrize(
    "usage", ['{"prompt_tokens": 1e999, "completion_tokens": -5}', f'{{"prompt_tokens": {10**30}}}', "[7]", "null", '"few"']
)
def test_a_count_that_is_none_counts_for_nothing(usage: str) -> None:
    """The answer stands; tokens that nobody can have used neither end the run nor give the budget more room."""
    with serve_fake(lambda _: Said(f'{{"choices": [{{"message": {{"content": "yes"}}}}], "usage": {usage}}}')) as fake:
        reply = Endpoint(fake.url, "reader-1", sleep=Waits()).ask(MESSAGES, SCHEMA, 10)

    assert (reply.text, reply.tokens_in, reply.tokens_out) == ("yes", 0, 0)


def test_half_a_letter_becomes_a_sign_that_can_be_kept() -> None:
    """JSON can hold one half of a pair of surrogates, which neither a file nor the next request can."""
    assert ask(in_turn(Said('{"choices": [{"message": {"content": "y\\ud83des"}}]}')))[0] == "y?es"


def test_a_refused_request_is_told_apart_from_a_failing_endpoint() -> None:
    """An article that is too long or against the rules costs that request alone."""
    with pytest.raises(RequestRefused, match="context length"):
        ask(in_turn(Said("maximum context length exceeded", 400)))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("ftp://host/v1", ""),
        ("localhost:11434", ""),
        ("", ""),
        ("http://[::1/v1", ""),
        ("http://host:port/v1", ""),
        ("https://me:secret@host/v1", ""),
        ("https://host/v1", "two words"),
        ("https://host", "a\nb"),
    ],
)
def test_addresses_and_keys_that_cannot_be_right_are_refused(url: str, key: str) -> None:
    """Other schemes, secrets inside the address and keys that would break the header are wrong use, and are not repeated."""
    with pytest.raises(WrongUse) as caught:
        Endpoint(url, "reader-1", key)

    assert "secret" not in str(caught.value)
    assert "two words" not in str(caught.value)


def test_no_representation_shows_the_key() -> None:
    """Whoever prints an endpoint prints no secret."""
    assert KEY not in repr(Endpoint("https://host/v1", "reader-1", KEY))


def test_a_whole_address_is_kept_and_its_query_too() -> None:
    """An address that ends in the path of completions, or carries a version in its query, is used as it is."""
    with serve_fake(in_turn(chat("yes"))) as fake:
        Endpoint(f"{fake.url}/chat/completions?api-version=3", "reader-1").ask(MESSAGES, SCHEMA, 10)

    assert fake.asked[0].path == "/v1/chat/completions?api-version=3"
    assert "Authorization" not in fake.asked[0].headers
