"""A slow reading of the ledger's rules in plain Python, written from `sql/README.md` and sharing nothing with the SQL.

It walks every claim for every question. It exists to disagree with the models when one of the two is wrong.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, groupby
from re import sub

from ledger_corpora import AUTHORITIES
from ledger_lake import Corpus
from ledger_stances import Held, Stance, Voice, contests, hold

from pipelines.records import Article, Attribution, Claim, DateBasis
from pipelines.warehouse import Thresholds


class Oracle:
    """Everything that the ledger should say about a corpus."""

    def __init__(self, corpus: Corpus, thresholds: Thresholds) -> None:
        """Sort out copies and corrections once; the rest is asked later."""
        self.thresholds = thresholds
        self.articles = _first_copies(corpus.articles)
        self.canonical = self._canonical()
        self.claims = _first_claims(corpus.claims)
        self.versions = self._add_versions()
        self.superseded = self._superseded()
        self.said_before = self._said_before()

    def use(self, claim: Claim) -> str:
        """What becomes of a claim."""
        article = self.articles[claim.article_id]
        ends = self.superseded.get(article.article_id)
        if self._is_same_text(article) or claim.claim_id in self.said_before:
            return "duplicate"
        if claim.attribution is not Attribution.OWN:
            return "third_party"
        if claim.claimed_on is None:
            return "undated"
        if (claim.claimed_on - claim.known_on).days > self.thresholds.ahead_days:
            return "ahead_of_article"
        if claim.confidence < self.thresholds.min_confidence:
            return "below_threshold"
        return "superseded" if ends is not None and ends <= claim.known_on else "utterance"

    def positions(self, known: date | None) -> list[Held]:
        """What stood, as it could be known on a day; None means everything that is known now."""
        voices = [voice for voice in self._voices() if _is_known(voice, known)]
        found: list[Held] = []
        for _, thread in _grouped(voices, lambda v: (v.claim.actor, v.claim.issue, v.counterpart or "")):
            days = [self._stance(list(day)) for _, day in _grouped(thread, lambda v: v.claim.claimed_on)]
            found.extend(self._intervals(days))
        return found

    def _voices(self) -> list[Voice]:
        return [
            Voice(claim, self.articles[claim.article_id], counterpart, self.superseded.get(claim.article_id))
            for claim in self.claims
            if self.use(claim) == "utterance"
            for counterpart in (claim.counterparts or (None,))
        ]

    def _canonical(self) -> dict[str, str]:
        """Each article's canonical article: itself, the first of its exact words, or the first canonical one it is nearly equal to."""
        ordered = sorted(self.articles.values(), key=_order)
        first_of_text: dict[str, Article] = {}
        leaders: list[Article] = []
        canonical: dict[str, str] = {}
        for article in ordered:
            first = first_of_text.setdefault(article.text_hash, article)
            if first is not article:
                canonical[article.article_id] = canonical[first.article_id]
                continue
            near = next((leader for leader in leaders if self._is_near(leader, article)), None)
            canonical[article.article_id] = (near or article).article_id
            if near is None:
                leaders.append(article)
        return canonical

    def _add_versions(self) -> dict[str, str]:
        """Puts corrections that are no copies, with their own copies, into the family of the likest earlier text of their publisher.

        Gives the correction by each article that came along.
        """
        found: dict[str, str] = {}
        for later in sorted(self.articles.values(), key=_order):
            if not self._is_correction(later) or self.canonical[later.article_id] != later.article_id:
                continue
            earlier = [one for one in self.articles.values() if _order(one) < _order(later) and self._is_version(one, later)]
            if earlier:
                likest = max(earlier, key=lambda one: (_share_equal(one, later), [-part for part in self._place(one)]))
                root = self.canonical[likest.article_id]
                moved = [key for key, leader in self.canonical.items() if leader == later.article_id]
                self.canonical |= dict.fromkeys(moved, root)
                found |= dict.fromkeys(moved, later.article_id)
        return found

    def _place(self, article: Article) -> list[int]:
        return [sorted(map(_order, self.articles.values())).index(_order(article))]

    def _is_version(self, earlier: Article, later: Article) -> bool:
        """Of one publisher, alike enough, and under one address or told within days of each other of one story."""
        if earlier.source != later.source or self._is_same_text(earlier):
            return False
        share, least = _share_equal(earlier, later), self.thresholds.min_version_similarity
        if earlier.url is not None and earlier.url == later.url and share >= least / 2:
            return True
        is_near_in_time = (later.known_on - earlier.known_on).days <= self.thresholds.duplicate_days
        is_told = is_near_in_time and earlier.source != "unknown" and self._tells_one_story(earlier, later, "issue")
        return is_told and share >= least

    def _is_near(self, earlier: Article, later: Article) -> bool:
        if not earlier.signature or not later.signature:
            return False
        if (later.known_on - earlier.known_on).days > self.thresholds.duplicate_days and not later.is_correction:
            return False
        equal = [a == b for a, b in zip(earlier.signature, later.signature, strict=True)]
        shares_band = any(all(equal[start : start + 8]) for start in range(0, 128, 8))
        return shares_band and sum(equal) / 128 >= self.thresholds.min_similarity

    def _is_correction(self, article: Article) -> bool:
        """It corrects the canonical article, and is the first of its exact words."""
        return article.is_correction and not self._is_same_text(article)

    def _is_same_text(self, article: Article) -> bool:
        """An earlier article has its exact words."""
        return min((other for other in self.articles.values() if other.text_hash == article.text_hash), key=_order) is not article

    def _is_near_copy(self, article: Article) -> bool:
        is_canonical = self.canonical[article.article_id] == article.article_id
        return not is_canonical and not self._is_correction(article) and not self._is_same_text(article)

    def _said_before(self) -> set[str]:
        """Claims of near copies that their family said: first the canonical article and its corrections, then nearer copies."""
        said: set[str] = set()
        for article in sorted(filter(self._is_near_copy, self.articles.values()), key=_order):
            versions, _ = self._before(article)
            ours = self._claims_of([article])
            said |= {c.claim_id for c in ours if any(_is_alike(c, other) for other in self._claims_of(versions))}
            said |= {c.claim_id for c in ours if any(self._is_unread(c, version) for version in versions)}
        added = [c for a in filter(self._is_near_copy, self.articles.values()) for c in self._claims_of([a]) if c.claim_id not in said]
        return said | {ours.claim_id for ours in added if any(self._is_earlier(one, ours) and _is_alike(ours, one) for one in added)}

    def _is_earlier(self, one: Claim, other: Claim) -> bool:
        """The first claim is of an earlier article of the same family."""
        is_family = self.canonical[one.article_id] == self.canonical[other.article_id]
        return is_family and _order(self.articles[one.article_id]) < _order(self.articles[other.article_id])

    def _is_unread(self, claim: Claim, version: Article) -> bool:
        """An article has a claim's words and was read to claim nothing with them."""
        read = {_words(other.quote) for other in self._claims_of([version])}
        return f" {_words(claim.quote)} " in f" {_words(version.text)} " and _words(claim.quote) not in read

    def _claims_of(self, articles: Sequence[Article]) -> list[Claim]:
        ids = {article.article_id for article in articles}
        return [claim for claim in self.claims if claim.article_id in ids]

    def _superseded(self) -> dict[str, date]:
        """From which day another text speaks in an article's place."""
        ends: dict[str, date] = {}
        for later in filter(self._is_correction, self.articles.values()):
            versions, copies = self._before(later)
            told = [one for one in versions if self._tells_one_story(one, later)]
            told_copies = [one for one in copies if self._tells_one_story(one, later)]
            replaced = [one for one in told_copies if one.source == later.source or not told]
            replaced += told if told_copies else versions
            if version := self.versions.get(later.article_id):
                replaced = [one for one in replaced if one.source == later.source or self.versions.get(one.article_id) == version]
            for one in replaced:
                ends[one.article_id] = min(later.known_on, ends.get(one.article_id, date.max))
        return ends

    def _before(self, article: Article) -> tuple[list[Article], list[Article]]:
        """What stands before an article in its family: the canonical article with its corrections, and near copies."""
        family = [a for a in self.articles.values() if self.canonical[a.article_id] == self.canonical[article.article_id]]
        earlier = [a for a in family if _order(a) < _order(article) and not self._is_same_text(a)]
        return [a for a in earlier if not self._is_near_copy(a)], [a for a in earlier if self._is_near_copy(a)]

    def _tells_one_story(self, one: Article, other: Article, *slots: str) -> bool:
        """A claim of each has the same actor and slots, and a counterpart in common or both none."""
        return any(
            ours.actor == theirs.actor
            and all(getattr(ours, slot) == getattr(theirs, slot) for slot in slots)
            and (set(ours.counterparts) & set(theirs.counterparts) or not (ours.counterparts or theirs.counterparts))
            for ours in self._claims_of([one])
            for theirs in self._claims_of([other])
        )

    def _stance(self, voices: Sequence[Voice]) -> "Stance":
        """The act that stands on a day."""
        acts = [Stance(list(group)) for _, group in _grouped(voices, lambda v: v.claim.act)]
        best = max(acts, key=lambda s: (s.source_count, s.support, abs(s.score), -s.authority, s.act))
        best.is_contested = any(contests(one, other) for one, other in combinations(acts, 2)) or best.is_figure_doubted()
        return best

    def _intervals(self, days: Sequence["Stance"]) -> list[Held]:
        runs: list[list[Stance]] = []
        said_direction: str | None = None
        said_for: str | None = None
        said_currency: str | None = None
        said_size: tuple[float, str] | None = None
        for day in days:
            last = runs[-1][-1] if runs else None
            if last is None or last.act != day.act:
                said_direction = said_for = said_currency = said_size = None
            turned = bool(said_direction and day.direction and said_direction != day.direction)
            turned = turned or bool(day.direction and said_for and day.currency and said_for != day.currency)
            resized = bool(said_size and day.size and said_size[1] == day.size[1] and said_size[0] != day.size[0])
            said_direction, said_for = (day.direction, day.currency) if day.direction else (said_direction, said_for)
            said_currency, said_size = day.currency or said_currency, day.size or said_size
            day.said = (said_direction, said_for or said_currency, said_size)
            if last is None or last.act != day.act or last.modality != day.modality or turned or resized:
                runs.append([])
            runs[-1].append(day)
        return [hold(run, runs[i + 1] if i + 1 < len(runs) else None) for i, run in enumerate(runs)]


def _share_equal(one: Article, other: Article) -> float:
    """Share of equal MinHash values; 0 where one of the two has none."""
    return sum(a == b for a, b in zip(one.signature, other.signature, strict=False)) / 128


def _words(text: str) -> str:
    return sub(r"[^\w%]+", " ", text.lower()).strip()


def _is_alike(ours: Claim, theirs: Claim) -> bool:
    """The earlier claim is by the same actor toward all our counterparts, and in our words or with no slot of ours filled otherwise."""
    if (
        ours.actor != theirs.actor
        or set(ours.counterparts) - set(theirs.counterparts)
        or bool(ours.counterparts) < bool(theirs.counterparts)
    ):
        return False
    if _words(ours.quote) == _words(theirs.quote):
        return True
    is_same = all(getattr(ours, slot) == getattr(theirs, slot) for slot in ("issue", "act", "modality", "attribution"))
    is_same = is_same and ours.currency in {None, theirs.currency} and ours.direction in {None, theirs.direction}
    is_same = is_same and (ours.amount is None or (ours.amount, ours.unit) == (theirs.amount, theirs.unit))
    is_dated_by_words = ours.claimed_on is not None and DateBasis.PUBLICATION not in {ours.date_basis, theirs.date_basis}
    return is_same and (not is_dated_by_words or ours.claimed_on == theirs.claimed_on)


def _first_copies(articles: Iterable[Article]) -> dict[str, Article]:
    ordered = sorted(articles, key=lambda a: (a.known_on, a.landed_on, a.path))
    return {article.article_id: article for article in reversed(ordered)}


def _first_claims(claims: Iterable[Claim]) -> list[Claim]:
    ordered = sorted(claims, key=lambda c: (c.known_on, c.claimed_on or date.max))
    return list({claim.claim_id: claim for claim in reversed(ordered)}.values())


def _order(article: Article) -> tuple[date, bool, int, str]:
    return article.known_on, article.is_correction, AUTHORITIES[article.source], article.article_id


def _is_known(voice: Voice, known: date | None) -> bool:
    if known is None:
        return voice.known_to is None
    return voice.claim.known_on <= known and (voice.known_to is None or known < voice.known_to)


def _grouped(items, key):  # type: ignore[no-untyped-def]
    return groupby(sorted(items, key=key), key=key)
