"""A small reading and a word-counting tokenizer for the encoder's tests."""

from collections import Counter
from dataclasses import fields
from datetime import date

from pipelines.claims.candidates import DIRECT, Candidate
from pipelines.claims.encoder_input import Markers, Sequencer
from pipelines.claims.lexicon_hits import Matches
from pipelines.claims.mentions import Mention
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.sentences import Sentence
from pipelines.claims.tokens import Tokens
from pipelines.records import Article

MARKS = Markers(begin=0, separator=1, padding=2, actor_open=3, actor_close=4, other_open=5, other_close=6)
NOTHING = Matches(*(() for _ in fields(Matches)))  # what the lexicon finds is no part of what the encoder is shown
NAMES = {"JPN": "Japan", "USA": "United States"}
TITLE = "Tokyo weighs answer"
SENTENCES = ("Talks ended on Monday.", "Japan rejected a quota that Washington wants.")


class WordNumbers:
    """A tokenizer: one number for each distinct word, from 10 up."""

    def __init__(self) -> None:
        """Know no word yet."""
        self.words: dict[str, int] = {}

    def encode(self, text: str) -> list[int]:
        """Numbers of a text's words."""
        return [self.words.setdefault(word, 10 + len(self.words)) for word in text.lower().rstrip(".").split()]


def mention(sentence: str, words: str, code: str) -> Mention:
    """A mention of these words in the sentence."""
    start = sentence.index(words)
    return Mention(0, 1, start, start + len(words), code, "country", True)


def read_sentence(index: int, text: str, mentions: tuple[Mention, ...], candidates: tuple[Candidate, ...]) -> ReadSentence:
    """A sentence as the reader would hand it over."""
    return ReadSentence(index, Sentence(0, len(text), 0, text), Tokens.of(text), mentions, (), NOTHING, candidates)


def small_reading() -> Reading:
    """Two sentences; the second names Japan and, by its capital, the United States."""
    japan = mention(SENTENCES[1], "Japan", "JPN")
    america = mention(SENTENCES[1], "Washington", "USA")
    first = read_sentence(0, SENTENCES[0], (), (Candidate("JPN", "head", (), frozenset({"head"})),))
    held = (Candidate("JPN", DIRECT, (japan,), frozenset()), Candidate("USA", DIRECT, (america,), frozenset()))
    second = read_sentence(1, SENTENCES[1], (japan, america), held)
    text = "\n\n".join(SENTENCES)
    article = Article("a-0", "a", "a.txt", None, 0, TITLE, text, "en", "test", published_on=date(1991, 4, 2))
    return Reading(article, Tokens.of(TITLE), ("JPN",), (first, second), Counter(JPN=2, USA=1))


def sequencer(words: WordNumbers) -> Sequencer:
    """A sequencer over the word-counting tokenizer."""
    return Sequencer(words.encode, MARKS, NAMES)
