-- Where did an amount change: from which rate or sum to which?

select
    actor,
    issue,
    counterpart,
    changed_on,
    change,
    from_amount,
    to_amount,
    to_unit,
    round(to_amount / nullif(from_amount, 0) - 1, 3) as change_share
from position_changes
where from_unit = to_unit and from_amount <> to_amount
order by changed_on, actor, issue
