-- From what, by what and with which thresholds was this database built?

select
    build.built_on,
    build.versions,
    build.parts,
    build.claim_count,
    build.position_count,
    build.last_known_on,
    thresholds.min_confidence,
    thresholds.min_similarity,
    thresholds.silence_days,
    thresholds.walk_back_days
from build
cross join thresholds
