"""Letters of words: what a word that no label has shown has in common with others.

Belongs here: cutting a word into runs of letters. Does not belong here: which of them a model knows (`vectors`).
"""

from functools import lru_cache

_SIZES = (3, 4, 5)


@lru_cache(maxsize=50_000)
def letter_grams(word: str) -> tuple[str, ...]:
    """Runs of three to five letters of a word with its edges marked; none of a short word or one in capitals."""
    if len(word) < min(_SIZES) or not word.isalpha() or word.isupper():
        return ()
    edged = f"<{word}>"
    return tuple(f"~{edged[at : at + size]}" for size in _SIZES for at in range(len(edged) - size + 1))
