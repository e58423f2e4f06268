"""Kept answers into claims, in the manner of the local extractor. Asks nobody.

Belongs here: joining the room's steps for articles whose answers are there. Does not belong here: getting the answers (`asking`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from pipelines.claims.compose import Composer
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.extractor import Extractor, load_extractor
from pipelines.claims.gate import Gate
from pipelines.claims.language_model.answers import RawClaim, from_text
from pipelines.claims.language_model.confidence import Confidence
from pipelines.claims.language_model.grounding import Grounder
from pipelines.claims.language_model.guide import Guide
from pipelines.claims.language_model.kept import Kept, KeptAnswers
from pipelines.claims.language_model.pieces import Piece, cut_pieces
from pipelines.claims.reading import Reader, Reading
from pipelines.claims.validators import Codes
from pipelines.dating.offices import Offices
from pipelines.errors import EndpointError
from pipelines.records import Article, Claim
from pipelines.reference import Reference

VERSION = "language-model-3"
Certain = tuple[Claim, str | None]  # a claim, and how certain the model is of it; None where it does not say or did not make it
LEFT_TO_SMALL = "the language model gave no usable answer on the article, so the small extractor read it"


class LanguageModelExtractor:
    """Reads articles into claims from kept answers; `dropped` counts what failed the validators, by rule."""

    def __init__(self, reference: Path, folder: Path, model: str) -> None:
        """Build every index; takes about a second.

        Args:
            reference: Folder of the reference tables.
            folder: Where answers and measured shares are kept.
            model: Name of the model, as its endpoint knows it.
        """
        tables = Reference(reference)
        offices = Offices.load(tables)
        codes = Codes.load(tables)
        self.guide = Guide.load(tables)
        self.model = model
        self._reference = reference
        self._reader = Reader.load(tables, offices)
        self._gate = Gate.load(tables, offices)
        self._kept = KeptAnswers(folder)
        self._confidence = Confidence.load(folder, model, self.guide.version)
        composer = Composer(offices, codes, f"{VERSION} {model} {self.guide.version}")
        self._grounder = Grounder(codes, CurrencyIndex.load(tables), composer)
        self.dropped: Counter[str] = Counter()

    @cached_property
    def _small(self) -> Extractor:
        """For articles on which the model failed; loaded when the first one comes."""
        return load_extractor(self._reference)

    @property
    def is_measured(self) -> bool:
        """Whether the confidence of its claims rests on labelled articles."""
        return bool(self._confidence.shares)

    def read(self, article: Article) -> Reading | None:
        """An article's reading; None where it was rejected or is on another subject, so that nobody need be asked."""
        return self._reader.read(article) if article.reject_code is None and self._gate.lets_pass(article) else None

    def key(self, piece: Piece) -> str:
        """Under which a piece's answer is kept."""
        return piece.key(self.model, self.guide.version)

    def extract(self, articles: Sequence[Article]) -> list[list[Claim]]:
        """Claims of each article, in order of their sentences.

        Raises:
            EndpointError: An article has not been asked about.
        """
        return [[claim for claim, _ in made] for made in self.extract_with_certainty(articles)]

    def extract_with_certainty(self, articles: Sequence[Article]) -> list[list[Certain]]:
        """Claims of each article with the certainty that the model gave them; None where it gave none, or did not make the claim.

        Raises:
            EndpointError: An article has not been asked about.
        """
        readings = [self.read(article) for article in articles]
        pieces = [cut_pieces(reading) if reading else [] for reading in readings]
        kept = self._kept.find([self.key(piece) for some in pieces for piece in some])
        return [self._claims_of(article, reading, some, kept) for article, reading, some in zip(articles, readings, pieces, strict=True)]

    def demand_answer(self, article: Article) -> None:
        """Let an article pass about which nothing need be asked any more.

        Raises:
            EndpointError: Something must be asked first.
        """
        reading = self.read(article)
        keys = [self.key(piece) for piece in cut_pieces(reading)] if reading else []
        self._demand(article, keys, self._kept.find(keys))

    def _demand(self, article: Article, keys: Sequence[str], kept: Mapping[str, Kept]) -> None:
        if any(key not in kept for key in keys):
            raise EndpointError(f"{self.model} has not been asked about article {article.article_id}; `demarche ask` or the next run does.")

    def _claims_of(self, article: Article, reading: Reading | None, pieces: Sequence[Piece], kept: Mapping[str, Kept]) -> list[Certain]:
        if reading is None:
            return []
        keys = [self.key(piece) for piece in pieces]
        self._demand(article, keys, kept)
        texts = [kept[key].claims for key in keys]
        if any(text is None for text in texts):
            return [(replace(claim, reasons=(*claim.reasons, LEFT_TO_SMALL)), None) for claim in self._small.extract([article])[0]]
        return self._ground(reading, [raw for text in texts if text is not None for raw in from_text(text)])

    def _ground(self, reading: Reading, raws: Sequence[RawClaim]) -> list[Certain]:
        """The claims that may stand, one for each actor, act and issue of a sentence, in order of their sentences."""
        claims: dict[tuple[int, str, str, str], Certain] = {}
        for raw in raws:
            grounded = self._grounder.ground(reading, raw, self._confidence.of(raw.certainty))
            self.dropped.update(grounded.faults)
            claim = grounded.claim
            if claim is None:
                continue
            key = (claim.sentence, claim.actor, claim.issue, claim.act)
            if key in claims:
                self.dropped["the same claim twice"] += 1
            else:
                claims[key] = (claim, raw.certainty)
        return sorted(claims.values(), key=lambda made: made[0].quote_start)

    def faults(self, reading: Reading, raws: Sequence[RawClaim]) -> list[str]:
        """What costs an answer its claims, a sentence each: for the model, so that it may try again. Emptied slots are let pass."""
        found: list[str] = []
        for raw in raws:
            grounded = self._grounder.ground(reading, raw, self._confidence.of(raw.certainty))
            if grounded.claim is None:
                found.append(f'Sentence {raw.sentence}, {raw.actor[:8]}, "{raw.quote[:80]}": {"; ".join(grounded.faults)}.')
        return found
