-- What could we have known on the day itself of what stood on 3 May 2025, and what do we know of it now?

with then_known as (
    select
        actor,
        issue,
        counterpart,
        act
    from positions_on('2025-05-03', known_on := '2025-05-03')
),

now_known as (
    select
        actor,
        issue,
        counterpart,
        act
    from positions_on('2025-05-03')
)

select
    coalesce(now_known.actor, then_known.actor) as actor,
    coalesce(now_known.issue, then_known.issue) as issue,
    coalesce(now_known.counterpart, then_known.counterpart) as counterpart,
    then_known.act as act_known_then,
    now_known.act as act_known_now
from now_known
full outer join then_known
    on
        now_known.actor = then_known.actor
        and now_known.issue = then_known.issue
        and now_known.counterpart is not distinct from then_known.counterpart
where then_known.act is distinct from now_known.act
order by actor, issue, counterpart nulls first
