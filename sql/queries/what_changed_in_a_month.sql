-- What changed in May 2025, with both quotes?

select
    changed_on,
    actor,
    issue,
    counterpart,
    change,
    days_between,
    from_quote,
    to_quote
from changes_between('2025-05-01', '2025-05-31')
order by changed_on, actor, issue
