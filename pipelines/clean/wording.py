"""Small repairs of running text: Unicode form, white space, mojibake. Nothing here knows what a story is."""

import re
import unicodedata

_SPACE = re.compile(r"[\s\u00a0\u200b\u2060\ufeff]+")
_INVISIBLE = re.compile(r"[\u200c\u200d\u200e\u200f\u00ad\u034f\u202a-\u202e\u2066-\u2069\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
_LEAD_BYTES = re.compile(r"[\u00c2-\u00f4]")
# A UTF-8 sequence read as Latin-1 or windows-1252: lead byte, then continuation bytes as either of them shows them.
_CONTINUED = (
    r"\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022"
    r"\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_MOJIBAKE = re.compile(rf"[\u00c2-\u00df][{_CONTINUED}]|[\u00e0-\u00ef][{_CONTINUED}]{{2}}|[\u00f0-\u00f4][{_CONTINUED}]{{3}}")
_FOLDED = re.compile(r"[\W_]+")


def tidy(text: str) -> str:
    """One paragraph or headline: NFC, single spaces, nothing invisible, mojibake repaired."""
    if not text.isascii():
        text = repair_mojibake(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
        text = unicodedata.normalize("NFC", text)
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return _SPACE.sub(" ", text).strip()


def repair_mojibake(text: str) -> str:
    """UTF-8 that was once read as Latin-1 or windows-1252 ("â€™") becomes what it was ("’"); all else stays."""
    return _MOJIBAKE.sub(_reread, text) if _LEAD_BYTES.search(text) else text


def fold(text: str) -> str:
    """Case, punctuation, width and white space folded away: what two copies of one text share."""
    return _FOLDED.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _reread(match: re.Match[str]) -> str:
    raw = bytearray()
    for character in match[0]:
        raw += character.encode("latin-1") if ord(character) < 0x100 else character.encode("cp1252")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
