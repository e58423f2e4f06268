"""The local extractor: articles in, validated claims out, a chunk at a time.

Belongs here: joining the room's steps. Does not belong here: any of the steps.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from pipelines.claims.barred import bar_acts
from pipelines.claims.compose import Composer, story_of
from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.decide import Decider, worth_of
from pipelines.claims.enumerations import even_out
from pipelines.claims.features import Featurizer
from pipelines.claims.gate import Gate
from pipelines.claims.joint import join_understandings
from pipelines.claims.members import Members
from pipelines.claims.model import Bundle, Floats, load_bundle
from pipelines.claims.passives import turn_passives
from pipelines.claims.pupil import ASKED, BLENDED, META, Pupil
from pipelines.claims.pupil import TABLE as PUPIL
from pipelines.claims.reading import Reader, Reading
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PairRanker, SecondLook
from pipelines.claims.slots import Filled, SlotFiller
from pipelines.claims.stocks import move_stocks
from pipelines.claims.tied import bar_untied
from pipelines.claims.trees import Forest
from pipelines.claims.undone import undo_acts
from pipelines.claims.validators import Codes, faults_of
from pipelines.claims.vectors import Described
from pipelines.claims.version import VERSION, model_path
from pipelines.claims.ways import Ways
from pipelines.dating.offices import Offices
from pipelines.errors import BadReference
from pipelines.records import Article, Claim
from pipelines.reference import Reference


class Extractor:
    """Reads articles into claims; `dropped` counts what the validators refused, by rule."""

    def __init__(self, reference: Reference, bundle: Bundle, version: str = VERSION, decider: Decider | None = None) -> None:
        """Build every index; takes about a second. `decider` replaces the one that the bundle was trained for."""
        offices = Offices.load(reference)
        self._codes = Codes.load(reference)
        self._reader = Reader.load(reference, offices)
        self._gate = Gate.load(reference, offices)
        self._main = bundle.models["main"]
        self._pupil = load_pupil(bundle)
        self._second = load_second_look(bundle)
        self._decider = decider or load_decider(bundle)
        self._currencies = CurrencyIndex.load(reference)
        self._filler = SlotFiller(bundle, self._codes.topics, self._currencies, Ways.load(reference), Members.load(reference))
        self._composer = Composer(offices, self._codes, version)
        self.dropped: Counter[str] = Counter()

    def extract(self, articles: Sequence[Article]) -> list[list[Claim]]:
        """Claims of each article, in order of their sentences; none for an article that was rejected or is on another subject."""
        readings = [self._reader.read(article) if self._is_readable(article) else None for article in articles]
        rows, described = describe_rows([reading for reading in readings if reading])
        found: dict[int, list[Claim]] = {}
        if rows:
            scores = self._look_again(rows, described, self._score(rows, described))
            scores = turn_passives(rows, even_out(rows, scores), self._decider.acts)
            scores = bar_acts(rows, undo_acts(rows, scores, self._decider.acts), self._decider.acts, self._main.classes("modality"))
            scores = bar_untied(rows, scores, self._decider.issues, self._currencies)
            scores = move_stocks(rows, scores, self._decider.issues, self._currencies)
            scores = join_understandings(scores, self._decider.issues, self._decider.acts)
            decisions = self._decider.decide(scores, [id(row.reading) for row in rows])
            filled = self._filler.fill(rows, decisions, scores)
            pairs = [(rows[decision.row].reading, one) for decision, one in zip(decisions, filled, strict=True)]
            for reading, group in groupby(pairs, key=lambda pair: pair[0]):
                found[id(reading)] = self._compose(reading, [one for _, one in group])
        return [found.get(id(reading), []) if reading else [] for reading in readings]

    def _score(self, rows: Sequence[Row], described: Sequence[Described]) -> Mapping[str, Floats]:
        """First scores of every candidate; an extractor with another model adds it here."""
        del rows
        return self._main.scores(described)

    def _look_again(self, rows: Sequence[Row], described: Sequence[Described], scores: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The scores with the article in view, and the small network's share where a claim may be; article by article."""
        seen = self._second.look(rows, scores)
        if self._pupil is None:
            return seen
        asked = np.flatnonzero(worth_of(seen) >= ASKED).tolist()
        groups = [np.asarray(list(group), dtype=np.intp) for _, group in groupby(asked, key=lambda at: id(rows[at].reading))]
        return self._pupil.blend(seen, described, groups, {head: self._main.classes(head) for head in BLENDED})

    def _is_readable(self, article: Article) -> bool:
        return article.reject_code is None and self._gate.lets_pass(article)

    def _compose(self, reading: Reading, filled: Sequence[Filled]) -> list[Claim]:
        """Claims that pass the validators, each id once."""
        claims: dict[str, Claim] = {}
        sentences, story = [read.sentence for read in reading.sentences], story_of(reading)
        for one in filled:
            claim = self._composer.compose(reading, story, one)
            faults = faults_of(claim, reading.article, sentences, self._codes)
            if claim.claim_id in claims:
                faults = ["the same claim twice"]
            self.dropped.update(faults)
            if not faults:
                claims[claim.claim_id] = claim
        return list(claims.values())


def describe_rows(readings: Sequence[Reading]) -> tuple[list[Row], list[Described]]:
    """Every candidate of some readings, and its features."""
    rows: list[Row] = []
    described: list[Described] = []
    for reading in readings:
        featurizer = Featurizer(reading)
        for read in reading.sentences:
            for candidate in read.candidates:
                rows.append(Row(reading, read.index, candidate))
                described.append(featurizer.describe(read.index, candidate))
    return rows, described


def load_decider(bundle: Bundle) -> Decider:
    """The decider that a bundle was trained for."""
    main = bundle.models["main"]
    return Decider(main.classes("issue"), main.classes("act"), bundle.facts["thresholds"]["claim"], bundle.tables["calibration"])


def load_pupil(bundle: Bundle) -> Pupil | None:
    """The small network of a bundle; None where it was trained without one.

    Raises:
        BadReference: The network is damaged or over other word vectors.
    """
    vectors = bundle.models["main"].vocabulary.vectors
    if f"{PUPIL}.{META}" not in bundle.tables or vectors is None:
        return None
    try:
        return Pupil.of(bundle.tables, vectors)
    except (ValueError, KeyError) as error:
        raise BadReference(f"The model's small network cannot be read: {error!r}.") from error


def load_second_look(bundle: Bundle) -> SecondLook:
    """Ranker and trees of a bundle."""
    main = bundle.models["main"]
    return SecondLook(PairRanker.of(bundle.tables), Forest.of(bundle.tables, "forest"), main.classes("issue"), main.classes("act"))


def load_extractor(reference: Path, model: Path | None = None) -> Extractor:
    """The extractor with the shipped model of a reference folder, or with another file that `demarche train` made.

    Raises:
        BadReference: A table or the model is missing or wrong.
    """
    return Extractor(Reference(reference), load_bundle(model or model_path(reference)))
