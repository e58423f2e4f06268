-- Who went back on a new position within a month, and how soon?

select
    actor,
    issue,
    counterpart,
    changed_on,
    days_between,
    from_act,
    to_act,
    to_quote
from position_changes
where change = 'walked_back'
order by changed_on, actor, issue
