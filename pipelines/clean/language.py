"""Which language a text is in. English prose is known by its function words; only what lacks them is asked of the model."""

import re
from dataclasses import dataclass

from pipelines.clean.tools import CleanTools

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_SAMPLE = 4_000
_SURE_SHARE = 0.18  # function words among all words; English prose has .35 to .5, other languages below .08
_SURE = 0.9
_LIKELY = 0.5
_FEWEST_WORDS = 5
_FEWEST_LETTERS = 40
_LONG = 300  # letters; shorter texts may be a few headlines or names, which have no function words
_FIGURES = 0.1  # digits to letters, from which a text may be a table
_UNLIKELY = 0.05  # English without its function words has .4 and more, the names of an English text alone .1


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639-1 code of a text, `und` where that cannot be told; which it is or not, the text may be known not to be English."""

    code: str
    may_be_english: bool


def identify(text: str, tools: CleanTools) -> Language:
    """The language of a text. What has too few words to tell may be English."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _FEWEST_WORDS and sum(map(len, words)) < _FEWEST_LETTERS:  # scripts without spaces have few, long words
        return Language("und", True)
    share = sum(word in tools.function_words for word in words) / len(words)
    if share >= _SURE_SHARE:
        return Language("en", True)
    code, probability = tools.languages.classify(text[:_SAMPLE])
    if share >= _SURE_SHARE / 3 and (code == "en" or probability < _SURE):
        return Language("en", True)
    if probability >= _SURE:
        return Language(code, code == "en")
    if code == "en" or not _is_foreign(text[:_SAMPLE], "".join(words), tools):
        return Language("und", True)
    return Language(code if probability >= _LIKELY else "und", False)


def _is_foreign(sample: str, letters: str, tools: CleanTools) -> bool:
    """Whether a text without English function words, of which the model is not sure, is not English either way.

    A text that repeats itself leaves the model unsure, whatever its language; so do headlines and tables, which are let pass.
    """
    if 2 * len(_LATIN.findall(letters)) < len(letters):
        return True
    if len(letters) < _LONG or sum(map(str.isdigit, sample)) >= _FIGURES * len(letters):
        return False
    return float(dict(tools.languages.rank(sample))["en"]) < _UNLIKELY
