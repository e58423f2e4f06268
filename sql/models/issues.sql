-- What a position can be about.
-- grain: issue
-- column: issue | Code of the issue
-- column: topic | trade or currency
-- column: about | What falls under it
-- check: topic_is_known blocking | topic in ('trade', 'currency')

select
    issue,
    topic,
    about
from input.issues
order by issue
