"""One request and what follows from its answer: a second try with the faults named, and its articles one by one where that fails too.

Belongs here: the turns of a conversation. Does not belong here: which questions there are, and keeping answers (`asking`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from pipelines.claims.language_model.answers import Answer, RawClaim, read_answer
from pipelines.claims.language_model.budget import Budget
from pipelines.claims.language_model.endpoint import Endpoint, Message, Reply, RequestRefused
from pipelines.claims.language_model.extractor import LanguageModelExtractor
from pipelines.claims.language_model.pieces import Piece, count_tokens, lay_out
from pipelines.claims.reading import Reading
from pipelines.errors import PipelineError

ROOM = 4  # times the guess at an answer's length that it may take; a second try after a cut gets twice that
LEAST_TOKENS = 1000
MOST_NAMED = 20  # faults that are told the model
_AGAIN = "Some of this cannot stand:\n{faults}\nSend the whole JSON object again, put right, without what you cannot quote word by word."


@dataclass(frozen=True, slots=True)
class Question:
    """A piece that has no answer, the key under which it is to be kept, and the reading it was cut from."""

    key: str
    piece: Piece
    reading: Reading


@dataclass(slots=True)
class Outcome:
    """What came of a request: answers, failures with their reason, and what ended the asking, if anything did."""

    answers: list[tuple[Question, tuple[RawClaim, ...]]] = field(default_factory=list)
    failures: list[tuple[Question, str]] = field(default_factory=list)
    stop: PipelineError | None = None
    tokens_in: int = 0
    tokens_out: int = 0


class Conversation:
    """Holds the conversation about one request at a time; may be used from several threads."""

    def __init__(self, extractor: LanguageModelExtractor, endpoint: Endpoint, budget: Budget) -> None:
        """Take who is asked, what judges the answers, and what it may cost."""
        self._extractor = extractor
        self._endpoint = endpoint
        self._budget = budget
        self._judging = Lock()  # indexes and composer remember the story they were last at

    def hold(self, questions: Sequence[Question]) -> Outcome:
        """Ask about some pieces together. Errors made on purpose are in the outcome, beside what was answered before them."""
        outcome = Outcome()
        self._hold(questions, outcome)
        return outcome

    def _hold(self, questions: Sequence[Question], outcome: Outcome) -> None:
        messages: list[Message] = [
            {"role": "system", "content": self._extractor.guide.instructions},
            {"role": "user", "content": lay_out([question.piece for question in questions])},
        ]
        answer, why = Answer({}, ()), "no answer"
        for is_second in (False, True):
            try:
                reply = self._ask(messages, questions, outcome, 2 if is_second else 1)
            except RequestRefused as error:
                why = f"the endpoint refused the request: {error}"
                break
            except PipelineError as error:
                outcome.stop = error
                break
            newer = read_answer(reply.text, len(questions))
            answer = newer if len(newer.claims) >= len(answer.claims) else answer
            faults = [*newer.faults, *self._untrue(questions, newer)]
            if reply.is_cut:
                faults.insert(0, "The answer was too long and was cut; write only what the fields ask for.")
            if not faults:
                break
            why = f"no usable answer in two tries: {faults[0]}"
            again = _AGAIN.format(faults="\n".join(faults[:MOST_NAMED]))
            messages += [{"role": "assistant", "content": reply.text}, {"role": "user", "content": again}]
        self._sort_out(questions, answer, why, outcome)

    def _sort_out(self, questions: Sequence[Question], answer: Answer, why: str, outcome: Outcome) -> None:
        """Answers to their questions; what has none is asked alone, and is a failure where it was alone already."""
        missing = []
        for number, question in enumerate(questions, start=1):
            if number in answer.claims:
                outcome.answers.append((question, answer.claims[number]))
            else:
                missing.append(question)
        for question in missing:
            if outcome.stop:
                return
            if len(questions) == 1:
                outcome.failures.append((question, why))
            else:
                self._hold([question], outcome)

    def _ask(self, messages: Sequence[Message], questions: Sequence[Question], outcome: Outcome, turn: int) -> Reply:
        """One turn within the budget: set aside at its largest, settled at what the endpoint says it took, else at what we count."""
        told = sum(count_tokens(message["content"]) for message in messages)
        most = turn * max(LEAST_TOKENS, ROOM * sum(question.piece.answer_tokens() for question in questions))
        held = self._budget.hold(told, most)
        took = (0, 0)
        try:
            reply = self._endpoint.ask(messages, self._extractor.guide.schema, most)
            took = (reply.tokens_in or told, reply.tokens_out or count_tokens(reply.text))
        finally:
            self._budget.settle(held, *took)
        outcome.tokens_in += took[0]
        outcome.tokens_out += took[1]
        return reply

    def _untrue(self, questions: Sequence[Question], answer: Answer) -> list[str]:
        """Claims that do not stand in their articles."""
        with self._judging:
            return [
                f"Article {number}: {fault}"
                for number, question in enumerate(questions, start=1)
                for fault in self._extractor.faults(question.reading, answer.claims.get(number, ()))
            ]
