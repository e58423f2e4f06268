"""A folder of labelled articles as it is written: docs/, labels/, and drafts/ of what is half done.

Belongs here: writing the layout that `claims.labelled` reads. Does not belong here: who labels, and what.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.claims.labelled import LabelledArticle, LabelledClaim, read_claim, read_document
from pipelines.errors import WrongUse
from pipelines.lake import no_room
from pipelines.records import Article


@dataclass(frozen=True, slots=True)
class Draft:
    """What is labelled of an article so far: the sentence to go on from, and the claims before it."""

    place: int
    claims: tuple[LabelledClaim, ...]


@dataclass(frozen=True, slots=True)
class LabelFolder:
    """The folder; it need not be there yet."""

    path: Path

    def names(self) -> list[str]:
        """Articles that are laid out, by name."""
        return sorted(path.name.removesuffix(".txt") for path in (self.path / "docs").glob("*.txt"))

    def open_names(self) -> list[str]:
        """Articles that have no labels yet: those with a draft first."""
        unlabelled = [name for name in self.names() if not self._labels(name).exists()]
        return sorted(unlabelled, key=lambda name: (not self._draft(name).exists(), name))

    def lay_out(self, article: Article) -> None:
        """Write an article's text and what is known of it; its name is its id."""
        meta = {"title": article.title, "published": str(article.published_on) if article.published_on else None, "source": article.source}
        self._write(self._text(article.article_id), f"{article.title or ''}\n\n{article.text}\n")
        beside = self._text(article.article_id).with_name(f"{article.article_id}.txt.meta.json")
        self._write(beside, json.dumps({name: value for name, value in meta.items() if value}, ensure_ascii=False, indent=1) + "\n")

    def read(self, name: str) -> LabelledArticle:
        """A laid-out article, without claims.

        Raises:
            WrongUse: It is not in the layout.
        """
        return read_document(self.path, name)

    def save_labels(self, name: str, claims: Sequence[LabelledClaim], by: str) -> None:
        """Write an article's labels, whoever made them, and drop its draft; no claims says that it holds none."""
        told = {"id": name, "by": by, "claims": [as_row(claim) for claim in claims]}
        self._write(self._labels(name), json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        self._draft(name).unlink(missing_ok=True)

    def save_draft(self, name: str, draft: Draft) -> None:
        """Write what is labelled so far."""
        told = {"id": name, "place": draft.place, "claims": [as_row(claim) for claim in draft.claims]}
        self._write(self._draft(name), json.dumps(told, ensure_ascii=False, indent=1) + "\n")

    def read_draft(self, name: str) -> Draft:
        """What was labelled before; nothing where nobody began.

        Raises:
            WrongUse: The draft is not what `save_draft` wrote.
        """
        path = self._draft(name)
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return Draft(int(told["place"]), tuple(read_claim(row) for row in told["claims"]))
        except FileNotFoundError:
            return Draft(0, ())
        except (ValueError, KeyError, TypeError) as error:
            raise WrongUse(f"{path.name} is no draft; remove it to begin that article anew.") from error

    def copy_into(self, other: Path) -> None:
        """Its texts and labels in another folder beside what is there; drafts stay."""
        for kind in ("docs", "labels"):
            if (self.path / kind).is_dir():
                shutil.copytree(self.path / kind, other / kind, dirs_exist_ok=True)

    def _text(self, name: str) -> Path:
        return self.path / "docs" / f"{name}.txt"

    def _labels(self, name: str) -> Path:
        return self.path / "labels" / f"{name}.json"

    def _draft(self, name: str) -> Path:
        return self.path / "drafts" / f"{name}.json"

    def _write(self, path: Path, text: str) -> None:
        """Whole or not at all."""
        with no_room(f"{path.name} cannot be written"):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.part")
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)


def as_row(claim: LabelledClaim) -> Mapping[str, Any]:
    """A claim as label files hold it."""
    names = [name for name in LabelledClaim.__slots__ if name != "confidence"]
    return {name: sorted(value) if isinstance(value := getattr(claim, name), frozenset) else value for name in names}
