-- Which positions were held longest without a change?

select
    actor,
    issue,
    counterpart,
    act,
    valid_from,
    last_affirmed_on,
    last_affirmed_on - valid_from as days_on_record,
    support_count
from positions
order by days_on_record desc, actor asc, issue asc
limit 20
