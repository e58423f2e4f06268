-- Why documents and articles went no further.
select
    reject_code,
    count(*) as row_count,
    arg_min(coalesce(reject_reason, ''), record_id) as example
from rejects
group by reject_code
order by row_count desc, reject_code asc
