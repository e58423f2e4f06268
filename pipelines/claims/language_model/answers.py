"""What the model answered, read with distrust: JSON of our form or a sentence that says why not.

Belongs here: from the text of an answer to raw claims of each piece. Does not belong here: whether they are true of the article
(`grounding`).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_HALF_LETTER = re.compile("[\ud800-\udfff]")  # JSON may hold it, no file does
_TEXTS = ("quote", "actor", "issue", "act", "modality", "attribution")
_MAYBE_TEXTS = ("speaker", "currency", "direction", "unit", "day", "when", "certainty")
MOST_CLAIMS = 400  # of one piece; more is babble
MOST_AMOUNT = 1e18


@dataclass(frozen=True, slots=True)
class RawClaim:
    """A claim as the model wrote it: of our form, and not yet believed."""

    sentence: int
    quote: str
    actor: str
    issue: str
    act: str
    modality: str
    attribution: str
    speaker: str | None = None
    counterparts: tuple[str, ...] = ()
    currency: str | None = None
    direction: str | None = None
    amount: float | None = None
    unit: str | None = None
    day: str | None = None  # how it is dated, one of `guide.DAYS`; None where the model does not say
    when: str | None = None
    when_sentence: int | None = None
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Raw claims by number of the piece; `faults` say what is wrong with the rest, a sentence each."""

    claims: Mapping[int, tuple[RawClaim, ...]]
    faults: tuple[str, ...]


def read_answer(text: str, count: int) -> Answer:
    """Read the answer to a request of `count` pieces, numbered from 1.

    A piece is in `claims` only where its place in the answer has our form; claims of another form are left out and named.
    """
    found = find_object(text)
    if found is None:
        return Answer({}, ("The answer is not one JSON object.",))
    places = found.get("articles")
    if not isinstance(places, list):
        return Answer({}, ('The answer has no list "articles".',))
    claims: dict[int, tuple[RawClaim, ...]] = {}
    faults: list[str] = []
    for place in places:
        number = place.get("article") if isinstance(place, dict) else None
        listed = place.get("claims") if isinstance(place, dict) else None
        if (
            isinstance(number, bool)
            or not isinstance(number, int)
            or not 1 <= number <= count
            or number in claims
            or not isinstance(listed, list)
        ):
            faults.append('A place in "articles" has no list "claims", no number of an article that was given, or one that came before.')
            continue
        kept, wrong = read_claims(listed, f"Article {number}, claim")
        claims[number] = kept
        faults += wrong
    faults += [f"Article {number} has no place in the answer." for number in range(1, count + 1) if number not in claims]
    return Answer(claims, tuple(faults))


def find_object(text: str) -> dict[str, Any] | None:
    """The JSON object in a text, be it bare, fenced, or after thoughts and words; None where there is none that is whole."""
    thought = max((match.end() for match in _THOUGHT_END.finditer(text)), default=0)  # behind it none ends, however many begin
    bare = _THOUGHT.sub("", text[:thought]) + text[thought:]
    first, last = bare.find("{"), bare.rfind("}")
    if first < 0 or last < first:
        return None
    try:
        found = json.loads(bare[first : last + 1], parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def read_claims(listed: Sequence[object], place: str) -> tuple[tuple[RawClaim, ...], list[str]]:
    """Claims of our form, and a sentence for each other one; `place` says where, before its number."""
    kept: list[RawClaim] = []
    faults: list[str] = []
    for number, row in enumerate(listed[:MOST_CLAIMS], start=1):
        wrong = _wrong_fields(row) if isinstance(row, dict) else ["it is no object"]
        if wrong or not isinstance(row, dict):
            faults.append(f"{place} {number} is left out: {'; '.join(wrong)}.")
        else:
            kept.append(_make(row))
    if len(listed) > MOST_CLAIMS:
        faults.append(f"{place}s after number {MOST_CLAIMS} are left out.")
    return tuple(kept), faults


def _wrong_fields(row: Mapping[str, Any]) -> list[str]:
    wrong = [f"{name} is no text" for name in _TEXTS if not _is_text(row.get(name))]
    wrong += [f"{name} is neither text nor null" for name in _MAYBE_TEXTS if not (row.get(name) is None or _is_text(row[name]))]
    if not _is_number(row.get("sentence"), int):
        wrong.append("sentence is no whole number")
    if not (row.get("when_sentence") is None or _is_number(row["when_sentence"], int)):
        wrong.append("when_sentence is neither a whole number nor null")
    amount = row.get("amount")
    if amount is not None and not (_is_number(amount, int | float) and abs(amount) < MOST_AMOUNT):
        wrong.append("amount is neither a number nor null")
    partners = row.get("counterparts", [])
    if not isinstance(partners, list) or not all(map(_is_text, partners)):
        wrong.append("counterparts is no list of codes")
    return wrong


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _HALF_LETTER.search(value)


def _is_number(value: object, kind: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _make(row: Mapping[str, Any]) -> RawClaim:
    texts: dict[str, Any] = {name: row[name].strip() for name in _TEXTS}
    maybe: dict[str, Any] = {name: (row.get(name) or "").strip() or None for name in _MAYBE_TEXTS}
    amount = row.get("amount")
    partners = tuple(dict.fromkeys(one.strip() for one in row.get("counterparts", [])))
    return RawClaim(
        sentence=row["sentence"],
        counterparts=partners,
        amount=None if amount is None else float(amount),
        when_sentence=row.get("when_sentence"),
        **texts,
        **maybe,
    )


def to_text(claims: Sequence[RawClaim]) -> str:
    """Raw claims as they are kept."""
    return json.dumps([asdict(claim) for claim in claims], ensure_ascii=False)


def from_text(text: str) -> tuple[RawClaim, ...]:
    """Kept claims."""
    return read_claims(json.loads(text), "claim")[0]
