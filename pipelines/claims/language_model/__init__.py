"""A language model as extractor: asked ahead over HTTP, its answers kept, and read by a stage that needs no network.

`asking` sends what has no answer yet and keeps what comes back (`answers_kept`); `extractor` and `stage` turn kept answers into claims
under the same validators as the local extractor. So a part is made from articles and answers alone: the same bytes whenever it is made.
"""

from pipelines.claims.language_model.asking import Asker, Asking, Estimate
from pipelines.claims.language_model.endpoint import Endpoint
from pipelines.claims.language_model.extractor import LanguageModelExtractor
from pipelines.claims.language_model.stage import LanguageModelStage, Place

__all__ = ["Asker", "Asking", "Endpoint", "Estimate", "LanguageModelExtractor", "LanguageModelStage", "Place"]
