"""A made-up ledger for tests of what analysts see: articles, claims and the database published from them."""

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pipelines.lake import Lake, Part
from pipelines.records import (
    Article,
    Attribution,
    Claim,
    DateBasis,
    DateEvidence,
    DateRival,
    Document,
    Evidence,
    Modality,
    PublishedBasis,
    RawFile,
)
from pipelines.reference import Reference
from pipelines.schemas import to_table
from pipelines.settings import Settings
from pipelines.warehouse import publish

PROJECT = Path(__file__).resolve().parents[2]
BUILT_ON = date(2025, 5, 2)
FIRST_DAY = date(2023, 1, 2)
SOURCES = ("Harbour Letter", "Pacific Desk", "harbour.example", "Wire Digest")
SENTENCES = {
    "agree": "{actor} signed an accord with {other} on {issue} after a long night of talks.",
    "concede": "{actor} offered {other} relief on {issue}, and its delegation put the figures on the table.",
    "support": "{actor} welcomed the way {other} had dealt with {issue}.",
    "consult": "{actor} met {other} over {issue} without any outcome to report.",
    "affirm": "{actor} said its line on {issue} toward {other} had not changed.",
    "request": "{actor} urged {other} to move on {issue} before the summer.",
    "accuse": "{actor} accused {other} of bad faith on {issue}.",
    "reject": "{actor} ruled out what {other} had asked for on {issue}.",
    "threaten": "{actor} warned {other} of reprisals over {issue} unless it gave way.",
    "restrict": "{actor} imposed new curbs on {other} over {issue} from midnight.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One claim to be told in an article, by its words."""

    sentence: str
    actor: str
    other: str | None
    issue: str
    act: str
    modality: Modality = Modality.ASSERTED
    attribution: Attribution = Attribution.OWN
    is_dated: bool = True
    amount: float | None = None


class LedgerMaker:
    """Collects articles and their claims, writes them into a lake and publishes it."""

    def __init__(self, data: Path) -> None:
        """Everything is written under `data`."""
        self.settings = Settings(data=data, reference=PROJECT / "data" / "reference", sql=PROJECT / "sql")
        reference = Reference(self.settings.reference)
        self.names = {row["code"]: row["name"] for row in reference.rows("countries")}
        self.topics = {row["issue"]: row["topic"] for row in reference.rows("issues")}
        self.scores = {row["act"]: float(row["score"]) for row in reference.rows("acts")}
        self.articles: list[Article] = []
        self.claims: list[Claim] = []

    def tell(
        self, on: date, source: str, told: Sequence[Told], title: str | None = "A day of talks", landed_on: date | None = None
    ) -> Article:
        """Add an article of that day that tells the given claims, one paragraph each."""
        text = "\n\n".join(one.sentence for one in told)
        seed = f"{len(self.articles)}|{on}|{source}|{text}"
        document_id = hashlib.sha256(seed.encode()).hexdigest()[:16]
        article = Article(
            article_id=f"{document_id}-0",
            document_id=document_id,
            path=f"{landed_on or on}/letter-{len(self.articles)}.txt",
            member=None,
            story=0,
            title=title,
            text=text,
            language="en",
            source=source,
            url="https://harbour.example/letters/1",
            published_on=on,
            published_basis=PublishedBasis.DATELINE,
            published_evidence=DateEvidence(f"{on:%B} {on.day}", "dateline", 0),
            date_rivals=(DateRival("Nov.30 2025", date(2025, 11, 30), "furniture", "stands in a list of other stories"),),
            landed_on=landed_on or on,
            known_on=on,
            text_hash=hashlib.sha256(text.encode()).hexdigest()[:16],
        )
        self.articles.append(article)
        start = 0
        for number, one in enumerate(told):
            self.claims.append(self._claim(article, number, start, one))
            start += len(one.sentence) + 2
        return article

    def alter_last(self, **changes: object) -> None:
        """Change slots of the claim that was added last."""
        self.claims[-1] = replace(self.claims[-1], **changes)  # type: ignore[arg-type]

    def publish(self, built_on: date = BUILT_ON) -> Settings:
        """Write the lake and publish it."""
        lake = Lake(self.settings.lake)
        documents = [
            Document(a.document_id, a.path, None, a.landed_on, "text/plain", len(a.text), a.text.encode("utf-8", "replace"))
            for a in self.articles
        ]
        files = [RawFile(a.path, a.landed_on, len(a.text), hashlib.sha256(a.path.encode()).hexdigest()) for a in self.articles]
        for table, rows in (("files", files), ("documents", documents), ("articles", self.articles), ("claims", self.claims)):
            lake.write(table, Part("2025-05", "part-0"), to_table(table, rows), "test")
        parts = {table: lake.part_paths(table) for table in ("files", "documents", "articles", "claims")}
        publish(self.settings, parts, built_on, {"project": "0.1.0", "extractor": "made-up 1"})
        return self.settings

    def _claim(self, article: Article, number: int, start: int, one: Told) -> Claim:
        end = start + len(one.sentence)
        evidence = [Evidence("act", start, start)]
        for slot, words in (("actor", self.names.get(one.actor, one.actor)), ("counterparts", self.names.get(one.other or "", "\0"))):
            at = one.sentence.find(words)
            if at >= 0:
                evidence.append(Evidence(slot, start + at, start + at + len(words)))
        return Claim(
            claim_id=hashlib.sha256(f"{article.article_id}|{start}|{one.actor}|{one.issue}|{one.act}".encode()).hexdigest()[:16],
            article_id=article.article_id,
            sentence=number,
            quote=one.sentence,
            quote_start=start,
            quote_end=end,
            actor=one.actor,
            speaker=None,
            counterparts=(one.other,) if one.other else (),
            issue=one.issue,
            topic=self.topics[one.issue],
            act=one.act,
            score=self.scores[one.act],
            modality=one.modality,
            attribution=one.attribution,
            amount=one.amount,
            unit="%" if one.amount is not None else None,
            claimed_on=article.published_on if one.is_dated else None,
            date_basis=DateBasis.PUBLICATION if one.is_dated else DateBasis.NONE,
            evidence=tuple(item for item in evidence if item.end > item.start),
            confidence=0.83,
            reasons=("the actor is named one sentence earlier",),
            known_on=article.known_on,
            extractor="made-up 1",
        )


def random_ledger(
    maker: LedgerMaker, claim_count: int, seed: int = 7, actors: Sequence[str] = ("USA", "CHN", "JPN", "EUU", "KOR", "MEX", "GBR")
) -> None:
    """Tell about `claim_count` claims over two years, two a letter, with runs in which a position stands."""
    chance = random.Random(seed)
    issues = list(maker.topics)[:8] if claim_count < 5000 else list(maker.topics)
    acts = list(SENTENCES)
    mood: dict[tuple[str, str], int] = {}
    days = sorted(FIRST_DAY + timedelta(days=chance.randrange(850)) for _ in range((claim_count + 1) // 2))
    for on in days:
        maker.tell(on, chance.choice(SOURCES), list(_pick(maker, chance, issues, acts, mood, actors)))


def _pick(
    maker: LedgerMaker, chance: random.Random, issues: list[str], acts: list[str], mood: dict[tuple[str, str], int], actors: Sequence[str]
) -> Iterable[Told]:
    for _ in range(2):
        actor, other = chance.sample(list(actors), 2)
        issue = chance.choice(issues)
        if (actor, other) not in mood or chance.random() < 0.25:
            mood[actor, other] = chance.randrange(len(acts))
        act = acts[mood[actor, other]]
        sentence = SENTENCES[act].format(actor=maker.names[actor], other=maker.names[other], issue=issue.replace("_", " "))
        yield Told(
            f"{sentence[:-1]}, said letter {len(maker.articles)}.",
            actor,
            None if chance.random() < 0.15 else other,
            issue,
            act,
            chance.choices(list(Modality), [8, 2, 1, 1])[0],
            Attribution.THIRD_PARTY if chance.random() < 0.12 else Attribution.OWN,
            chance.random() > 0.08,
            25.0 if chance.random() < 0.2 else None,
        )
