"""The way back: from words of an article to the place in the raw document where they stand.

White space, case, punctuation, markup and character references do not matter: a quote is found by its letters and digits alone, as the
cleaning joined lines, took tags out and resolved references in between.
"""

import re
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import quote as escape

from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.limits import CleanLimits
from pipelines.clean.mime import read_bodies
from pipelines.records import Document

_HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[!/?]?[A-Za-z][^<>]*>")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));?")
_JSON_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|(["\\/bfnrt]))')
_WORD = re.compile(r"\w+")
_MIME = ("message/rfc822", "multipart/related")
_FRAGMENT_WORDS = 6
_AROUND = 240


@dataclass(frozen=True, slots=True)
class RawPlace:
    """Where a quote stands in its raw document.

    `start` and `end` count code points of the decoded document, for a mail of the part that was read. `before`, `words` and `after`
    are the raw characters there, markup included. `fragment` is appended to the page's address to have a browser mark the quote
    (https://wicg.github.io/scroll-to-text-fragment/); None where the document has no address.
    """

    start: int
    end: int
    before: str
    words: str
    after: str
    fragment: str | None


def trace_quote(document: Document, text: str, start: int, end: int) -> RawPlace | None:
    """Find `text[start:end]` of an article in its document.

    Args:
        document: With its payload, as the lake keeps it.
        text: The article's text.
        start: First code point of the quote.
        end: One past its last.

    Returns:
        The place, or None where the words do not stand in the document in this order. Of several occurrences, the one whose number
        is that of the quote in the article.
    """
    words = _WORD.findall(text[start:end])
    sought = _letters(text[start:end])
    nth = len(_occurrences(_letters(text[:end]), sought)) - 1
    for raw in _raw_texts(document):
        letters, places = _squeeze(raw, document.media_type)
        found = _occurrences(letters, sought)
        if found:
            at = found[min(max(nth, 0), len(found) - 1)]
            return _place(raw, places[at], places[at + len(sought) - 1] + 1, words, document.url)
    return None


def text_fragment(words: list[str]) -> str:
    """The text directive for a run of words: its first and last few, percent-encoded."""
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return f"#:~:text={escape(' '.join(words), safe='')}"
    first, last = (escape(" ".join(run), safe="") for run in (words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]))
    return f"#:~:text={first},{last}"


def _place(raw: str, start: int, end: int, words: list[str], url: str | None) -> RawPlace:
    fragment = text_fragment(words) if url else None
    return RawPlace(start, end, raw[max(0, start - _AROUND) : start], raw[start:end], raw[end : end + _AROUND], fragment)


def _raw_texts(document: Document) -> list[str]:
    """The decoded document; of a mail its text parts, those that are read first coming first."""
    kind, _, charset = document.media_type.partition(";")
    if kind in _MIME:
        bodies = [body for body in read_bodies(document.payload, CleanLimits()) if body.text.strip()]
        return [body.text for body in sorted(bodies, key=lambda body: (not body.is_html, -len(body.text)))]
    declared = charset.partition("charset=")[2] or (declared_charset(document.payload) if kind == "text/html" else None)
    return [decode(document.payload, declared)]


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _occurrences(letters: str, sought: str) -> list[int]:
    found, at = [], letters.find(sought) if sought else -1
    while at >= 0:
        found.append(at)
        at = letters.find(sought, at + 1)
    return found


def _squeeze(raw: str, media_type: str) -> tuple[str, list[int]]:
    """Letters and digits of the text that is shown, and where each of them stands in the raw text."""
    has_markup = media_type.startswith("text/html") or media_type in (*_MIME, "application/json", "application/sgml")
    skipped = _skipped(raw, has_markup, media_type == "application/json")
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for begin, finish, shown in (*skipped, (len(raw), len(raw), "")):
        for offset in range(at, begin):
            for character in raw[offset].lower():
                if character.isalnum():
                    letters.append(character)
                    places.append(offset)
        for character in shown.lower():
            if character.isalnum():
                letters.append(character)
                places.append(begin)
        at = finish
    return "".join(letters), places


def _skipped(raw: str, has_markup: bool, is_json: bool) -> list[tuple[int, int, str]]:
    """Stretches that are not shown as they stand: markup, references, escapes; each with what is shown instead."""
    found: list[tuple[int, int, str]] = []
    if has_markup:
        found += [(one.start(), one.end(), "") for one in _HIDDEN.finditer(raw)]
        found += [(one.start(), one.end(), "") for one in _TAG.finditer(raw)]
        found += [(one.start(), one.end(), _referred(one)) for one in _REFERENCE.finditer(raw)]
    if is_json:
        found += [(one.start(), one.end(), chr(int(one[1], 16)) if one[1] else "") for one in _JSON_ESCAPE.finditer(raw)]
    kept: list[tuple[int, int, str]] = []
    for one in sorted(found):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _referred(match: re.Match[str]) -> str:
    """The character a reference stands for; the reference itself where there is none."""
    number = int(match[1]) if match[1] else int(match[2], 16) if match[2] else None
    if number is not None:
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
    return html5.get(f"{match[3]};", match[0])
