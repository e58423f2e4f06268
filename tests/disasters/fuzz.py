"""Broken files of every format through the whole road, each accounted for. Prints a JSON object; exit 1 where a count is off.

python -m tests.disasters.fuzz FILES [--seed N] [--workers N] [--folder DIR]

Half of the files are whole ones of some format with bytes flipped, cut out, doubled or joined to those of another; the rest are noise,
markup without end, archives cut short, and whole files; one in fifty has a hostile name. No document may be lost, doubled or left without
a reason. Ended in the middle and started again on the same folder it goes on where it was; the seconds are then those of the last start.
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "bench")]

GOLDEN = HERE.parent / "golden"
FIRST_DAY = date(2024, 1, 1)
NAMES = ("new\nline", "quote'\"", "..hidden", "a..b", "\u202ethgir", "a" * 255, "semi;colon --", "%s{}<b>&", "back\\slash", "\xff-latin")


def read_seeds() -> list[tuple[str, bytes]]:
    """Whole files of every format, by suffix, and a few generated pages and mails."""
    from corpus import make_files

    whole = [p for p in sorted(GOLDEN.iterdir()) if not p.name.endswith((".expected.json", ".meta.json"))]
    made = [(Path(path).suffix, content) for path, content in make_files(40)]
    return [("".join(p.suffixes), p.read_bytes()) for p in whole] + made


def break_bytes(own: random.Random, data: bytes, other: bytes) -> bytes:
    """A whole file with some damage."""
    broken = bytearray(data)
    for _ in range(own.choice((1, 1, 2, 5, 40))):
        at, length = own.randrange(len(broken) + 1), own.choice((1, 2, 16, 300))
        match own.randrange(5):
            case 0:
                broken[at : at + length] = own.randbytes(length)
            case 1:
                del broken[at : at + length]
            case 2:
                broken[at:at] = broken[at : at + length] * own.choice((1, 3))
            case 3:
                broken[at:] = other[own.randrange(len(other) + 1) :]
            case _:
                broken[at : at + 1] = own.choice((b"\x00", b"<", b"&#x0;", b"\xff\xfe", b"\r", b"]]>", b"--", b"\xf0\x9f"))
    return bytes(broken)


def invent(own: random.Random, seeds: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Suffix and content of one file."""
    suffix, data = own.choice(seeds)
    other_suffix, other = own.choice(seeds)
    match own.randrange(10):
        case 0:
            return suffix, own.randbytes(own.randrange(600))
        case 1:
            return ".html", b"<div>" * own.randrange(3000) + data[: own.randrange(2000)]
        case 2:
            packed = gzip.compress(data, mtime=0)
            return f"{suffix}.gz", packed[: own.randrange(len(packed) + 1)]
        case 3:
            return other_suffix, data
        case 4:
            return suffix, data
        case _:
            return suffix, break_bytes(own, data, other)


def write_files(raw: Path, count: int, seed: int) -> int:
    """Write so many files below the raw folder, over sixty days, unless an earlier start has; returns how many bytes."""
    note = raw.with_name(f"written-{count}-{seed}")
    if note.exists():
        return int(note.read_text())
    seeds, size = read_seeds(), 0
    for number in range(count):
        own = random.Random(f"{seed} {number}")
        suffix, content = invent(own, seeds)
        name = own.choice(NAMES) if number % 50 == 0 else f"{number:07d}"
        encoded = name.encode("latin-1" if "\xff" in name else "utf-8")
        place = raw / str(FIRST_DAY + timedelta(days=own.randrange(60))) / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        target = f"{place}/".encode() + (encoded + suffix.encode() if len(encoded) < 200 else encoded)
        Path(target.decode("utf-8", "surrogateescape")).write_bytes(content)
        size += len(content)
    note.write_text(str(size))
    return size


def reconcile(data: Path) -> Iterator[str]:
    """Sentences on what does not add up, from the raw folder to the published database."""
    from assets.configuration import build_settings
    from pipelines.engine.audit import audit_counts, audit_dates, audit_parts, audit_quotes, audit_raw
    from pipelines.lake import Lake
    from pipelines.warehouse import open_reader

    settings = build_settings(data, {})
    lake = Lake(settings.lake)
    for audit in (audit_parts(lake), audit_counts(lake), audit_quotes(lake), audit_dates(lake), audit_raw(lake, settings.raw)):
        yield from (f"{finding.where}: {finding.sentence}" for finding in audit)
    on_disk = sum(path.is_file() and not path.name.startswith(".") for path in settings.raw.rglob("*"))  # hidden ones are passed over
    paths = {table: read_column(lake, table, "path") for table in ("files", "documents")}
    if not on_disk == len(paths["files"]) == len(set(paths["files"])):
        yield f"{on_disk} files lie in the raw folder, {len(paths['files'])} are noted, {len(set(paths['files']))} of them once."
    if set(paths["documents"]) != set(paths["files"]):
        yield f"{len(set(paths['files']) ^ set(paths['documents']))} files have no document, or documents no file."
    with open_reader(settings.database) as connection:
        query = "select file_count, document_count, (select count(*) from rejects where stage = 'ingest'), article_count from build"
        files, documents, refused, articles = connection.execute(query).fetchone() or (0, 0, 0, 0)
        drawn = connection.execute("select count(distinct document_id) from articles").fetchone()
    if files != on_disk or documents != len(set(read_column(lake, "documents", "document_id"))):
        yield f"The database tells of {files} files and {documents} documents."
    if drawn is None or drawn[0] + refused != documents:
        yield f"Of {documents} documents in the database {refused} were refused and {drawn} have an article among {articles}."


def read_column(lake: Any, table: str, column: str) -> list[Any]:
    """All values of a column."""
    return [value for part in lake.parts(table) for value in lake.read(table, part, [column])[column].to_pylist()]


def strike(data: Path, said: argparse.Namespace) -> dict[str, Any]:
    """Write the files, walk the road, add up."""
    from bench_road import STAGES, run_road

    from pipelines.lake import Lake

    size = write_files(data / "raw", said.files, said.seed)
    figures: dict[str, Any] = {}
    started = time.monotonic()
    run_road(data, said.workers, figures)
    lake = Lake(data / "lake")
    codes = {table: Counter(code for code in read_column(lake, table, "reject_code") if code) for table in ("documents", "articles")}
    return {
        "files": said.files,
        "raw_bytes": size,
        "rows": figures["rows"],
        "refused_at_ingest": dict(codes["documents"].most_common()),
        "refused_at_cleaning": dict(codes["articles"].most_common()),
        "peak_mb": figures["peak_mb"],
        "seconds": round(time.monotonic() - started, 1),
        "stages": {name: figures[name] for name in STAGES},
        "differences": list(reconcile(data)),
    }


def main() -> int:
    """Strike, print the figures; 1 where a count is off."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("files", type=int)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--folder", type=Path, help="where to work; kept afterwards")
    said = ask.parse_args()
    with nullcontext(said.folder) if said.folder else tempfile.TemporaryDirectory() as folder:
        figures = strike(Path(folder), said)
    print(json.dumps(figures, indent=1))
    return 1 if figures["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
