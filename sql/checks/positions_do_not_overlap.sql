-- Positions of one actor, issue and counterpart follow each other without overlap or gap, and only the last one is open; they lie in
-- that order, which `rows_lie_in_order` checks.
-- severity: blocking
-- depends: positions

with neighbours as (
    select
        position_id,
        valid_from,
        valid_to,
        case when lead(thread) over () = thread then lead(valid_from) over () end as next_from
    from positions
)

select
    position_id,
    valid_from,
    valid_to,
    next_from
from neighbours
where valid_to is distinct from next_from
