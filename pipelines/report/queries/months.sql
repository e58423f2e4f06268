-- What was seen of each publisher in each month.
select
    source,
    month_on,
    article_count,
    copy_count,
    reject_count,
    claim_count,
    position_claim_count,
    day_count,
    silent_day_count
from coverage
order by source, month_on
