"""A made-up record in which every question of the cookbook has an answer: each story is there for one or two of them."""

from collections.abc import Callable
from datetime import date
from random import Random

from ledger_lake import Corpus

from pipelines.errors import RejectCode
from pipelines.records import Article, Attribution, DateBasis, Document, Modality

Story = Callable[[Corpus], None]


def told_stories() -> Corpus:
    """All stories in one corpus."""
    corpus = Corpus()
    for story in STORIES:
        story(corpus)
    return corpus


def _told(corpus: Corpus, text: str, on: str | None, source: str = "Reuters", landed: str | None = None, **more: object) -> Article:
    published_on = date.fromisoformat(on) if on else None
    landed_on = date.fromisoformat(landed or on or "2025-06-20")
    return corpus.article(text, published_on, landed_on, source, title=text.split(",")[0][:60], **more)


def _treasuries(corpus: Corpus) -> None:
    first = _told(corpus, "Tokyo will not turn its Treasury holdings into a bargaining chip.", "2025-04-21", "AInvest Newsletter")
    corpus.claim(first, "JPN", "reject", "reserves", "USA", speaker="Prime Minister")
    rumour = _told(corpus, "Strategists think Tokyo might dangle its Treasuries one day.", "2025-04-22", "ft.com")
    corpus.claim(rumour, "JPN", "threaten", "reserves", "USA", attribution=Attribution.THIRD_PARTY, modality=Modality.POSSIBLE)
    second = _told(corpus, "The finance minister said the holdings could be a card on the table.", "2025-05-02")
    corpus.claim(second, "JPN", "threaten", "reserves", "USA", speaker="Finance Minister", modality=Modality.POSSIBLE)
    third = _told(corpus, "The minister said a sale was not under consideration.", "2025-05-04")
    corpus.claim(third, "JPN", "reject", "reserves", "USA", speaker="Finance Minister")


def _late_news(corpus: Corpus) -> None:
    article = _told(corpus, "Seoul had quietly agreed on 30 April to open its rice market, it emerged.", "2025-06-10")
    corpus.claim(article, "KOR", "agree", "market_access", "USA", claimed_on=date(2025, 4, 30), date_basis=DateBasis.EXPLICIT)


def _tariff_war(corpus: Corpus) -> None:
    for on, actor, other, act, amount in [
        ("2018-07-06", "USA", "CHN", "restrict", 25.0),
        ("2018-08-08", "CHN", "USA", "restrict", 25.0),
        ("2025-04-10", "USA", "CHN", "restrict", 145.0),
        ("2025-05-14", "USA", "CHN", "restrict", 30.0),
        ("2025-06-01", "USA", "CHN", "threaten", 55.0),
    ]:
        article = _told(corpus, f"{actor} {act}s imports from {other} at {amount:.0f} per cent, officials said on {on}.", on)
        corpus.claim(article, actor, act, "tariffs", other, amount=amount, unit="%", direction="protect", speaker="Trade Representative")


def _contested_day(corpus: Corpus) -> None:
    for source, act, text in [
        ("Reuters", "concede", "Washington will let the chip makers sell to China again."),
        ("ft.com", "threaten", "Washington is drawing up wider limits on chips for China."),
    ]:
        corpus.claim(_told(corpus, text, "2025-05-20", source), "USA", act, "export_controls", "CHN")


def _currency_wishes(corpus: Corpus) -> None:
    wish = _told(corpus, "The Treasury urged Tokyo to let the yen rise.", "2024-03-01")
    corpus.claim(wish, "USA", "request", "exchange_rate", "JPN", currency="JPY", direction="stronger", speaker="Treasury Secretary")
    ready = _told(corpus, "Tokyo stands ready to step into the market at any hour.", "2024-04-20")
    corpus.claim(ready, "JPN", "affirm", "intervention", modality=Modality.POSSIBLE)


def _member_and_bloc(corpus: Corpus) -> None:
    bloc = _told(corpus, "Brussels warned Washington that duties on cars would be met in kind.", "2025-03-12")
    corpus.claim(bloc, "EUU", "threaten", "tariffs", "USA")
    member = _told(corpus, "Berlin offered to drop its levy on American cars.", "2025-04-02")
    corpus.claim(member, "DEU", "concede", "tariffs", "USA")


def _reprint_and_correction(corpus: Corpus) -> None:
    signature = tuple(Random(1).getrandbits(32) for _ in range(128))
    text = "Beijing banned the export of rare earth magnets to Japan."
    first = _told(corpus, text, "2025-10-09", signature=signature)
    corpus.claim(first, "CHN", "restrict", "export_controls", "JPN")
    corpus.claim(_told(corpus, f"{text} ", "2025-10-10", "msn.com"), "CHN", "restrict", "export_controls", "JPN")
    edited = (*signature[:-1], signature[-1] ^ 1)
    fixed = _told(corpus, "Beijing threatened to ban the export of rare earth magnets.", "2025-10-11", signature=edited, is_correction=True)
    corpus.claim(fixed, "CHN", "threaten", "export_controls", "JPN")


def _undated_and_out_of_office(corpus: Corpus) -> None:
    undated = _told(corpus, "Bern imposed a floor under the euro in an earlier year.", None, "A Letter Nobody Lists")
    corpus.claim(undated, "CHE", "intervene", "regime", claimed_on=None, date_basis=DateBasis.NONE, office_note="between two terms")
    wrong = _told(corpus, "A former premier was quoted as premier, asking for fairness on currencies.", "2025-04-21", "AInvest Newsletter")
    corpus.claim(
        wrong, "JPN", "affirm", "coordination", "USA", is_anachronism=True, office_note="somebody else held the office", speaker="Premier"
    )


def _refused(corpus: Corpus) -> None:
    refused = _told(
        corpus, "Subscribe now.", "2025-01-02", "A Letter Nobody Lists", reject_code=RejectCode.BOILERPLATE, reject_reason="a sign-up form"
    )
    image = Document("f" * 16, "2025-01-03/logo.png", None, date(2025, 1, 3), "image/png", 9, b"", reject_code=RejectCode.UNSUPPORTED)
    corpus.documents.append(image)
    corpus.files.append(corpus.files[-1].__class__("2025-01-03/logo.png", date(2025, 1, 3), 9, "f" * 64))
    assert refused.reject_code


STORIES: list[Story] = [
    _treasuries,
    _late_news,
    _tariff_war,
    _contested_day,
    _currency_wishes,
    _member_and_bloc,
    _reprint_and_correction,
    _undated_and_out_of_office,
    _refused,
]
