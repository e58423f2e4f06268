"""What cleaning needs loaded once in each worker: reference rows as matchers, the language model, the parser's options."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.clean.limits import CleanLimits
from pipelines.clean.recurring import index_lines
from pipelines.errors import BadReference
from pipelines.reference import Reference, Row


@dataclass(frozen=True, slots=True)
class CleanTools:
    """Loaded reference and models. Patterns ignore case; all but `boilerplate` match a whole tidied line."""

    limits: CleanLimits
    furniture: re.Pattern[str]
    head_furniture: re.Pattern[str]
    tail_furniture: re.Pattern[str]
    corrections: re.Pattern[str]
    boilerplate: re.Pattern[str]
    digest_titles: re.Pattern[str]
    sender_lines: dict[str, frozenset[str]]
    function_words: frozenset[str]
    record_fields: dict[str, tuple[str, ...]]
    languages: LanguageIdentifier

    @classmethod
    def load(cls, folder: Path, limits: CleanLimits) -> "CleanTools":
        """Read the tables; those alone that `stage.TABLES` names, on which the stage's fingerprint rests.

        Raises:
            BadReference: A table is missing, or a row's pattern does not fit its own examples.
        """
        reference = Reference(folder)
        lines = reference.rows("furniture_lines")
        cues = reference.rows("boilerplate_cues")
        for row in cues:
            _check_pattern(row, is_whole=False)
        for row in (*lines, *reference.rows("correction_marks"), *reference.rows("digest_titles")):
            _check_pattern(row)
        return cls(
            limits=limits,
            furniture=_any_of(row["pattern"] for row in lines if row["place"] == "any"),
            head_furniture=_any_of(row["pattern"] for row in lines if row["place"] in ("any", "head")),
            tail_furniture=_any_of(row["pattern"] for row in lines if row["place"] in ("any", "tail")),
            corrections=_any_of(row["pattern"] for row in reference.rows("correction_marks")),
            boilerplate=_any_of(row["pattern"] for row in cues),
            digest_titles=_any_of(row["pattern"] for row in reference.rows("digest_titles")),
            sender_lines=index_lines(reference.rows("sender_lines")),
            function_words=frozenset(row["word"] for row in reference.rows("function_words") if row["language"] == "en"),
            record_fields=_fields(reference.rows("record_fields")),
            languages=LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True),
        )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _check_pattern(row: Row, is_whole: bool = True) -> None:
    """A pattern must match its own example and must not match its counter-example, whole lines or anywhere in them."""
    try:
        pattern = re.compile(row["pattern"], re.IGNORECASE)
    except re.error as error:
        raise BadReference(f"Pattern {row['pattern']!r} is no regular expression: {error}.") from error
    matches = pattern.fullmatch if is_whole else pattern.search
    if not matches(row["example"]):
        raise BadReference(f"Pattern {row['pattern']!r} does not match its own example.")
    if row["counter_example"] and matches(row["counter_example"]):
        raise BadReference(f"Pattern {row['pattern']!r} matches its counter-example.")


def _fields(rows: tuple[Row, ...]) -> dict[str, tuple[str, ...]]:
    """Names under which records carry each field, preferred first."""
    fields: dict[str, list[str]] = {}
    for row in rows:
        fields.setdefault(row["field"], []).append(row["name"])
    return {field: tuple(names) for field, names in fields.items()}
