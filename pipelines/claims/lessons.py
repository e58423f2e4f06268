"""A teacher's soft answers on articles that nobody labelled, which the small model learns from beside the labels.

Belongs here: the answers, their file, and asking the accurate extractor for them. Does not belong here: learning from them (`main_fit`).
Texts stay with their owner: the file holds articles' names, places and chances.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.claims.arrays import load_arrays, save_arrays
from pipelines.claims.encoder import HEADS, Encoder, blend
from pipelines.claims.extractor import describe_rows, load_second_look
from pipelines.claims.labelled import LabelledArticle, read_folder
from pipelines.claims.model import Bundle, Floats, load_bundle
from pipelines.claims.reading import Reader
from pipelines.claims.vectors import Described
from pipelines.claims.version import model_path
from pipelines.dating.offices import Offices
from pipelines.errors import WrongUse
from pipelines.reference import Reference

GATE = 0.1  # candidates to which the small model gives a smaller chance are not shown to the teacher
TAUGHT_SHARE = 0.84  # of the encoder in a lesson: what the small model thinks already is no news to it
FARTHEST = 30  # sentences of an article that are shown to it
_CHUNK = 16  # articles


@dataclass(frozen=True, slots=True)
class Lessons:
    """Candidates as the small model sees them, the chance that each holds a claim, and chances by head with the heads' classes.

    `seen` names the labelled articles that the teacher learned from: on these a pupil looks better than it is.
    """

    described: Sequence[Described]
    claim: Floats
    chances: Mapping[str, Floats]
    classes: Mapping[str, Sequence[str]]
    seen: frozenset[str] = frozenset()


NO_LESSONS = Lessons((), np.zeros(0, dtype=np.float32), {}, {})


@dataclass(frozen=True, slots=True)
class Answers:
    """The same without features, as kept in a file: article, sentence and actor of each candidate."""

    keys: Sequence[tuple[str, int, str]]
    claim: Floats
    chances: Mapping[str, Floats]
    classes: Mapping[str, Sequence[str]]
    seen: frozenset[str] = frozenset()

    def save(self, path: Path) -> None:
        """Write them as plain arrays."""
        save_arrays(path, self.arrays())

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays under their names in a file; chances to three places."""
        tables = {f"chance.{head}": table.astype(np.float16) for head, table in self.chances.items()}
        classes = {head: list(names) for head, names in self.classes.items()}
        meta = {"keys": [list(key) for key in self.keys], "classes": classes, "seen": sorted(self.seen)}
        return {"meta": np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8), "claim": self.claim.astype(np.float16), **tables}

    @classmethod
    def load(cls, path: Path) -> "Answers":
        """Read them back.

        Raises:
            WrongUse: The file is missing or damaged.
        """
        try:
            arrays = load_arrays(path)
            meta = json.loads(arrays["meta"].tobytes())
            chances = {head: arrays[f"chance.{head}"].astype(np.float32) for head in meta["classes"]}
            claim = arrays["claim"].astype(np.float32)
            seen = frozenset(meta["seen"])
        except (ValueError, KeyError) as error:
            raise WrongUse(f"The lessons {path.name} cannot be read: {error!r}.") from error
        return cls([(name, place, actor) for name, place, actor in meta["keys"]], claim, chances, meta["classes"], seen)

    def describe(self, articles: Sequence[LabelledArticle], reader: Reader) -> Lessons:
        """The candidates again, with features: those that were shown to the teacher, whose article is at hand and still gives them."""
        described: list[Described] = []
        kept: list[int] = []
        for some, places in self.find(articles, reader, GATE):
            described += some
            kept += places.tolist()
        taken: npt.NDArray[np.intp] = np.asarray(kept, dtype=np.intp)
        return Lessons(described, self.claim[taken], {head: table[taken] for head, table in self.chances.items()}, self.classes, self.seen)

    def find(
        self, articles: Sequence[LabelledArticle], reader: Reader, least: float
    ) -> Iterator[tuple[list[Described], npt.NDArray[np.intp]]]:
        """The candidates again whose chance of a claim is at least so much, a chunk of articles at a time, and the place of each here."""
        place_of = {key: at for at, key in enumerate(self.keys) if self.claim[at] >= least}
        for start in range(0, len(articles), _CHUNK):
            rows, features = describe_rows([reader.read(one.article) for one in articles[start : start + _CHUNK]])
            places = [place_of.get((row.reading.article.article_id, row.place, row.candidate.actor), -1) for row in rows]
            known = [(one, at) for one, at in zip(features, places, strict=True) if at >= 0]
            yield [one for one, _ in known], np.asarray([at for _, at in known], dtype=np.intp)


def teach_folder(folder: Path, reference: Path, teacher: Path, out: Path, notice: Callable[[int, int], None]) -> int:
    """Ask the accurate model of a folder about another folder's articles and write its answers; the number of candidates.

    Args:
        folder: Holds docs/ and labels/; the labels are not read.
        reference: The reference tables, and the shipped small model that the teacher goes with.
        teacher: The trained encoder's folder.
        out: The file to write.
        notice: Called after every chunk with the articles done and their number.

    Raises:
        WrongUse: The folder is not in the layout, there is no teacher, or the extra `accurate` is not installed.
    """
    tables = Reference(reference)
    articles = read_folder(folder)
    encoder = Encoder.load(teacher, tables)
    reader = Reader.load(tables, Offices.load(tables))
    answers = ask_teacher(articles, reader, (load_bundle(model_path(reference)), encoder), lambda done: notice(done, len(articles)))
    answers.save(out)
    return len(answers.keys)


def ask_teacher(
    articles: Sequence[LabelledArticle], reader: Reader, teacher: tuple[Bundle, Encoder], notice: Callable[[int], None]
) -> Answers:
    """Blended chances of small model and encoder over unlabelled articles; what the small model rules out keeps its own chance."""
    bundle, encoder = teacher
    main, second = bundle.models["main"], load_second_look(bundle)
    classes = {head: main.classes(head) for head in HEADS}
    keys: list[tuple[str, int, str]] = []
    parts: list[Mapping[str, Floats]] = []
    for start in range(0, len(articles), _CHUNK):
        rows, described = describe_rows([reader.read(one.article) for one in articles[start : start + _CHUNK]])
        if not rows:
            continue
        scores = second.look(rows, main.scores(described))
        places = np.asarray([row.place for row in rows])
        asked = np.flatnonzero((scores["claim"][:, 1] >= GATE) & (places < FARTHEST))
        if len(asked):
            scores = blend(scores, encoder.judge([rows[at] for at in asked], classes).scores, asked, TAUGHT_SHARE)
        keys += [(row.reading.article.article_id, row.place, row.candidate.actor) for row in rows]
        parts.append(scores)
        notice(min(start + _CHUNK, len(articles)))
    tables = {head: np.concatenate([part[head] for part in parts]) for head in ("claim", *HEADS)} if parts else {}
    claim = tables.pop("claim")[:, 1] if parts else np.zeros(0, dtype=np.float32)
    return Answers(keys, claim, tables, classes, encoder.learned_from)
