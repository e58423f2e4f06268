"""Asking the language model about articles that have no answer yet, within a budget; every answer is kept as it comes.

Belongs here: what is asked, in which order, and what becomes of failures. Does not belong here: one request (`conversation`), HTTP
(`endpoint`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from pipelines.claims.language_model.answers import to_text
from pipelines.claims.language_model.budget import Budget, Prices
from pipelines.claims.language_model.conversation import Conversation, Outcome, Question
from pipelines.claims.language_model.endpoint import Endpoint
from pipelines.claims.language_model.extractor import LanguageModelExtractor
from pipelines.claims.language_model.kept import Kept, KeptAnswers
from pipelines.claims.language_model.pieces import count_tokens, cut_pieces, lay_out, pack_requests
from pipelines.errors import EndpointError, PipelineError
from pipelines.records import Article

READ_AHEAD = 256  # articles that are read before the first of them is asked about
MOST_FAILURES = 5  # requests in a row without one usable answer, after which something is wrong with the endpoint and not with the articles

Progress = Callable[[int, int], None]  # articles that need no more asking, articles in all


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: limits of one run, and how much at once."""

    tokens: int = 5_000_000  # in and out together
    cost: float = 0.0  # in the currency of the prices; 0 where there is no limit
    prices: Prices = field(default_factory=Prices)
    parallel: int = 4  # requests under way at once
    batch_characters: int = 12_000  # of articles in one request

    def budget(self) -> Budget:
        """A budget with nothing spent."""
        return Budget(self.tokens, self.cost, self.prices)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What asking would take."""

    articles: int
    passed_over: int  # rejected or on another subject
    answered: int  # asked about before
    requests: int
    tokens_in: int
    tokens_out: int
    cost: float


@dataclass(slots=True)
class Asked:
    """What asking did."""

    articles: int = 0
    passed_over: int = 0
    answered: int = 0  # before
    pieces: int = 0  # asked about now, with an answer
    failures: Counter[str] = field(default_factory=Counter)  # why pieces have none


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


class Asker:
    """Asks one model; `budget` says what it has taken, `asked` what it has done."""

    def __init__(self, extractor: LanguageModelExtractor, kept: KeptAnswers, asking: Asking) -> None:
        """Take the extractor whose answers are wanted, where they are kept, and the limits."""
        self._extractor = extractor
        self._kept = kept
        self._asking = asking
        self.budget = asking.budget()
        self.asked = Asked()

    def estimate(self, articles: Sequence[Article]) -> Estimate:
        """What asking about these articles would take; sends nothing."""
        asked = Asked()
        pieces = [question.piece for question in self._open_questions(articles, asked)]
        requests = pack_requests(pieces, self._asking.batch_characters)
        told = count_tokens(self._extractor.guide.instructions)
        tokens_in = sum(told + count_tokens(lay_out(request)) for request in requests)
        tokens_out = sum(piece.answer_tokens() for piece in pieces)
        cost = self._asking.prices.cost(tokens_in, tokens_out)
        return Estimate(asked.articles, asked.passed_over, asked.answered, len(requests), tokens_in, tokens_out, cost)

    def ask(self, articles: Sequence[Article], endpoint: Endpoint, progress: Progress = quiet) -> None:
        """Ask about every article that has no answer yet.

        Raises:
            BudgetSpent: The budget does not allow the next request; answers so far are kept, and the next run goes on from there.
            EndpointError: The endpoint fails; answers so far are kept.
        """
        failed: list[tuple[Question, str]] = []
        progress(0, len(articles))
        for first in range(0, len(articles), READ_AHEAD):
            some = articles[first : first + READ_AHEAD]
            failed += self._ask_all(list(self._open_questions(some, self.asked)), endpoint)
            progress(first + len(some), len(articles))
        self._keep_failures(failed)

    def _open_questions(self, articles: Iterable[Article], asked: Asked) -> Iterator[Question]:
        """Pieces that have no answer, each text once."""
        seen: set[str] = set()
        for article in articles:
            asked.articles += 1
            reading = self._extractor.read(article)
            if reading is None:
                asked.passed_over += 1
                continue
            pieces = {self._extractor.key(piece): piece for piece in cut_pieces(reading)}
            known = self._kept.find(list(pieces))
            asked.answered += len(known) == len(pieces)
            for key, piece in pieces.items():
                if key not in known and key not in seen:
                    seen.add(key)
                    yield Question(key, piece, reading)

    def _ask_all(self, questions: Sequence[Question], endpoint: Endpoint) -> list[tuple[Question, str]]:
        """Send every question; the first error on purpose ends it, after what is under way has come back and been kept."""
        by_piece = {id(question.piece): question for question in questions}
        packed = pack_requests([question.piece for question in questions], self._asking.batch_characters)
        conversation = Conversation(self._extractor, endpoint, self.budget)
        failed: list[tuple[Question, str]] = []
        in_a_row = 0
        stop: PipelineError | None = None
        with ThreadPoolExecutor(self._asking.parallel, "ask") as pool:
            running = [pool.submit(conversation.hold, [by_piece[id(piece)] for piece in some]) for some in packed]
            try:
                for future in as_completed(running):
                    if future.cancelled():
                        continue
                    outcome = future.result()
                    self._keep(outcome)
                    failed += outcome.failures
                    in_a_row = in_a_row + 1 if outcome.failures and not outcome.answers else 0
                    stop = stop or outcome.stop or _too_many(in_a_row, outcome)
                    if stop:
                        _cancel(running)
            finally:
                _cancel(running)  # where answers cannot be kept, or somebody stops it, no further one is paid for
        if stop:
            raise type(stop)(f"{stop} {self.describe()}")
        return failed

    def _keep(self, outcome: Outcome) -> None:
        share = max(1, len(outcome.answers))
        spent = (outcome.tokens_in // share, outcome.tokens_out // share)
        self._add((question, to_text(claims), None, spent) for question, claims in outcome.answers)
        self.asked.pieces += len(outcome.answers)

    def _keep_failures(self, failed: Sequence[tuple[Question, str]]) -> None:
        """Pieces without a usable answer are kept as such, so that no run hangs on them; not where nothing at all was answered.

        Raises:
            EndpointError: There was no usable answer in the whole run.
        """
        if failed and not self.asked.pieces:
            raise EndpointError(f"{self._extractor.model} gave no usable answer on any article: {failed[0][1]}")
        self._add((question, None, why, (0, 0)) for question, why in failed)
        self.asked.failures.update(why for _, why in failed)

    def _add(self, rows: Iterable[tuple[Question, str | None, str | None, tuple[int, int]]]) -> None:
        model, prompt = self._extractor.model, self._extractor.guide.version
        kept = [Kept(one.key, one.piece.document_id, model, prompt, claims, why, *spent) for one, claims, why, spent in rows]
        if kept:
            self._kept.add(kept)

    @property
    def is_measured(self) -> bool:
        """Whether the confidence of what is asked rests on labelled articles."""
        return self._extractor.is_measured

    def describe(self) -> str:
        """What was asked, kept and used so far, for a person."""
        money = f", {self.budget.spent_money():.2f} of money" if self.budget.prices.cost(1, 1) else ""
        used = f"{self.budget.requests} requests, {self.budget.spent_in:,} tokens in, {self.budget.spent_out:,} out{money}"
        return f"{self.asked.pieces} answers of this run are kept, whatever comes: {used}."


def _too_many(failed_in_a_row: int, outcome: Outcome) -> EndpointError | None:
    if failed_in_a_row < MOST_FAILURES:
        return None
    return EndpointError(f"{failed_in_a_row} requests in a row had no usable answer; the last: {outcome.failures[-1][1]}.")


def _cancel(running: Sequence["Future[Outcome]"]) -> None:
    for future in running:
        future.cancel()
