"""The search index: which claims hold a word, cut into small scripts that a page opened from disk may load.

Belongs here: words, postings and their files. Does not belong here: asking it (see `static/search.js`).

A page opened from disk may not fetch data, but may load a script of its own folder; so each file of the index is one call of
`demarche(name, data)`. Claims are numbered in the order in which they became known, so that a night's work adds at the end.
"""

import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipelines.report.desk import Desk
from pipelines.report.rows import ClaimRow, stream
from pipelines.report.words import band, say_amount, say_code, say_day, show_quote

BLOCK_CLAIMS = 300
SHARD_BYTES = 200_000
LONGEST_WORD = 40  # a longer run of letters is found by its beginning
COMMON_SHARE = 0.6  # words in more than this share of many claims are left out: they find nothing in particular
FEW_CLAIMS = 400
MOST_HOLDERS = 250_000  # claims that a word may have, so that its file stays below the limit of a page
_WORD = re.compile(r"[^\W_]+")


def write_search(desk: Desk) -> None:
    """Write the blocks of claims, the shards of words, their list, and the page that asks them."""
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    block: list[list[Any]] = []
    count = 0
    for claim in stream(desk.connection, "claims_by_day", ClaimRow):
        for word in words_of(_text_of(desk, claim)):
            postings[word].append(count)
        block.append(_entry(desk, claim))
        count += 1
        if len(block) == BLOCK_CLAIMS:
            _write_part(desk, f"b{count // BLOCK_CLAIMS - 1}", block)
            block = []
    if block:
        _write_part(desk, f"b{count // BLOCK_CLAIMS}", block)
    most = min(count * COMMON_SHARE, MOST_HOLDERS) if count > FEW_CLAIMS else count
    common = sorted(word for word, numbers in postings.items() if len(numbers) > most)
    for word in common:
        del postings[word]
    firsts = []
    for number, shard in enumerate(_shards(postings)):
        firsts.append(min(shard))
        _write_part(desk, f"w{number}", shard)
    _write_part(desk, "meta", {"count": count, "block": BLOCK_CLAIMS, "firsts": firsts, "common": common})
    desk.render("search.html", "search")


def words_of(text: str) -> set[str]:
    """The words of a text as they are searched: lower case, without accents, at most `LONGEST_WORD` letters."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return {word[:LONGEST_WORD] for word in _WORD.findall(folded)}


def _text_of(desk: Desk, claim: ClaimRow) -> str:
    names = [
        claim.actor,
        desk.labels.country(claim.actor),
        *claim.counterparts,
        *(desk.labels.country(code) for code in claim.counterparts),
    ]
    codes = [
        say_code(claim.issue),
        claim.act,
        claim.modality,
        say_code(claim.attribution),
        claim.currency or "",
        claim.speaker or "",
        claim.source,
    ]
    day = f"{claim.claimed_on.year} {say_day(claim.claimed_on)}" if claim.claimed_on else "undated"
    return " ".join([claim.quote, *names, *codes, day])


def _entry(desk: Desk, claim: ClaimRow) -> list[Any]:
    """What a line of the answer shows, in the order that `search.js` knows."""
    return [
        desk.address.claim(claim.article_id, claim.claim_id),
        say_day(claim.claimed_on) if claim.claimed_on else "undated",
        desk.labels.country(claim.actor),
        say_code(claim.act),
        band(claim.score),
        desk.labels.countries_of(claim.counterparts),
        say_code(claim.issue),
        ", ".join(filter(None, _notes(claim))),
        show_quote(claim.quote, 260),
        show_quote(claim.source, 60),
    ]


def _notes(claim: ClaimRow) -> Iterator[str]:
    yield say_amount(claim.amount, claim.unit)
    yield "" if claim.modality == "asserted" else claim.modality
    yield "third party" if claim.attribution == "third_party" else ""
    yield "corrected" if claim.known_to else ""


def _shards(postings: dict[str, "array[int]"]) -> Iterator[dict[str, str]]:
    """Words in order, cut into files; the numbers of a word are written as differences in base 36."""
    shard: dict[str, str] = {}
    size = 0
    for word in sorted(postings):
        shard[word] = _pack(postings[word])
        size += len(word) + len(shard[word]) + 6
        if size >= SHARD_BYTES:
            yield shard
            shard, size = {}, 0
    if shard:
        yield shard


def _pack(numbers: "array[int]") -> str:
    before = 0
    parts = []
    for number in numbers:
        parts.append(_base36(number - before))
        before = number
    return " ".join(parts)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits


def _write_part(desk: Desk, name: str, data: Any) -> None:
    """One file of the index. ASCII only, and no `<`: its text can end neither a string nor a script."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")
    desk.writer.write(f"search/{name}.js", f"demarche({json.dumps(name)},{text});\n")
