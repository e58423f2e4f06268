"""Articles and a labelled folder, written for the tests of the room."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.records import Article, PublishedBasis

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
DAY = date(2025, 4, 16)


def make_article(text: str, title: str | None = None, day: date | None = DAY, **changes: Any) -> Article:
    """An article with the given body."""
    fields: dict[str, Any] = {
        "article_id": "a-0",
        "document_id": "a",
        "path": "a.txt",
        "member": None,
        "story": 0,
        "title": title,
        "text": text,
        "language": "en",
        "source": "test",
        "published_on": day,
        "published_basis": PublishedBasis.SIDECAR if day else PublishedBasis.NONE,
        "landed_on": date(2025, 4, 20),
        "known_on": day or date(2025, 4, 20),
    }
    return Article(**{**fields, **changes})


def make_label(quote: str, actor: str, issue: str, act: str, **changes: Any) -> dict[str, Any]:
    """One labelled claim."""
    label: dict[str, Any] = {
        "quote": quote,
        "actor": actor,
        "speaker": None,
        "counterparts": [],
        "issue": issue,
        "act": act,
        "modality": "asserted",
        "attribution": "own",
        "currency": None,
        "direction": None,
        "amount": None,
        "unit": None,
        "claimed_on": "2025-04-16",
        "date_basis": "publication",
    }
    return {**label, **changes}


def write_labelled(folder: Path, name: str, text: str, labels: list[dict[str, Any]], published: str = "2025-04-16") -> None:
    """One labelled article in the layout that training and evaluation read."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "labels").mkdir(parents=True, exist_ok=True)
    (folder / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    meta = {"title": text.split("\n", 1)[0], "published": published, "source": "test"}
    (folder / "docs" / f"{name}.txt.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (folder / "labels" / f"{name}.json").write_text(json.dumps({"id": name, "claims": labels}), encoding="utf-8")


def write_small_corpus(folder: Path) -> None:
    """Thirty short articles with a claim each and one without: enough to learn something from."""
    names = [("Japan", "JPN"), ("Canada", "CAN"), ("Brazil", "BRA"), ("India", "IND"), ("Mexico", "MEX"), ("France", "FRA")]
    verbs = [
        ("imposed a {n}% tariff on shoes from Peru", "tariffs", "restrict"),
        ("rejected an import quota on {n} goods from Peru", "quotas", "reject"),
        ("urged Peru to drop {n} duties on cars", "tariffs", "request"),
        ("signed a trade agreement of {n} pages with Peru", "agreement", "agree"),
        ("said it bought {n} million dollars to slow the rise of its currency", "intervention", "intervene"),
    ]
    for at, (name, code) in enumerate(names):
        for number, (verb, issue, act) in enumerate(verbs):
            claim = f"{name} {verb.format(n=10 + 7 * at + number)}"
            filler = " ".join(f"w{at}x{number}y{word}" for word in range(40))  # so that no two articles are near copies
            body = f"{claim}. Shops were busy: {filler}."
            label = make_label(claim, code, issue, act, counterparts=["PER"] if "Peru" in claim else [])
            write_labelled(folder, f"t{at}{number}", f"News of {at} and {number}\n\n{body}\n", [label])
    write_labelled(folder, "t99", "Quiet day\n\nJapan won the cup. Peru lost. Trade in scarves was brisk.\n", [])
