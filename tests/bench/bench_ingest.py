"""How fast ingest and cleaning are against what people would use instead, in one run on the same input; prints JSON.

python tests/bench/bench_ingest.py [--pages FOLDER] [--segments FOLDER] [--rounds N] [--workers N] [--flat N]

`--pages` is a checkout of the article-extraction-benchmark (ground-truth.json, html/*.html.gz): F1 and the ratio of cleaning are measured
on it; without it pages are generated. `--segments` is the folder `tests` of a checkout of trafilatura, whose 990 pages are scored by
segments. Figures are CPU seconds of the best of N interleaved rounds. warcio and datasketch are asked only where they are installed; what
was not measured is listed as such.
"""

import argparse
import email
import email.policy
import gzip
import hashlib
import importlib.util
import json
import logging
import mailbox
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from page_generator import make_mail, make_mailbox, make_page, make_texts, make_web_archive
from text_quality import measure_articles, measure_segments
from trafilatura import bare_extraction

from pipelines.clean import CleanLimits, CleanStage, CleanTools, clean_document
from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.dates import date_document
from pipelines.clean.identity import sign_text
from pipelines.clean.mime import read_bodies
from pipelines.clean.page import open_page
from pipelines.engine import LocalEngine
from pipelines.ingest import IngestLimits, read_documents
from pipelines.records import Document, RawFile
from pipelines.schemas import to_table

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
DAY = date(2026, 1, 5)
Job = Callable[[], object]


def compare(jobs: dict[str, Job], rounds: int) -> dict[str, float]:
    """CPU seconds of each job, the best of several rounds in which they take turns."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, job in jobs.items():
            started = time.process_time()
            job()
            spent = time.process_time() - started
            best[name] = min(spent, best.get(name, spent))
    return best


def as_document(payload: bytes, media_type: str = "text/html") -> Document:
    """Bytes as ingest hands them on."""
    return Document(hashlib.sha256(payload).hexdigest()[:16], "bench", None, DAY, media_type, len(payload), payload)


def bench_clean(pages: Sequence[bytes], tools: CleanTools, rounds: int) -> dict[str, Any]:
    """Text, title, author and date against the stock call with metadata, and against its bare fast mode."""
    documents = [as_document(page) for page in pages]

    def read(document: Document) -> object:
        opened = open_page(decode(document.payload, declared_charset(document.payload)), tools)
        return date_document(document, opened, opened.stories[0], "\n\n".join(opened.stories[0].paragraphs))

    spent = compare(
        {
            "clean": lambda: [read(document) for document in documents],
            "clean_whole": lambda: [clean_document(document, tools) for document in documents],
            "stock": lambda: [bare_extraction(page, with_metadata=True, include_comments=False) for page in pages],
            "fast": lambda: [bare_extraction(page, fast=True, include_comments=False) for page in pages],
        },
        rounds,
    )
    return {
        "pages": len(pages),
        "clean_to_stock": spent["clean"] / spent["stock"],
        "clean_with_language_and_identity_to_stock": spent["clean_whole"] / spent["stock"],
        "clean_to_fast": spent["clean"] / spent["fast"],
        "seconds": spent,
    }


def drain(folder: Path, name: str) -> int:
    """Ingest one file; how many documents came out."""
    path = folder / name
    file = RawFile(name, DAY, path.stat().st_size, "0" * 64)
    return sum(1 for _ in read_documents(folder, file, IngestLimits()))


def bench_mail(folder: Path, rounds: int) -> dict[str, Any]:
    """Single mails with their bodies, and a mailbox, against the standard library."""
    mails = [make_mail(number) for number in range(300)]
    (folder / "box.mbox").write_bytes(make_mailbox(1500))
    limits = CleanLimits()

    def stdlib_body(payload: bytes) -> str:
        body = email.message_from_bytes(payload, policy=email.policy.default).get_body(("html", "plain"))  # type: ignore[attr-defined]
        return str(body.get_content())

    def stdlib_box() -> int:
        box = mailbox.mbox(folder / "box.mbox", create=False)
        count = sum(len(message.as_bytes()) > 0 and message["Subject"] is not None for message in box)
        box.close()
        return count

    spent = compare(
        {
            "mail": lambda: [list(read_bodies(payload, limits)) for payload in mails],
            "mail_stdlib": lambda: [stdlib_body(payload) for payload in mails],
            "mbox": lambda: drain(folder, "box.mbox"),
            "mbox_stdlib": stdlib_box,
        },
        rounds,
    )
    return {
        "stdlib_to_mail": spent["mail_stdlib"] / spent["mail"],
        "stdlib_to_mbox": spent["mbox_stdlib"] / spent["mbox"],
        "seconds": spent,
    }


def bench_web_archive(folder: Path, rounds: int) -> dict[str, Any]:
    """A packed web archive against warcio, and plain pages against reading and hashing them."""
    (folder / "crawl.warc.gz").write_bytes(make_web_archive(600))
    held = [make_page(number).encode() for number in range(600)]
    pages = []
    for number in range(300):
        (folder / f"{number}.html").write_bytes(held[number])
        pages.append(f"{number}.html")
    jobs: dict[str, Job] = {
        "warc": lambda: drain(folder, "crawl.warc.gz"),
        "hash": lambda: [hashlib.sha256(page).hexdigest() for page in held],
        "ingest": lambda: [drain(folder, name) for name in pages],
        "read_and_hash": lambda: [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in pages],
    }
    if importlib.util.find_spec("warcio"):
        jobs["warcio"] = lambda: _warcio(folder / "crawl.warc.gz")
    spent = compare(jobs, rounds)
    told: dict[str, Any] = dict.fromkeys(("warcio_to_warc", "warcio_to_warc_without_hashing"), "not measured: warcio is not installed")
    if "warcio" in spent:
        told["warcio_to_warc"] = spent["warcio"] / spent["warc"]
        told["warcio_to_warc_without_hashing"] = (spent["warcio"] - spent["hash"]) / (spent["warc"] - spent["hash"])
    return {**told, "ingest_to_read_and_hash": spent["ingest"] / spent["read_and_hash"], "seconds": spent}


def _warcio(path: Path) -> list[str]:
    """What ingest does, with warcio: read every response and hash it for its id."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        return [
            hashlib.sha256(record.content_stream().read()).hexdigest()
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        ]


def bench_near_duplicates(rounds: int) -> dict[str, Any]:
    """Signatures and 16 bands of 8 over the same texts, ours and datasketch's; recall over the copies that were made."""
    texts = list(make_texts(2_000, copies=500))

    def find(signatures: Sequence[Sequence[int]]) -> set[int]:
        seen: dict[tuple[int, tuple[int, ...]], int] = {}
        found = set()
        for (number, _), signature in zip(texts, signatures, strict=True):
            for band in range(16):
                if seen.setdefault((band, tuple(signature[band * 8 : band * 8 + 8])), number) == number:
                    found.add(number)
        return found

    def recall() -> float:
        counts = Counter(number for number, _ in texts)
        signatures = [sign_text(text) for _, text in texts]
        pairs: dict[int, list[Sequence[int]]] = {}
        for (number, _), signature in zip(texts, signatures, strict=True):
            pairs.setdefault(number, []).append(signature)
        hits = sum(
            any(one[0][at : at + 8] == one[1][at : at + 8] for at in range(0, 128, 8))
            for number, one in pairs.items()
            if counts[number] == 2
        )
        return hits / 500

    jobs: dict[str, Job] = {"ours": lambda: find([sign_text(text) for _, text in texts])}
    if importlib.util.find_spec("datasketch"):
        jobs["datasketch"] = lambda: _datasketch(texts)
    spent = compare(jobs, rounds)
    ratio = spent["datasketch"] / spent["ours"] if "datasketch" in spent else "not measured: datasketch is not installed"
    return {"datasketch_to_ours": ratio, "recall": recall(), "texts": len(texts), "seconds": spent}


def _datasketch(texts: Sequence[tuple[int, str]]) -> int:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=128, params=(16, 8))
    count = 0
    for number, (_, text) in enumerate(texts):
        words = re.sub(r"[\W_]+", " ", text.casefold()).split()
        sketch = MinHash(num_perm=128, seed=1)
        sketch.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
        count += bool(index.query(sketch))
        index.insert(str(number), sketch)
    return count


def bench_memory(tools: CleanTools, count: int) -> dict[str, Any]:
    """Peak memory after a tenth of the documents and after all of them."""

    def peak() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    early = 0
    for number in range(count):
        clean_document(as_document(make_page(number % 400).encode()), tools)
        if number == count // 10:
            early = peak()
    return {"documents": count, "peak_mb_after_a_tenth": early, "peak_mb_after_all": peak()}


def bench_workers(count: int, rounds: int) -> dict[str, Any]:
    """Wall seconds of the clean stage with one guarded worker and with two, started before; it takes two idle cores to tell."""
    documents = to_table("documents", [as_document(make_page(number % 400).encode()) for number in range(count)])
    stage, load = CleanStage(REFERENCE), os.getloadavg()[0]
    best: dict[int, float] = {}
    with LocalEngine(1, 2048, 20.0) as one, LocalEngine(2, 2048, 20.0) as two:
        for engine in (one, two):
            engine.run(stage, documents.slice(0, 64))
        for _ in range(rounds):
            for workers, engine in ((1, one), (2, two)):
                started = time.perf_counter()
                engine.run(stage, documents)
                spent = time.perf_counter() - started
                best[workers] = min(spent, best.get(workers, spent))
    return {"documents": count, "load_before": load, "one_to_two": best[1] / best[2], "seconds": best}


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=Path, help="checkout of the article-extraction-benchmark")
    ask.add_argument("--segments", type=Path, help="folder tests/ of a checkout of trafilatura: F1 on its annotated segments")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--workers", type=int, default=0, help="also clean so many documents with one worker and with two")
    ask.add_argument("--flat", type=int, default=0, help="also clean so many documents and report peak memory")
    said = ask.parse_args()
    logging.disable(logging.CRITICAL)
    tools = CleanTools.load(REFERENCE, CleanLimits())
    result: dict[str, Any] = {"clean_generated": bench_clean([make_page(number).encode() for number in range(80)], tools, said.rounds)}
    if said.pages:
        files = sorted((said.pages / "html").glob("*.html.gz"))
        result["clean_public"] = bench_clean([gzip.decompress(file.read_bytes()) for file in files], tools, said.rounds)
        result["f1_public"] = measure_articles(said.pages, tools)
    if said.segments:
        result["f1_segments"] = measure_segments(said.segments, tools)
    with tempfile.TemporaryDirectory() as folder:
        result["mail"] = bench_mail(Path(folder), said.rounds)
        result["web_archive"] = bench_web_archive(Path(folder), said.rounds)
    result["near_duplicates"] = bench_near_duplicates(said.rounds)
    if said.workers:
        result["workers"] = bench_workers(said.workers, said.rounds)
    if said.flat:
        result["memory"] = bench_memory(tools, said.flat)
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
