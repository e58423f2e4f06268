-- Which positions became known long after they were taken?

select
    actor,
    issue,
    counterpart,
    act,
    valid_from,
    known_from,
    known_from - valid_from as days_late
from positions
where known_from > valid_from
order by days_late desc, actor asc, issue asc
limit 20
