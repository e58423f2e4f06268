-- What was refused, at which stage, and why?

select
    stage,
    reject_code,
    count(*) as row_count,
    min(landed_on) as first_on,
    max(landed_on) as last_on,
    any_value(reject_reason) as example
from rejects
group by stage, reject_code
order by row_count desc, stage asc, reject_code asc
