"""Draws small corpora with everything that makes a ledger hard: late news, reprints, edits, corrections, rumours, contradictions.

Every draw goes through one `Random`, so that Hypothesis can drive and shrink it.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ledger_lake import Corpus

from pipelines.records import Article, Attribution, Claim, DateBasis, Modality

AUTHORITIES = {"ustr.gov": 1, "Reuters": 2, "ft.com": 3, "AInvest Newsletter": 4, "A Letter Nobody Lists": 5, "msn.com": 6}
FIRST_DAY = date(2025, 1, 1)
DAYS = 60


def draw_corpus(rng: Random, corpus: Corpus, actors: list[str], issues: list[str], article_count: int) -> None:
    """Add articles and their claims to a corpus, each about the given actors and issues."""
    made: list[Article] = []
    for number in range(article_count):
        original = rng.choice(made) if made and rng.random() < 0.3 else None
        article = _draw_copy(rng, corpus, original, number) if original else _draw_article(rng, corpus, f"{actors[0]} {issues[0]} {number}")
        made.append(article)
        if all(claim.article_id != article.article_id for claim in corpus.claims):
            said = [claim for claim in corpus.claims if original and claim.article_id == original.article_id]
            for _ in range(rng.randint(0, 3)):
                _draw_claim(rng, corpus, article, actors, issues)
                if said and rng.random() < 0.7:
                    _repeat_claim(rng, corpus, rng.choice(said))


def _draw_article(rng: Random, corpus: Corpus, text: str) -> Article:
    landed_on = _draw_day(rng)
    published_on = landed_on - timedelta(rng.randint(0, 20)) if rng.random() < 0.8 else None
    signature = tuple(rng.getrandbits(32) for _ in range(128)) if rng.random() < 0.8 else ()
    url = f"https://news.example/{len(corpus.articles)}" if rng.random() < 0.3 else None
    return corpus.article(text, published_on, landed_on, rng.choice(list(AUTHORITIES)), signature=signature, url=url)


def _draw_copy(rng: Random, corpus: Corpus, original: Article, number: int) -> Article:
    """The same bytes again, the same words in another file, or nearly the same words, which may say that they correct."""
    landed_on = original.landed_on + timedelta(rng.randint(0, 8))
    published_on = landed_on if rng.random() < 0.7 else None
    source = rng.choice(list(AUTHORITIES))
    kind = rng.choice(["bytes", "words", "edit", "edit", "edit"])
    if kind == "bytes":
        return corpus.article(original.text, published_on, landed_on, source, signature=original.signature)
    if kind == "words" or not original.signature:
        return corpus.article(f"{original.text} ", published_on, landed_on, source, signature=original.signature)
    changed = set(rng.sample(range(128), rng.choice([1, 5, 25, 26, 40, 76, 78, 102, 104])))
    signature = tuple(value ^ 1 if place in changed else value for place, value in enumerate(original.signature))
    corrects = rng.random() < 0.5
    source = original.source if rng.random() < 0.3 else source
    more = {"url": original.url if rng.random() < 0.7 else None, "is_correction": corrects}
    return corpus.article(f"{original.text} edit {number}", published_on, landed_on, source, signature=signature, **more)


def _draw_claim(rng: Random, corpus: Corpus, article: Article, actors: list[str], issues: list[str]) -> None:
    issue = rng.choice(issues)
    act = rng.choice(["reject", "reject", "threaten", "restrict", "concede", "affirm", "intervene"])
    chosen = rng.choice([(), ("USA",), ("USA",), ("CHN",), ("CHN", "USA")])
    claim = corpus.claim(article, rng.choice(actors), act, issue, *chosen)
    modality = rng.choice([Modality.ASSERTED, Modality.ASSERTED, Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL])
    attribution = Attribution.THIRD_PARTY if rng.random() < 0.1 else Attribution.OWN
    claimed_on, basis = _draw_date(rng, article)
    direction = rng.choice([None, None, "open", "protect"])
    amount = rng.choice([None, None, 10.0, 25.0])
    quote = rng.choice([article.text, article.text, article.text.split(" edit")[0].strip()])
    corpus.claims[-1] = replace(
        claim,
        quote=quote,
        quote_end=len(quote),
        modality=modality,
        attribution=attribution,
        claimed_on=claimed_on,
        date_basis=basis,
        direction=direction,
        currency=rng.choice([None, None, "USD", "JPY"]) if direction else None,
        amount=amount,
        unit=rng.choice(["%", "%", "USD"]) if amount else None,
        confidence=rng.choice([0.3, 0.5, 0.6, 0.9, 0.99]),
    )


def _repeat_claim(rng: Random, corpus: Corpus, said: Claim) -> None:
    """Make the last claim one that another article made too, with most of its slots or all of them."""
    kept = {"actor", "act", "score", "issue", "topic"}
    for slots in (
        ["counterparts"],
        ["modality"],
        ["attribution"],
        ["direction", "currency"],
        ["amount", "unit"],
        ["claimed_on", "date_basis"],
    ):
        kept |= set(slots) if rng.random() < 0.8 else set()
    corpus.claims[-1] = replace(corpus.claims[-1], **{slot: getattr(said, slot) for slot in kept})


def _draw_date(rng: Random, article: Article) -> tuple[date | None, DateBasis]:
    """Mostly the day of publication, sometimes weeks before it, a day or two ahead of it, or nothing."""
    draw = rng.random()
    if draw < 0.5:
        return article.published_on, DateBasis.PUBLICATION if article.published_on else DateBasis.NONE
    if draw < 0.95:
        return article.known_on - timedelta(rng.choice([-2, -1, 0, 1, 2, 5, 12, 40])), DateBasis.EXPLICIT
    return None, DateBasis.NONE


def _draw_day(rng: Random) -> date:
    return FIRST_DAY + timedelta(rng.randint(0, DAYS))
