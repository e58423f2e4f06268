"""What the road behind a language model costs a perfect one: labels put in place of its answers, read back as claims, and scored.

    python tests/bench/perfect_answers.py FOLDER [--every N]

What is lost is lost by the gate, the search for quotes, the validators and our grammar of sums and days; a model can be no better.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from assets.commands.scores import describe, describe_mistakes
from pipelines.claims.labelled import LabelledArticle, LabelledClaim, read_folder, sentences_of
from pipelines.claims.language_model import LanguageModelExtractor
from pipelines.claims.language_model.answers import RawClaim, to_text
from pipelines.claims.language_model.kept import Kept, KeptAnswers
from pipelines.claims.language_model.pieces import cut_pieces
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
    for piece in cut_pieces(reading):
        own = [(claim, at) for claim, at in placed if at is not None and piece.first <= at < piece.last]
        yield Kept(extractor.key(piece), piece.document_id, MODEL, extractor.guide.version, to_text(as_answer(own)), None, 0, 0)


def as_answer(placed: Sequence[tuple[LabelledClaim, int]]) -> list[RawClaim]:
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
            "high",
        )
        for one, at in placed
    ]


if __name__ == "__main__":
    main()
