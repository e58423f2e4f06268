-- Positions of one actor, issue and counterpart follow each other without overlap or gap, and only the last one is open.
-- severity: blocking
-- depends: positions

with neighbours as (
    select
        position_id,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by actor, issue, counterpart order by valid_from) as next_from
    from positions
)

select
    position_id,
    valid_from,
    valid_to,
    next_from
from neighbours
where valid_to is distinct from next_from
