"""Which candidate of which article a row of scores belongs to."""

from dataclasses import dataclass

from pipelines.claims.candidates import Candidate
from pipelines.claims.reading import Reading


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate in its article; `place` is the index of its sentence."""

    reading: Reading
    place: int
    candidate: Candidate
