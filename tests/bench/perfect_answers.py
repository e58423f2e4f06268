"""What the road behind a language model costs a perfect one: labels put in place of its answers, read back as claims, and scored.

    python tests/bench/perfect_answers.py FOLDER [--every N]

What is lost is lost by the gate, the search for quotes, the validators and our grammar of sums and days; a model can be no better. The
words of a told day are the nearest that our grammar reads as the label's day; where there are none, the day is left to our grammar.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assets.commands.scores import describe, describe_mistakes
from pipelines.claims.compose import story_of
from pipelines.claims.labelled import LabelledArticle, LabelledClaim, read_folder, sentences_of
from pipelines.claims.language_model import LanguageModelExtractor
from pipelines.claims.language_model.answers import RawClaim, to_text
from pipelines.claims.language_model.guide import CURRENT, TOLD, UNKNOWN
from pipelines.claims.language_model.kept import Kept, KeptAnswers
from pipelines.claims.language_model.pieces import cut_pieces
from pipelines.dating.claim import basis_of
from pipelines.dating.claim_options import Setting, Story, collect_options
from pipelines.evaluation import evaluate_claims, predict

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
MODEL = "labels"


def main() -> None:
    """Read, score and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--every", type=int, default=1, help="every N-th article alone")
    said = ask.parse_args()
    articles = read_folder(said.folder)[:: said.every]
    with tempfile.TemporaryDirectory() as folder:
        extractor = LanguageModelExtractor(REFERENCE, Path(folder), MODEL)
        KeptAnswers(Path(folder)).add(row for article in articles for row in answers_of(article, extractor))
        made = predict(articles, extractor)
    for line in (*describe(evaluate_claims(articles, made)), *describe_mistakes(articles, made, 8)):
        print(line)
    print("\ndropped or emptied:", dict(extractor.dropped))


def answers_of(article: LabelledArticle, extractor: LanguageModelExtractor) -> Iterator[Kept]:
    """The labels of an article, as a model would have given them; none for an article that the gate keeps from it."""
    reading = extractor.read(article.article)
    if reading is None:
        return
    spans = [(read.sentence.start, read.sentence.end) for read in reading.sentences]
    placed = list(zip(article.claims, sentences_of(article.claims, article.article.text, spans), strict=True))
    story = story_of(reading)
    for piece in cut_pieces(reading):
        own = [(claim, at) for claim, at in placed if at is not None and piece.first <= at < piece.last]
        yield Kept(extractor.key(piece), piece.document_id, MODEL, extractor.guide.version, to_text(as_answer(own, story)), None, 0, 0)


def as_answer(placed: Sequence[tuple[LabelledClaim, int]], story: Story) -> list[RawClaim]:
    """Labels with the number of their sentence in the form of an answer."""
    return [
        RawClaim(
            at,
            one.quote,
            one.actor,
            one.issue,
            one.act,
            one.modality,
            one.attribution,
            one.speaker,
            tuple(sorted(one.counterparts)),
            one.currency,
            one.direction,
            one.amount,
            one.unit,
            *day_of(one, at, story),
            "high",
        )
        for one, at in placed
    ]


def day_of(label: LabelledClaim, at: int, story: Story) -> tuple[str | None, str | None, int | None]:
    """How a model would say the label's day: told, current or unknown, the words, and their sentence."""
    if label.date_basis in ("publication", "none"):
        return CURRENT if label.date_basis == "publication" else UNKNOWN, None, None
    setting = Setting(story, at, (0, len(story.sentences[at])))
    on = date.fromisoformat(label.claimed_on) if label.claimed_on else None
    for option in collect_options(setting):
        if option.expression and option.on == on and basis_of(option) == label.date_basis:
            return TOLD, option.expression.text, option.place(setting)
    return None, None, None


if __name__ == "__main__":
    main()
