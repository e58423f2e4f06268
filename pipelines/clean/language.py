"""Which language a text is in. English prose is known by its function words; only what lacks them is asked of the model."""

import re

from pipelines.clean.tools import CleanTools

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 4_000
_SURE_SHARE = 0.18  # function words among all words; English prose has .35 to .5, other languages below .08
_SURE = 0.9
_FEWEST_WORDS = 5
_FEWEST_LETTERS = 40


def identify(text: str, tools: CleanTools) -> str:
    """ISO 639-1 code; `und` where the text has too few words to tell."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _FEWEST_WORDS and sum(map(len, words)) < _FEWEST_LETTERS:  # scripts without spaces have few, long words
        return "und"
    share = sum(word in tools.function_words for word in words) / len(words)
    if share >= _SURE_SHARE:
        return "en"
    language, probability = tools.languages.classify(text[:_SAMPLE])
    if share >= _SURE_SHARE / 3 and (language == "en" or probability < _SURE):
        return "en"
    return str(language) if probability >= _SURE else "und"
