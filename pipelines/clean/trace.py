"""The way back: from words of an article to the place in the raw document where they stand.

White space, case, accents, punctuation, markup and character references do not matter: a quote is found by its letters and digits alone,
as the cleaning joined lines, took tags out, composed characters and resolved references in between.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import quote as escape

from pipelines.clean.charset import declared_charset, decode
from pipelines.clean.limits import CleanLimits
from pipelines.clean.mime import read_bodies
from pipelines.records import Document

_HIDING = re.compile(r"<(?:(script|style|head)\b|!--)", re.I | re.A)  # without A a long s would pass for the s of script
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style", "head")} | {"!--": re.compile("-->")}
_TAG = re.compile(r"<[!/?]?[A-Za-z][^<>]*>")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));?")
_JSON_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|(["\\/bfnrt]))')
_JSON_SHORT = {'"': '"', "\\": "\\", "/": "/"}  # the others are white space
_MIME = ("message/rfc822", "multipart/related")
_FRAGMENT_WORDS = 6
_AROUND = 240
_CONTEXT = 400  # letters on either side by which one of several occurrences is told from the others


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
        The place, or None where the words do not stand in the document in this order. Of several occurrences, the one that most of the
        article's words before and after the quote stand around; of several such, the one whose number is that of the quote in the article.
    """
    words = text[start:end].split()
    before, sought, after = (_letters(part) for part in (text[:start], text[start:end], text[end : end + 2 * _CONTEXT]))
    nth = len(_occurrences(before + sought, sought)) - 1
    for raw in raw_texts(document):
        letters, places = _squeeze(raw, document.media_type)
        found = _occurrences(letters, sought)
        if found:
            alike = [_agreement(letters, at, at + len(sought), before, after) for at in found]
            at = min(range(len(found)), key=lambda number: (-alike[number], abs(number - nth)))
            return _place(raw, places[found[at]][0], places[found[at] + len(sought) - 1][1], words, document.url)
    return None


def _agreement(letters: str, start: int, end: int, before: str, after: str) -> int:
    """How many letters before and after an occurrence are those of the article, up to `_CONTEXT` on either side."""
    return _alike(letters[max(0, start - _CONTEXT) : start][::-1], before[-_CONTEXT:][::-1]) + _alike(letters[end : end + _CONTEXT], after)


def _alike(first: str, second: str) -> int:
    """Length of the common beginning."""
    return next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), min(len(first), len(second)))


def text_fragment(words: list[str]) -> str:
    """The text directive for a run of words: its first and last few as the page shows them, percent-encoded."""
    runs = [words] if len(words) <= 2 * _FRAGMENT_WORDS else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    return "#:~:text=" + ",".join(escape(" ".join(run), safe="").replace("-", "%2D") for run in runs)  # a bare hyphen is its syntax


def _place(raw: str, start: int, end: int, words: list[str], url: str | None) -> RawPlace:
    fragment = text_fragment(words) if url else None
    while end < len(raw) and unicodedata.combining(raw[end]):
        end += 1
    return RawPlace(start, end, raw[max(0, start - _AROUND) : start], raw[start:end], raw[end : end + _AROUND], fragment)


def raw_texts(document: Document) -> list[str]:
    """The decoded document; of a mail its text parts, those that are read first coming first."""
    kind, _, charset = document.media_type.partition(";")
    if kind in _MIME:
        bodies = [body for body in read_bodies(document.payload, CleanLimits()) if body.text.strip()]
        return [body.text for body in sorted(bodies, key=lambda body: (not body.is_html, -len(body.text)))]
    declared = charset.partition("charset=")[2] or (declared_charset(document.payload) if kind == "text/html" else None)
    return [decode(document.payload, declared)]


def _letters(text: str) -> str:
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    """The letters and digits behind a character, without case and accents; empty where it is none."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(part for part in unicodedata.normalize("NFKD", character).casefold() if part.isalnum())


def _occurrences(letters: str, sought: str) -> list[int]:
    found, at = [], letters.find(sought) if sought else -1
    while at >= 0:
        found.append(at)
        at = letters.find(sought, at + 1)
    return found


def _squeeze(raw: str, media_type: str) -> tuple[str, list[tuple[int, int]]]:
    """Letters and digits of the text that is shown, and where what stands for each of them begins and ends in the raw text."""
    has_markup = media_type.startswith("text/html") or media_type in (*_MIME, "application/json", "application/sgml")
    told, origin = _read_escapes(raw) if media_type == "application/json" else (raw, range(len(raw) + 1))
    letters: list[str] = []
    places: list[tuple[int, int]] = []

    def show(shown: str, begin: int, finish: int) -> None:
        for letter in _letters(shown):
            letters.append(letter)
            places.append((origin[begin], origin[finish]))

    at = 0
    for begin, finish, shown in (*(_skipped(told) if has_markup else ()), (len(told), len(told), "")):
        for offset in range(at, begin):
            show(told[offset], offset, offset + 1)
        show(shown, begin, finish)
        at = finish
    return "".join(letters), places


def _read_escapes(raw: str) -> tuple[str, list[int]]:
    """JSON text with the escapes of its strings read, and where each character of that, and its end, stands in the raw text."""
    told: list[str] = []
    origin: list[int] = []
    at = 0
    for one in _JSON_ESCAPE.finditer(raw):
        told.append(raw[at : one.start()] + (chr(int(one[1], 16)) if one[1] else _JSON_SHORT.get(one[2], " ")))
        origin.extend(range(at, one.start() + 1))
        at = one.end()
    told.append(raw[at:])
    origin.extend(range(at, len(raw) + 1))
    return "".join(told), origin


def _skipped(text: str) -> list[tuple[int, int, str]]:
    """Stretches that are not shown as they stand, markup and references, each with what is shown instead; none overlaps another."""
    found = [(begin, finish, "") for begin, finish in _hidden(text)]
    found += [(one.start(), one.end(), "") for one in _TAG.finditer(text)]
    found += [(one.start(), one.end(), _referred(one)) for one in _REFERENCE.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    for one in sorted(found, key=lambda stretch: (stretch[0], -stretch[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _hidden(raw: str) -> Iterator[tuple[int, int]]:
    """Scripts, styles, the head and comments, each to its end; one without an end hides nothing. Linear in the text."""
    at, endless = 0, set[str]()
    while found := _HIDING.search(raw, at):
        name = (found[1] or "!--").lower()
        end = None if name in endless else _CLOSING[name].search(raw, found.end())
        if end is None:
            endless.add(name)
            at = found.end()
        else:
            yield found.start(), end.end()
            at = end.end()


def _referred(match: re.Match[str]) -> str:
    """The character a reference stands for; the reference itself where there is none."""
    number = int(match[1]) if match[1] else int(match[2], 16) if match[2] else None
    if number is not None:
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
    return html5.get(f"{match[3]};", match[0])
