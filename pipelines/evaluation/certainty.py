"""How often a language model is right, by its own certainty: what its confidence rests on.

Belongs here: counting over labelled articles. Does not belong here: the file of shares (`claims.language_model.confidence`).
"""

from collections import Counter
from collections.abc import Sequence

from pipelines.claims.labelled import LabelledArticle, as_labelled
from pipelines.claims.language_model import LanguageModelExtractor
from pipelines.claims.language_model.confidence import Confidence
from pipelines.evaluation.matching import pair_up


def measure_certainty(articles: Sequence[LabelledArticle], extractor: LanguageModelExtractor) -> Confidence:
    """Claims right and claims made, by certainty, over articles that the model has been asked about.

    Right means strict: actor, topic, words, issue and act. Claims of the small extractor, where the model failed, are left out.

    Raises:
        EndpointError: An article has not been asked about.
    """
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for article, claims in zip(articles, extractor.extract_with_certainty([one.article for one in articles]), strict=True):
        kept = [(as_labelled(claim), certainty) for claim, certainty in claims if certainty]
        certainty_of = {id(claim): certainty for claim, certainty in kept}
        pairing = pair_up(article, [claim for claim, _ in kept])
        made.update(certainty_of[id(claim)] for claim in pairing.made)
        pairs = [(pairing.labelled[i], pairing.made[j]) for i, j in pairing.found]
        right.update(certainty_of[id(claim)] for label, claim in pairs if (label.issue, label.act) == (claim.issue, claim.act))
    return Confidence({certainty: (right[certainty], count) for certainty, count in made.items()})
