-- The settings of this build that decide what counts; one row.
-- column: min_confidence | Claims below it move no position | share from 0 to 1
-- column: min_similarity | Texts at least this alike are copies | share from 0 to 1
-- column: min_version_similarity | A correction this alike to its publisher's text of that story is its version | share from 0 to 1
-- column: duplicate_days | Texts known further apart are no reprints of each other unless they are equal | days
-- column: silence_days | A position said again after more than this many silent days counts as reaffirmed | days
-- column: walk_back_days | A return to the earlier stance within this many days is a walk-back | days
-- column: ahead_days | A claim dated more than this many days after it could be known moves no position | days

select
    min_confidence,
    min_similarity,
    min_version_similarity,
    duplicate_days,
    silence_days,
    walk_back_days,
    ahead_days
from input.thresholds
