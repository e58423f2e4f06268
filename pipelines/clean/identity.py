"""What two copies of a text share: the hash of its folded form, and its MinHash.

128 permutations over word 3-shingles, seed fixed: signatures of any two runs compare. Bands are formed later, in SQL.
"""

import hashlib

from rensa import RMinHash

from pipelines.clean.wording import fold

PERMUTATIONS = 128
SHINGLE_WORDS = 3
FEWEST_SHINGLES = 8
_SEED = 20_07


def hash_text(text: str) -> str:
    """16 hexadecimal digits, the same for copies that differ in case, white space or punctuation only."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:16]


def sign_text(text: str) -> tuple[int, ...]:
    """The MinHash signature; empty where the text has fewer than eight shingles."""
    words = fold(text).split()
    shingles = [" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)]
    if len(shingles) < FEWEST_SHINGLES:
        return ()
    signature = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    signature.update(shingles)
    return tuple(signature.digest())
