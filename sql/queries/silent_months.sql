-- When did each publisher fall silent, so that a missing position means nothing?

select
    source,
    month_on,
    article_count,
    claim_count,
    silent_day_count,
    round(silent_day_count / day_count, 2) as silent_share
from coverage
where silent_day_count > 0
order by silent_share desc, source asc, month_on asc
limit 20
