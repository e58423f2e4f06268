"""A claim of the lake, found again with its sentence, so that somebody may judge it.

Belongs here: reading the lake for one claim. Does not belong here: keeping what was said (`verdicts`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.compute as pc

from pipelines.claims.labelled import LabelledClaim, as_labelled
from pipelines.claims.sentences import split_sentences
from pipelines.errors import UnknownName, WrongUse
from pipelines.labelling.verdicts import Context
from pipelines.lake import Lake, Part
from pipelines.records import Article, Claim
from pipelines.schemas import from_table

LEAST_DIGITS = 4  # of an id that is cut


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim as it may be judged, and where it stands."""

    claim_id: str
    claim: LabelledClaim
    context: Context


def find_claim(lake: Lake, claim_id: str) -> FoundClaim:
    """The one claim whose id is, or begins with, what is given; the newest landing months are looked through first.

    Raises:
        UnknownName: No claim has that id.
        WrongUse: Several ids begin so, or too little of it is given.
    """
    if len(claim_id) < LEAST_DIGITS:
        raise WrongUse(f"Give at least {LEAST_DIGITS} digits of the id of the claim, as `demarche explain` and the report show it.")
    found = {claim.claim_id: (part, claim) for part, claim in _search(lake, claim_id)}
    if len(found) > 1:
        raise WrongUse(f"{len(found)} claims begin with {claim_id}: {', '.join(sorted(found)[:5])}.")
    if not found:
        raise UnknownName("claim", claim_id)
    part, claim = next(iter(found.values()))
    return _with_context(lake, part, claim)


def _search(lake: Lake, claim_id: str) -> Iterator[tuple[Part, Claim]]:
    for part in reversed(lake.parts("claims")):
        table = lake.read("claims", part)
        for claim in from_table("claims", table.filter(pc.starts_with(table["claim_id"], claim_id))):
            yield part, claim
            if claim.claim_id == claim_id:
                return


def _with_context(lake: Lake, part: Part, claim: Claim) -> FoundClaim:
    """The sentence of the claim, and what else was read in it."""
    article = _find_article(lake, part, claim.article_id)
    claims = [one for one in from_table("claims", lake.read("claims", part)) if one.article_id == claim.article_id]
    beside = tuple(as_labelled(one) for one in claims if one.sentence == claim.sentence and one.claim_id != claim.claim_id)
    sentence = split_sentences(article.text)[claim.sentence]
    context = Context(
        article_id=article.article_id,
        document_id=article.document_id,
        title=article.title,
        source=article.source,
        published=str(article.published_on) if article.published_on else None,
        sentence=article.text[sentence.start : sentence.end],
        beside=beside,
    )
    return FoundClaim(claim.claim_id, as_labelled(claim), context)


def _find_article(lake: Lake, part: Part, article_id: str) -> Article:
    for article in from_table("articles", lake.read("articles", part)):
        if article.article_id == article_id:
            found: Article = article
            return found
    raise UnknownName("article", article_id)
