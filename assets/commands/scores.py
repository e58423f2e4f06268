"""Scores as lines for a person: the scorer's table, groups, mistakes with examples, confidence against truth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.claims.labelled import LabelledArticle, LabelledClaim
    from pipelines.evaluation import Evaluation
    from pipelines.evaluation.hard_cases import Verdict

EXAMPLES = 3  # of each kind of mistake
WORDS = 110  # characters of a quote


def measure(found: "Evaluation") -> dict[str, float]:
    """The figures that have floors: F1 of found, strict and positions, and the share of labelled claims found with issue or act right.

    Of labelled claims, not of found ones: a share of those falls when more is found, for what was missed is the harder part.
    """
    scores = {f"{name}_f1": found.ratio(name).f1 for name in ("found", "strict", "positions")}
    return {**scores, **{f"{slot}_recall": found.slot_recall(slot) for slot in ("issue", "act")}}


def describe(found: "Evaluation") -> Iterator[str]:
    """The scorer's table."""
    from pipelines.evaluation import MEASURES, SLOTS

    for name in MEASURES:
        ratio = found.ratio(name)
        scores = f"precision {ratio.precision:.3f}  recall {ratio.recall:.3f}  F1 {ratio.f1:.3f}"
        yield f"{name:<10} {scores}   ({ratio.hits} of {ratio.made} made, {ratio.labelled} labelled)"
    yield "slots      " + "  ".join(f"{slot} {found.slot(slot):.2f}/{found.asked[slot]}" for slot in SLOTS if found.asked[slot])
    yield f"third-party claims taken for a country's own: {found.counts['leaks']} of {found.counts['leakable']}"
    yield f"quotes not in their document: {found.counts['lost_quotes']}   documents: {found.counts['articles']}"


def describe_groups(found: "Evaluation") -> Iterator[str]:
    """Found and strict F1 by era, source, topic, act and issue."""
    for kind, names in found.groups.items():
        yield f"\nby {kind:<21} found  strict  labelled"
        for name in sorted(names):
            detected, strict = (found.group_ratio(kind, name, measure) for measure in ("found", "strict"))
            yield f"  {name:<22} {detected.f1:.3f}  {strict.f1:.3f}   {detected.labelled}"


def describe_mistakes(articles: "Sequence[LabelledArticle]", made: "Mapping[str, Sequence[LabelledClaim]]", count: int) -> Iterator[str]:
    """The commonest kinds of mistakes, each with the examples of which the extractor was surest."""
    from pipelines.evaluation.mistakes import find_mistakes, group_mistakes

    groups = group_mistakes(find_mistakes(articles, made))
    yield f"\nworst mistakes ({count} of {len(groups)} kinds)" if count < len(groups) else "\nmistakes"
    for group in groups[:count]:
        yield f"  {len(group.mistakes):>4}  {group.name}"
        for one in group.mistakes[:EXAMPLES]:
            sure = f" {one.confidence:.2f}" if one.confidence is not None else ""
            words = " ".join(one.words.split())
            yield f"        {one.article} {one.actor}{sure}: {words[:WORDS]}{'…' if len(words) > WORDS else ''}"


def describe_reliability(articles: "Sequence[LabelledArticle]", made: "Mapping[str, Sequence[LabelledClaim]]") -> Iterator[str]:
    """Confidence against the share that is right, bin by bin; nothing where claims have no confidence."""
    from pipelines.evaluation.reliability import calibration_error, judge, sort_into_bins

    bins = sort_into_bins(judge(articles, made))
    if bins:
        shares = "  ".join(f"{one.mean_confidence:.2f}→{one.right_share:.2f} ({one.count})" for one in bins)
        yield f"confidence→right (claims): {shares}   calibration error {calibration_error(bins):.3f}"


def describe_cases(verdicts: "Sequence[Verdict]") -> Iterator[str]:
    """Shares of hard cases, and right of all by kind."""
    from pipelines.evaluation.hard_cases import share_found

    shares = share_found(verdicts)
    yield f"hard cases: {len(verdicts)}, found {shares['found']:.3f}, right {shares['right']:.3f}"
    right = Counter(one.kind for one in verdicts if one.is_right)
    total = Counter(one.kind for one in verdicts)
    yield "  " + ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in sorted(total.items()))
