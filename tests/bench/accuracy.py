"""How true and how fast the extractor is, measured on a folder of labelled articles; writes docs/accuracy.md, and the main figures as
data beside the model (data/reference/model/accuracy.csv), from where the report's front page has them.

    python tests/bench/accuracy.py FOLDER [--folds KEPT | --taught ANSWERS ARTICLES [--pupil FILE] [--beside FOLDER] | --model FILE]
        [--sources] [--write docs/accuracy.md]

`--folds` is five-fold cross-validation over all articles, near copies in one fold: five models of labels and written articles, without
a teacher, for it has seen their articles, and with the threshold that is shipped; the weights of days are of the others too. The models
are kept in that folder, and taken from there where they are, half an hour's work otherwise.
Else a fifth of the articles, chosen by hash of their near-duplicate group, is kept apart: the model measured here is trained on the rest,
with `--taught` on a teacher's answers too (whose teacher must have been trained on the rest as well), and with a `--pupil` that was
taught from the rest; `--model` takes a model of the rest that is made already, as it stands.
One that is taught here has no unseen articles left for its threshold and its curve: both come from one half of those kept apart, and
the other half is measured, in turn.
`--sources` leaves out one source at a time, with its near copies in others. The picture of confidence against truth is drawn beside the
page.
"""

import argparse
import csv
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from bench_dating import read_claims

from assets.configuration import build_settings
from pipelines.claims.accurate import calibrated
from pipelines.claims.decide import Decider
from pipelines.claims.examples import make_examples
from pipelines.claims.extractor import Extractor, load_decider, load_second_look
from pipelines.claims.folds import KEPT_APART, assign_folds, group_texts
from pipelines.claims.labelled import LabelledArticle, read_folder
from pipelines.claims.model import Bundle, load_bundle, save_bundle
from pipelines.claims.stage import ExtractStage
from pipelines.claims.train import FOLDS, Materials, load_reader, read_helps, settle, teach
from pipelines.claims.version import model_path
from pipelines.claims.word_vectors import FILE_NAME as VECTORS
from pipelines.dating import claim as claim_dates
from pipelines.dating.claim_fit import fit_weights
from pipelines.dating.claim_weights import by_kind
from pipelines.engine.local import CHUNK_ROWS
from pipelines.evaluation import MEASURES, SLOTS, Evaluation, Ratio, as_labelled, evaluate_claims, evaluate_extractor
from pipelines.evaluation.reliability import Bin, calibration_error, draw_reliability, judge, sort_into_bins
from pipelines.records import Claim
from pipelines.reference import Reference

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
NOTES = Path(__file__).with_name("accuracy_notes.md")
HISTORY = "## What was compared"  # heading of the notes before which the figures go
PICTURE = "accuracy_confidence.svg"  # beside the page
FACTS = REFERENCE / "model" / "accuracy.csv"
Fact = tuple[str, str, str]
SURE = build_settings(environment={}).min_confidence  # from here on a claim may move a position
LEAST_OF_SOURCE = 20  # articles without which a source is not left out by itself
FLOORS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Measured:
    """The page line by line, the main figures as data, and the picture of confidence as SVG."""

    lines: list[str]
    facts: list[Fact]
    picture: str


def main() -> None:
    """Measure and print; write where asked."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--folds", type=Path, metavar="KEPT")
    ask.add_argument("--taught", type=Path, nargs=2, metavar=("ANSWERS", "ARTICLES"))
    ask.add_argument("--pupil", type=Path)
    ask.add_argument("--beside", type=Path)
    ask.add_argument("--model", type=Path)
    ask.add_argument("--sources", action="store_true")
    ask.add_argument("--write", type=Path)
    said = ask.parse_args()
    measured = measure(read_folder(said.folder), said)
    page = "\n".join(measured.lines)
    sys.stdout.write(page)
    if said.write:
        said.write.write_text(page, encoding="utf-8")
        said.write.with_name(PICTURE).write_text(measured.picture, encoding="utf-8")
        with FACTS.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([("measure", "value", "measured_on"), *measured.facts])


def measure(articles: Sequence[LabelledArticle], said: argparse.Namespace) -> Measured:
    """Everything that the page is made of; `said` holds what the command line says of model and parts."""
    train_on = trainer(Materials())
    if said.folds:
        unseen, how, claims = articles, "in five folds", read_folds(articles, said.folds)
    else:
        folds = assign_folds(group_texts({one.name: one.article.text for one in articles}), FOLDS, keeps_apart=True)
        unseen, how = [one for one in articles if folds[one.name] == KEPT_APART], "kept apart from training"
        claims = read_apart(unseen, [one for one in articles if folds[one.name] != KEPT_APART], said)
    result = evaluate_claims(unseen, {name: [as_labelled(claim) for claim in made] for name, made in claims.items()})
    before, after = NOTES.read_text(encoding="utf-8").split(HISTORY)
    lines = [before.rstrip(), f"\n## Articles {how}\n", *table(result, len(unseen)), *groups(result)]
    lines += ["## Confidence\n", *confidence(unseen, claims)]
    if said.sources:
        lines += ["## One source left out\n", *left_out(articles, train_on)]
    lines += ["## Speed\n", *speed(articles), "", HISTORY + after.rstrip(), ""]
    picture = draw_reliability(bins_of(unseen, claims), f"{result.counts['made']} claims of articles {how}")
    return Measured(lines, list(as_facts(unseen, claims, result, how)), picture)


def read_apart(apart: Sequence[LabelledArticle], learned: Sequence[LabelledArticle], said: argparse.Namespace) -> dict[str, list[Claim]]:
    """Claims of the articles kept apart, by the model that the command line asks for."""
    if said.model:
        return read_all(apart, Extractor(Reference(REFERENCE), load_bundle(said.model)))
    if said.taught:
        return read_in_turn(apart, bundle_of(learned, Materials(tuple(said.taught), said.pupil, said.beside)))
    return read_all(apart, trainer(Materials())(learned))


def read_folds(articles: Sequence[LabelledArticle], kept: Path) -> dict[str, list[Claim]]:
    """Claims of all articles, those of each fold by a model of the others; models that are not kept yet are trained."""
    tables, made = Reference(REFERENCE), dict[str, list[Claim]]()
    threshold = load_decider(load_bundle(model_path(REFERENCE))).threshold
    folds = assign_folds(group_texts({one.name: one.article.text for one in articles}), FOLDS, keeps_apart=False)
    dated = list(read_claims(articles))
    for fold in range(FOLDS):
        path = kept / str(fold) / "claims.npz"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REFERENCE / "model" / VECTORS, path.with_name(VECTORS))
            save_bundle(bundle_of([one for one in articles if folds[one.name] != fold], Materials(written=True)), path)
        bundle = load_bundle(path)
        decider = replace(load_decider(bundle), threshold=threshold)
        weights = by_kind(fit_weights([claim for name, claim in dated if folds[name] != fold]))  # the shipped ones have seen all articles
        with patch.object(claim_dates, "load_weights", lambda of=weights: of):
            made |= read_all([one for one in articles if folds[one.name] == fold], Extractor(tables, bundle, decider=decider))
    return made


def as_facts(articles: Sequence[LabelledArticle], claims: Mapping[str, Sequence[Claim]], result: Evaluation, how: str) -> Iterator[Fact]:
    """Measure, value and what it was measured on."""
    on = f"{len(articles)} articles {how}, with {result.counts['labelled']:,} labelled claims"
    for name in ("found", "strict", "positions"):
        ratio = result.ratio(name)
        for part in ("precision", "recall", "f1"):
            yield f"{name}_{part}", f"{getattr(ratio, part):.3f}", on
    sure = at_least(articles, claims, SURE)
    for part, value in (("precision", sure.precision), ("recall", sure.hits / result.counts["labelled"])):
        yield f"sure_{part}", f"{value:.3f}", f"their claims of a confidence of {SURE} or more"
    yield "calibration_error", f"{calibration_error(bins_of(articles, claims)):.3f}", on
    leaks, leakable = result.counts["leaks"], result.counts["leakable"]
    yield "third_party_as_own", f"{leaks / max(leakable, 1):.3f}", f"{leakable} labelled third-party claims among them that were found"


def trainer(materials: Materials) -> Callable[[Sequence[LabelledArticle]], Extractor]:
    """Trains an extractor on some articles, as `demarche train` does."""
    return lambda articles: Extractor(Reference(REFERENCE), bundle_of(articles, materials))


def bundle_of(articles: Sequence[LabelledArticle], materials: Materials) -> Bundle:
    """The model that some articles and what else there is make."""
    tables = Reference(REFERENCE)
    return teach(articles, tables, read_helps(materials, tables, articles))[0]


def read_in_turn(articles: Sequence[LabelledArticle], bundle: Bundle) -> dict[str, list[Claim]]:
    """Claims by article: those of each half with the threshold and the curve that the other half gives."""
    tables, made = Reference(REFERENCE), dict[str, list[Claim]]()
    halves = assign_folds(group_texts({one.name: one.article.text for one in articles}), 2, keeps_apart=False)
    for half in (0, 1):
        decider = settled_on([one for one in articles if halves[one.name] != half], bundle, tables)
        made |= read_all([one for one in articles if halves[one.name] == half], Extractor(tables, bundle, decider=decider))
    return made


def settled_on(articles: Sequence[LabelledArticle], bundle: Bundle, tables: Reference) -> Decider:
    """A model's decider with threshold and curve from these articles."""
    examples = make_examples(articles, load_reader(tables))
    scores = load_second_look(bundle).look(examples.rows, bundle.models["main"].scores(examples.described))
    decider = load_decider(bundle)
    return calibrated(decider, settle(examples, scores, decider, ()))


def read_all(articles: Sequence[LabelledArticle], extractor: Extractor) -> dict[str, list[Claim]]:
    """Claims by article, with their confidence."""
    made: dict[str, list[Claim]] = {}
    for first in range(0, len(articles), CHUNK_ROWS):
        part = articles[first : first + CHUNK_ROWS]
        made |= dict(zip([one.name for one in part], extractor.extract([one.article for one in part]), strict=True))
    return made


def table(result: Evaluation, count: int) -> list[str]:
    """The four measures and the slots."""
    lines = [f"{count} articles, {result.counts['labelled']} labelled claims, {result.counts['made']} made.\n"]
    lines += ["| measure | precision | recall | F1 |", "|---|---|---|---|"]
    for name in MEASURES:
        ratio = result.ratio(name)
        lines.append(f"| {name} | {ratio.precision:.3f} | {ratio.recall:.3f} | {ratio.f1:.3f} |")
    lines += ["", "| slot | right on found claims | asked |", "|---|---|---|"]
    lines += [f"| {slot} | {result.slot(slot):.3f} | {result.asked[slot]} |" for slot in SLOTS]
    leaks = f"{result.counts['leaks']} of {result.counts['leakable']}"
    return [*lines, "", f"Third-party claims taken for own: {leaks}. Quotes not in their article: {result.counts['lost_quotes']}.", ""]


def groups(result: Evaluation) -> list[str]:
    """Recall of found and F1 of strict by era, topic, source and act, and the commonest confusions."""
    lines = ["| group | labelled | found recall | strict F1 |", "|---|---|---|---|"]
    for kind in ("era", "topic", "source", "act"):
        for name in sorted(result.groups[kind], key=lambda one: -result.groups[kind][one]["labelled"]):
            found, strict = (result.group_ratio(kind, name, measure) for measure in ("found", "strict"))
            if found.labelled >= LEAST_OF_SOURCE:
                lines.append(f"| {kind} {name} | {found.labelled} | {found.recall:.3f} | {strict.f1:.3f} |")
    worst = ", ".join(f"{slot} {said} read as {made} ({count})" for (slot, said, made), count in result.confusions.most_common(12))
    return [*lines, "", f"Commonest confusions on found claims: {worst}.", ""]


def confidence(articles: Sequence[LabelledArticle], claims: Mapping[str, Sequence[Claim]]) -> list[str]:
    """Strict precision and recall from each confidence on, and the expected calibration error."""
    labelled = sum(len(one.claims) for one in articles)
    lines = ["| confidence from | made | strict precision | strict recall |", "|---|---|---|---|"]
    for floor in FLOORS:
        ratio = at_least(articles, claims, floor)
        lines.append(f"| {floor} | {ratio.made} | {ratio.precision:.3f} | {ratio.hits / labelled:.3f} |")
    error = f"Expected calibration error over ten bins: {calibration_error(bins_of(articles, claims)):.3f}."
    return [*lines, "", error, "", f"![Confidence against the share that is right]({PICTURE})", ""]


def at_least(articles: Sequence[LabelledArticle], claims: Mapping[str, Sequence[Claim]], floor: float) -> Ratio:
    """The strict measure over claims of some confidence or more."""
    kept = {name: [as_labelled(claim) for claim in made if claim.confidence >= floor] for name, made in claims.items()}
    return evaluate_claims(articles, kept).ratio("strict")


def bins_of(articles: Sequence[LabelledArticle], claims: Mapping[str, Sequence[Claim]]) -> list[Bin]:
    """Confidence against truth, by tenths of confidence."""
    return sort_into_bins(judge(articles, {name: [as_labelled(claim) for claim in made] for name, made in claims.items()}))


def left_out(articles: Sequence[LabelledArticle], train_on: Callable[[Sequence[LabelledArticle]], Extractor]) -> list[str]:
    """Each large source read by a model that saw nothing of it, nor near copies of it elsewhere."""
    lines = ["| source | articles | found F1 | strict F1 | positions F1 |", "|---|---|---|---|---|"]
    group_of = group_texts({one.name: one.article.text for one in articles})
    for source in sorted({one.article.source for one in articles}):
        own = [one for one in articles if one.article.source == source]
        if len(own) >= LEAST_OF_SOURCE:
            seen = {group_of[one.name] for one in own}
            result = evaluate_extractor(own, train_on([one for one in articles if group_of[one.name] not in seen]))
            figures = " | ".join(f"{result.ratio(name).f1:.3f}" for name in ("found", "strict", "positions"))
            lines.append(f"| {source} | {len(own)} | {figures} |")
    return [*lines, ""]


def speed(articles: Sequence[LabelledArticle]) -> list[str]:
    """Articles a second of processor time with the shipped model, as a worker reads them: those with claims, and those without."""
    start = time.perf_counter()
    read = ExtractStage(REFERENCE).prepare()
    loaded = time.perf_counter() - start
    on_topic = [one for one in articles if one.claims]
    lines = [f"The model loads in {loaded:.2f} s."]
    for name, some in (("with claims", on_topic[:200]), ("without", [one for one in articles if not one.claims][:200])):
        start = time.process_time()
        for first in range(0, len(some), CHUNK_ROWS):
            read([one.article for one in some[first : first + CHUNK_ROWS]])
        lines.append(f"Articles {name}: {len(some) / (time.process_time() - start):.0f} a second on one core.")
    return lines


if __name__ == "__main__":
    main()
