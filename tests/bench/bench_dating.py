"""How right and how dear dating is, in one run; prints JSON.

python tests/bench/bench_dating.py [--pages FOLDER] [--timex FOLDER ...] [--labels FOLDER]

`--pages` is the tests folder of an htmldate checkout (eval_*.json and the pages they name): right, wrong and none, and the curve as
places of lower rank are let in. `--timex` are folders of TimeML files: F1 of words and of values of DATE. `--labels` is a folder of
labelled articles (docs/, labels/): claimed_on and date_basis of every label, by basis, with weights fitted on other documents. Without
any, only the cost is measured: CPU seconds of dating as a share of cleaning the same generated pages.
"""

import argparse
import hashlib
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from lxml.html import HTMLParser, document_fromstring
from page_generator import make_page
from trafilatura import bare_extraction

from pipelines.claims.compose import story_of
from pipelines.claims.deed_words import find_deeds
from pipelines.claims.folds import KEPT_APART, assign_folds, group_texts
from pipelines.claims.labelled import LabelledArticle, read_folder, sentences_of, squeeze_with_places
from pipelines.claims.reading import Reader
from pipelines.clean import CleanLimits, CleanTools, clean_document
from pipelines.clean.charset import declared_charset, decode
from pipelines.dating.candidates import RANK, Place
from pipelines.dating.claim import basis_of, choose
from pipelines.dating.claim_fit import DatedClaim, fit_weights
from pipelines.dating.claim_options import Facts, Setting
from pipelines.dating.claim_weights import Weights, by_kind
from pipelines.dating.expressions import find_expressions
from pipelines.dating.layout import find_layout
from pipelines.dating.locate import find_words
from pipelines.dating.offices import Offices
from pipelines.dating.page import PageSource, date_page
from pipelines.records import DateBasis, Document
from pipelines.reference import Reference

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
LANDED = date(2024, 12, 31)  # after every page of the set
FOLDS = 5


def open_pages(folder: Path) -> Iterator[tuple[str, str, PageSource]]:
    """Name, known day and source of every page of the set, with the body that trafilatura finds."""
    for table in ("eval_default.json", "eval_mediacloud_2020.json"):
        for url, entry in json.loads((folder / table).read_text()).items():
            path = next(path for part in ("cache", "eval", "test_set") if (path := folder / part / entry["file"]).exists())
            payload = path.read_bytes()
            raw = decode(payload, declared_charset(payload)).replace("\r\n", "\n")
            yield path.name, entry["date"], _source(raw, url)


def _source(raw: str, url: str | None, landed_on: date = LANDED) -> PageSource:
    tree = document_fromstring(raw.encode(), parser=HTMLParser(encoding="utf-8"))
    found = bare_extraction(raw, fast=True, with_metadata=False, include_comments=False)
    body = "\n\n".join(((found.text if found else "") or "").split("\n"))
    heading = tree.find(".//h1")
    title = heading.text_content().strip() if heading is not None else None
    return PageSource(raw, tree, url, None, None, None, None, title, body, landed_on)


def measure_pages(pages: Sequence[tuple[str, str, PageSource]]) -> dict[str, object]:
    """Right, wrong and none on pages of known days, and both as places are let in one by one."""
    places: Counter[tuple[bool, Place]] = Counter()
    none = unfounded = 0
    for _, known, source in pages:
        found = date_page(source)
        if found.on is None or found.evidence is None:
            none += 1
            continue
        places[found.on.isoformat() == known, Place(found.evidence.place)] += 1
        offset = found.evidence.offset
        unfounded += offset is None or find_words(source.raw_text[offset:], found.evidence.text) != 0
    curve = {}
    right = wrong = 0
    for place in sorted(RANK, key=lambda place: RANK[place]):
        right, wrong = right + places[True, place], wrong + places[False, place]
        curve[place.value] = {"right": right, "wrong": wrong}
    return {"right": right, "wrong": wrong, "none": none, "evidence not at its offset": unfounded, "curve": curve}


def read_timex(path: Path) -> tuple[date, str, list[tuple[int, int, str, str]]]:
    """Day of writing, text and annotated expressions (start, end, type, value) of a TimeML file."""
    markup = path.read_text(encoding="utf-8")
    written = re.search(r'<DCT>.*?value="([\d-]{10})', markup, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", markup, re.DOTALL)
    if written is None or body is None:
        sys.exit(f"{path.name}: no <DCT> or <TEXT>")
    text, marked, opened = "", [], []
    for part in re.finditer(r"<(/?)(\w+)([^>]*)>|([^<]+)", body.group(1)):
        if part[4] is not None:
            text += html.unescape(part[4])
        elif part[2] == "TIMEX3" and part[1]:
            start, attributes = opened.pop()
            marked.append((start, len(text), attributes["type"], attributes["value"]))
        elif part[2] == "TIMEX3":
            opened.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', part[3]))))
    return date.fromisoformat(written.group(1)), re.sub(r"\s", " ", text), marked


def measure_timex(folder: Path) -> dict[str, object]:
    """F1 of the words (overlap) and of the values of DATE expressions: equal, equal but for spelling, and of full days alone."""
    count: Counter[str] = Counter()
    for path in sorted(folder.glob("[!.]*.tml")):
        day, text, marked = read_timex(path)
        others = [one for one in marked if one[2] != "DATE"]
        made = [one for one in find_expressions(text, day) if one.granularity != "duration" and not _overlaps(one.start, one.end, others)]
        wanted = [one for one in marked if one[2] == "DATE"]
        used: set[int] = set()
        for start, end, _, value in wanted:
            hit = next((i for i, one in enumerate(made) if i not in used and one.start < end and start < one.end), None)
            if hit is not None:
                used.add(hit)
                count["found"] += 1
                count["value"] += made[hit].value == value
                count["value but for spelling"] += _is_same_value(made[hit].value, value)
                count["day"] += made[hit].value == value[:10] and _DAY.match(value) is not None
        count["made"] += len(made)
        count["wanted"] += len(wanted)
        count["days"] += sum(_DAY.match(one.value) is not None for one in made) + sum(_DAY.match(one[3]) is not None for one in wanted)
    ratios = {f"{name} F1": _f1(count[name], count["made"] + count["wanted"]) for name in ("found", "value", "value but for spelling")}
    return {**ratios, "day F1": _f1(count["day"], count["days"]), "made": count["made"], "wanted": count["wanted"]}


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OPEN_PARTS = re.compile(r"(?:-XX)+$|X$|T(?:MO|AF|EV|NI|MI)$")
_ONE_DIGIT_WEEK = re.compile(r"W(\d)$")


def _f1(right: int, both: int) -> float:
    return round(2 * right / both, 3)


def _is_same_value(made: str, wanted: str) -> bool:
    """Whether two values say the same: "199X" is "199", "1989-XX" is "1989", "W7" is "W07", a week left open is any of its year."""
    if wanted.endswith("-WXX"):
        return re.fullmatch(rf"{wanted[:4]}-W\d\d", made) is not None
    return _OPEN_PARTS.sub("", made) == _ONE_DIGIT_WEEK.sub(r"W0\1", _OPEN_PARTS.sub("", wanted))


def _overlaps(start: int, end: int, others: Sequence[tuple[int, int, str, str]]) -> bool:
    return any(one[0] < end and start < one[1] for one in others)


def read_claims(articles: Iterable[LabelledArticle]) -> Iterator[tuple[str, DatedClaim]]:
    """Document and setting of every label whose quote stands in its article, read as the extractor reads articles."""
    reference = Reference(REFERENCE)
    reader = Reader.load(reference, Offices.load(reference))
    for labelled in articles:
        reading = reader.read(labelled.article)
        story = story_of(reading)
        letters, places = squeeze_with_places(labelled.article.text)
        own = sentences_of(labelled.claims, labelled.article.text, [(one.sentence.start, one.sentence.end) for one in reading.sentences])
        for claim, place in zip(labelled.claims, own, strict=True):
            if place is None:
                continue
            quote = squeeze_with_places(claim.quote)[0].strip()
            at, sentence = letters.find(quote), reading.sentences[place].sentence
            start, end = places[at], places[at + len(quote) - 1] + 1
            span = (max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start)
            facts, read = Facts(claim.actor, claim.act, claim.modality, claim.attribution), reading.sentences[place]
            own = next((one for one in read.candidates if one.actor == claim.actor), None)
            deeds = tuple(deed.verb for deed in find_deeds(read, own, claim.act)) if own else ()
            setting = Setting(story, place, span, facts, deeds)
            on = date.fromisoformat(claim.claimed_on) if claim.claimed_on else None
            yield labelled.name, DatedClaim(setting, on, DateBasis(claim.date_basis))


def measure_labels(folder: Path) -> dict[str, object]:
    """Share of labels met on documents that the weights have not seen: in five folds, and on the fifth that is kept apart from tuning."""
    folds = assign_folds(group_texts({one.name: one.raw_text for one in read_folder(folder)}), FOLDS, keeps_apart=True)
    labelled = [(folds[name], claim) for name, claim in read_claims(read_folder(folder))]
    tuned = [(fold, claim) for fold, claim in labelled if fold != KEPT_APART]
    pairs = []
    for number in range(FOLDS):
        weights = by_kind(fit_weights([claim for fold, claim in tuned if fold != number]))
        pairs += [(claim, _choose(claim.setting, weights)) for fold, claim in tuned if fold == number]
    weights = by_kind(fit_weights([claim for _, claim in tuned]))
    apart = [(claim, _choose(claim.setting, weights)) for fold, claim in labelled if fold == KEPT_APART]
    return {"five folds": _shares(pairs), "kept apart": _shares(apart)}


def _shares(pairs: Sequence[tuple[DatedClaim, tuple[date | None, DateBasis]]]) -> dict[str, object]:
    """Labels, and the share whose claimed_on and date_basis are met, by the label's basis."""
    count: Counter[tuple[str, str]] = Counter()
    for claim, (on, basis) in pairs:
        for name in ("all", claim.basis.value):
            count[name, "labels"] += 1
            count[name, "claimed_on"] += on == claim.on
            count[name, "date_basis"] += basis is claim.basis
    return {
        name: {"labels": count[name, "labels"]}
        | {slot: round(count[name, slot] / count[name, "labels"], 3) for slot in ("claimed_on", "date_basis")}
        for name in sorted({name for name, _ in count})
    }


def _choose(setting: Setting, weights: Weights) -> tuple[date | None, DateBasis]:
    best = choose(setting, weights)
    return best.on, basis_of(best)


def measure_cost(pages: Sequence[str], rounds: int = 3) -> dict[str, float]:
    """CPU seconds of dating as a share of cleaning the same pages, dating included."""
    tools = CleanTools.load(REFERENCE, CleanLimits())
    documents = [_document(number, raw) for number, raw in enumerate(pages)]
    sources = [_source(raw, None, date(2026, 1, 5)) for raw in pages]
    best = {"cleaning": float("inf"), "dating": float("inf"), "layout": float("inf")}
    for _ in range(rounds):
        for name, job in (
            ("cleaning", lambda: [clean_document(document, tools) for document in documents]),
            ("dating", lambda: [date_page(source) for source in sources]),
            ("layout", lambda: [find_layout(one.raw_text, one.title, one.body, one.tree) for one in sources]),
        ):
            started = time.process_time()
            job()
            best[name] = min(best[name], time.process_time() - started)
    return {"dating / cleaning": round(best["dating"] / best["cleaning"], 3), "ms a page": round(1000 * best["dating"] / len(pages), 2)}


def _document(number: int, raw: str) -> Document:
    payload = raw.encode()
    name = hashlib.sha256(payload).hexdigest()[:16]
    return Document(name, f"2026-01-05/{number}.html", None, date(2026, 1, 5), "text/html", len(payload), payload)


def main() -> None:
    """Measure what was asked for, and the cost."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=Path)
    ask.add_argument("--timex", type=Path, nargs="*", default=[])
    ask.add_argument("--labels", type=Path)
    said = ask.parse_args()
    known = list(open_pages(said.pages)) if said.pages else []
    raws = [one.raw_text for _, _, one in known[::10]] or [make_page(seed) for seed in range(100)]
    figures: dict[str, object] = {"cost on " + ("the dated pages" if known else "generated pages"): measure_cost(raws)}
    if known:
        figures["pages"] = measure_pages(known)
    figures |= {f"timex {folder.name}": measure_timex(folder) for folder in said.timex}
    if said.labels:
        figures["claims"] = measure_labels(said.labels)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
