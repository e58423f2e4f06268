"""How much of a page's text cleaning finds, and how much else, beside stock trafilatura, on two public benchmarks of article pages."""

import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trafilatura import bare_extraction

from pipelines.clean import CleanTools
from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.page import open_page
from pipelines.ingest.refusal import Refused


def measure_articles(folder: Path, tools: CleanTools) -> dict[str, Any]:
    """Text F1 by shingles, as the article-extraction-benchmark counts: ground-truth.json and html/*.html.gz."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    ours, stock = [], []
    for key, told in truth.items():
        page = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        ours.append(match_shingles(told["articleBody"], read_ours(page, tools)))
        stock.append(match_shingles(told["articleBody"], read_stock(page)))
    return {"pages": len(truth), "ours": f_measure(ours), "stock": f_measure(stock)}


def measure_segments(folder: Path, tools: CleanTools) -> dict[str, Any]:
    """F1 over segments that must and must not be found, as trafilatura scores itself: evaldata.json, cache/ and eval/."""
    told = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    counts = {"ours": Counter[str](), "stock": Counter[str]()}
    for entry in told.values():
        page = next(path for place in ("cache", "eval") if (path := folder / place / entry["file"]).is_file()).read_bytes()
        for name, text in (("ours", read_ours(page, tools)), ("stock", read_stock(page))):
            counts[name].update(match_segments(entry["with"], entry["without"], text))
    return {"pages": len(told), **{name: _scores(count) for name, count in counts.items()}}


def read_ours(page: bytes, tools: CleanTools) -> str:
    """All stories of a page as cleaning opens it, before furniture lines are taken off."""
    try:
        opened = open_page(decode(page, declared_charset(page)), tools)
    except Refused:
        return ""
    return "\n".join(paragraph for story in opened.stories for paragraph in story.paragraphs)


def read_stock(page: bytes) -> str:
    """The stock call with its defaults, comments left out."""
    found = bare_extraction(page, with_metadata=True, include_comments=False)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def match_segments(wanted: Sequence[str], unwanted: Sequence[str], text: str) -> dict[str, int]:
    """How many segments were found and missed, and how many were found that should not be; white space does not count."""
    whole = _flat(text)
    found = sum(_flat(segment) in whole for segment in wanted)
    return {"found": found, "missed": len(wanted) - found, "extra": sum(_flat(segment) in whole for segment in unwanted)}


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _scores(count: Counter[str]) -> dict[str, float]:
    precision, recall = count["found"] / (count["found"] + count["extra"]), count["found"] / (count["found"] + count["missed"])
    return {"f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}


def match_shingles(true: str, predicted: str) -> tuple[float, float, float]:
    """Shares of four-word shingles: found rightly, found wrongly, missed (as the public benchmark counts them)."""
    first, second = (Counter(_shingles(text)) for text in (true, predicted))
    hits = sum((first & second).values())
    extra, missed = sum((second - first).values()), sum((first - second).values())
    whole = hits + extra + missed
    return (hits / whole, extra / whole, missed / whole) if whole else (0.0, 0.0, 0.0)


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return [tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))] if words else []


def f_measure(counts: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    """Mean precision and recall over pages, and their harmonic mean."""
    precision = statistics.mean(hits / (hits + extra) for hits, extra, _ in counts if hits + extra)
    recall = statistics.mean(hits / (hits + missed) for hits, _, missed in counts if hits + missed)
    return {"f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}
