"""From a story to an article: source, language, identity, corrections, and what is refused."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from cleaning import REFERENCE, Clean

from pipelines.clean import CleanLimits, CleanTools
from pipelines.clean.identity import sign_text
from pipelines.clean.recurring import find_recurring
from pipelines.errors import BadReference
from pipelines.records import Article, PublishedBasis

STORY = "Chile widened the band of its peso on Tuesday, and the central bank said it would let the rate move more freely from now on."


def page(head: str = "", body: str = f"<p>{STORY}</p>") -> str:
    """A page with this head and this body."""
    return f"<html><head>{head}</head><body><article><h1>Band</h1>{body}</article></body></html>"


@pytest.mark.parametrize(
    ("head", "sidecar", "sender", "source"),
    [
        ("", None, None, "unknown"),
        ('<link rel="canonical" href="https://www.quay.example/1">', None, None, "quay.example"),
        ("<title>Band | The Quay</title>", None, None, "The Quay"),
        ('<meta property="og:site_name" content="Quay Post">', None, None, "Quay Post"),
        ('<meta property="og:site_name" content="Quay Post">', None, '"Quay Letter" <l@quay.example>', "Quay Letter"),
        ("", None, "l@quay.example", "quay.example"),
        ('<meta property="og:site_name" content="Quay Post">', {"source": "Archive"}, "l@quay.example", "Archive"),
    ],
)
def test_the_source_is_the_best_name_there_is(
    clean: Clean, head: str, sidecar: dict[str, str] | None, sender: str | None, source: str
) -> None:
    """Sidecar, then the mail's sender, then the site's name, then its host."""
    (article,) = clean(page(head), sidecar=json.dumps(sidecar) if sidecar else None, sender=sender)

    assert article.source == source


def test_a_sidecar_outranks_the_document(clean: Clean) -> None:
    """Title, address, language and date are taken from it; one that is no object is noted and says nothing."""
    said = {"title": "Peso band", "url": "https://quay.example/2", "published": "2025-12-30", "language": "en"}

    (article,) = clean(page('<meta property="article:published_time" content="2026-01-02">'), sidecar=json.dumps(said))
    (noted,) = clean(page(), sidecar="not json")

    assert (article.title, article.url, article.published_on) == ("Peso band", "https://quay.example/2", date(2025, 12, 30))
    assert article.published_basis is PublishedBasis.SIDECAR
    assert article.known_on == date(2025, 12, 30)
    assert "sidecar is no JSON object" in noted.warnings
    assert noted.known_on == noted.landed_on


def test_the_headline_is_not_part_of_the_text(clean: Clean) -> None:
    """A heading that says the title again is dropped; offsets count from the first sentence."""
    (article,) = clean(page(body=f"<p>Band</p><p>{STORY}</p>"))

    assert article.title == "Band"
    assert article.text == STORY


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La banque centrale du Chili a élargi la bande de fluctuation du peso mardi, selon un communiqué du ministère.", "fr"),
        ("Die Zentralbank hat am Dienstag das Band des Peso erweitert, wie das Ministerium in einer Erklärung mitteilte.", "de"),
        ("チリの中央銀行は火曜日にペソの変動幅を拡大し、今後は相場により自由な動きを認めると述べた。市場は落ち着いている。", "ja"),
    ],
)
def test_another_language_is_refused_by_name(clean: Clean, text: str, language: str) -> None:
    """The language found is kept in the row, and the text is not."""
    (article,) = clean(page(body=f"<p>{text}</p><p>{text}</p>"))

    assert (article.reject_code, article.language, article.text) == ("not_english", language, "")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("أعلن وزير المالية خفض الرسوم على القمح المستورد.", "ar"),
        ("Chile amplió la banda del peso.", "und"),
        ("Srbija je odbila carine na čelik.", "und"),
        ("ëåÏÜ ðèÜÁ ÛåæÒ ñ³ñâÑþ õèëåÂ ìüÄÛÉ", "und"),
    ],
)
def test_a_text_that_repeats_itself_in_another_language_is_refused(clean: Clean, line: str, language: str) -> None:
    """Repetition leaves the model unsure of the language; that it is not English shows all the same."""
    (article,) = clean("\n\n".join([" ".join([line] * 4)] * 12), "text/plain")

    assert (article.reject_code, article.language, article.text) == ("not_english", language, "")


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
@pytest.mark.parametrize("payload", [b"\xff" * 100_000, b"\xff\xff\xff\xff " * 20_000])
def test_bytes_that_are_no_text_are_refused(clean: Clean, media_type: str, payload: bytes) -> None:
    """A file filled with one byte decodes to letters, and they write nothing."""
    (article,) = clean(payload, media_type)

    assert (article.reject_code, article.text) == ("no_text", "")


@pytest.mark.parametrize(
    "lines",
    [
        ["JAPAN CENTRAL BANK BUYS DOLLARS, SELLS YEN", "KOREA TRADE MINISTRY RAISES STEEL DUTY 25 PCT", "CHILE WIDENS PESO BAND"] * 6,
        ["Kenya signs trade pact", "Swiss deny manipulating franc", "India plans steel duty", "Argentina widens peso band"] * 6,
        [f"{name} 151.20 1.0840" for name in ("Yen, Tokyo", "Peso, Manila", "Rand, Pretoria", "Real, Brasilia", "Zloty, Warsaw")] * 8,
        ["Chile amplió la banda."],
    ],
)
def test_terse_english_figures_and_short_texts_are_let_pass(clean: Clean, lines: list[str]) -> None:
    """Headlines, wires in capitals and tables have no function words and are not foreign for that."""
    (article,) = clean("\n\n".join(lines), "text/plain")

    assert article.reject_code is None


def test_english_full_of_foreign_names_is_english(clean: Clean) -> None:
    """Names do not make a text foreign."""
    text = "Presidente Paredes and Ministro Haddock met Señor Núñez in São Bento to talk of duties, said Folha do Cais."

    (article,) = clean(page(body=f"<p>{text}</p>"))

    assert article.language == "en"


def test_copies_share_hash_and_signature_and_edits_keep_most_of_it(clean: Clean) -> None:
    """Case, white space and punctuation do not matter to the hash; a few words changed leave most of the signature."""
    long = " ".join(f"{STORY} Part {number}." for number in range(12))
    (one,) = clean(page(body=f"<p>{long}</p>"))
    (copy,) = clean(page(body=f"<p>{long.upper().replace(', ', '  –  ')}</p>"))
    (edited,) = clean(page(body=f"<p>{long.replace('Part 7', 'Chapter seven')}</p>"))

    assert one.text_hash == copy.text_hash != edited.text_hash
    assert one.signature == copy.signature
    assert len(one.signature) == 128
    assert all(0 <= value < 2**32 for value in one.signature)
    assert sum(a == b for a, b in zip(one.signature, edited.signature, strict=True)) > 100
    assert sign_text("too few words for eight shingles") == ()


@pytest.mark.parametrize(
    ("title", "body", "is_correction"),
    [
        ("UPDATE 2-Chile widens band", STORY, True),
        ("CORRECTED-Chile widens band", STORY, True),
        ("Chile widens band (Corrected)", STORY, True),
        ("Chile widens band", f"{STORY}\n\nThis story has been corrected to give the right width.", True),
        ("Chile widens band", f"{STORY}\n\nAn earlier version of this article gave a wrong width.", True),
        ("Update on the band is due in May", STORY, False),
        ("Corrections of the rate are rare", STORY, False),
    ],
)
def test_a_text_that_corrects_another_says_so(clean: Clean, title: str, body: str, is_correction: bool) -> None:
    """Marks in the headline, and notes at the beginning or the end."""
    (article,) = clean(f"{title}\n\n{body}\n", "text/plain")

    assert article.is_correction is is_correction


def test_a_page_without_a_story_is_refused(clean: Clean) -> None:
    """Nothing to read is `no_text`; nothing but notices is `boilerplate`."""
    (empty,) = clean("<html><body><div></div></body></html>")
    (notices,) = clean("<html><body><p>Subscribe now.</p><p>Sign up for our newsletter.</p><p>All rights reserved.</p></body></html>")

    assert empty.reject_code == "no_text"
    assert notices.reject_code == "boilerplate"


def test_lines_that_recur_are_found_and_once_reviewed_are_dropped(clean: Clean) -> None:
    """A closing line of a letter is proposed from its issues, and a row takes it out."""
    closing = "Read the rest of this letter with a mate in hand."
    issues: list[Article] = []
    for number in range(4):
        issues += clean(
            page(body=f"<p>{STORY} Number {number}.</p><p>Ask the harbour master for the tide.</p>"), sidecar='{"source": "Quay"}'
        )

    (proposed,) = find_recurring(issues)
    (article,) = clean(page(body=f"<p>{STORY}</p><p>{closing}</p>"), sidecar='{"source": "Ledger Lane Letter"}')

    assert (proposed.line, proposed.article_count) == ("Ask the harbour master for the tide.", 4)
    assert article.text == STORY


def test_a_reference_row_that_breaks_its_own_example_stops_the_run(tmp_path: Path) -> None:
    """Every pattern is tried on its example and counter-example when it is loaded."""
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)
    with (folder / "digest_titles.csv").open("a", encoding="utf-8") as table:
        table.write("quay .*,test,not what the pattern says,\n")

    with pytest.raises(BadReference, match="does not match its own example"):
        CleanTools.load(folder, CleanLimits())


@pytest.mark.parametrize("said", ["en-GB", "EN", "en_us", "English"])
def test_a_sidecar_may_name_english_in_any_form(clean: Clean, said: str) -> None:
    """A region and capitals do not make another language, and what is no code leaves it to the text."""
    (article,) = clean(page(), sidecar=json.dumps({"language": said}))

    assert (article.language, article.reject_code) == ("en", None)


def test_a_credit_below_a_short_story_is_furniture(clean: Clean) -> None:
    """A line that counts near the end does so in a story of three paragraphs too, where the end is near the top."""
    credit = "(Reporting by A. Writer; Editing by B. Reader)"

    (article,) = clean(page(body=f"<p>{STORY}</p><p>It had held the old band since the spring of last year, he said.</p><p>{credit}</p>"))

    assert article.text.startswith(STORY)
    assert credit not in article.text


@pytest.mark.parametrize(
    ("sidecar", "warning"),
    [
        ('{"publishd": "2026-01-02"}', "sidecar has 'publishd', which nothing reads; 'published' would be read"),
        ('{"Published": "2026-01-02"}', "sidecar has 'Published', which nothing reads; 'published' would be read"),
        ('{"shelf": "B7"}', "sidecar has 'shelf', which nothing reads"),
        ('{"published": 20260102}', "sidecar has no text for 'published'"),
        ('{"title": "  "}', "sidecar has no text for 'title'"),
        ('{"language": "Queen\'s English"}', "sidecar has no code such as 'en' for 'language'"),
        ('{"published": "2032-01-02"}', "sidecar's date '2032-01-02' is not used: lies after the day the file landed"),
        ('{"published": "yesterday"}', "sidecar's date 'yesterday' is not used: is no day of the calendar"),
        ('{"published": "03/04/2025"}', "sidecar's date '03/04/2025' is not used: day and month can be read in either order"),
        ("{published: 2026-01-02}", "sidecar is no JSON object"),
        ("[]", "sidecar is no JSON object"),
    ],
)
def test_what_of_a_sidecar_cannot_be_used_is_a_warning(clean: Clean, sidecar: str, warning: str) -> None:
    """A slip of the pen is noted once, and the rest of the document stands as without a sidecar."""
    (article,) = clean(page(), sidecar=sidecar)

    assert [told for told in article.warnings if told.startswith("sidecar")] == [warning]


@pytest.mark.parametrize(
    "sidecar", ['{"published": "2026-01-02", "title": "A", "source": "B", "url": null, "language": "en-GB"}', "{}", None]
)
def test_a_sidecar_that_can_be_used_is_no_warning(clean: Clean, sidecar: str | None) -> None:
    """All fields, none, and no sidecar."""
    (article,) = clean(page(), sidecar=sidecar)

    assert not any(told.startswith("sidecar") for told in article.warnings)
