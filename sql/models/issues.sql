-- What a position can be about.
-- grain: issue
-- column: issue | Code of the issue
-- column: topic | trade or currency
-- column: about | What falls under it
-- column: issue_number | Number of the row by issue, for joins | number
-- check: topic_is_known blocking | topic in ('trade', 'currency')
-- check: number_fits_a_thread blocking | issue_number < 1000

select
    issue,
    topic,
    about,
    row_number() over (order by issue) as issue_number
from input.issues
order by issue
