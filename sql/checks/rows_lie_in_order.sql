-- The rows of stances lie in the order of thread, day and known time, and those of positions by thread and first day, for later
-- models follow each thread from row to row.
-- severity: blocking
-- depends: stances, positions

with stance_rows as (
    select
        thread,
        claimed_on,
        known_from,
        lag(thread) over () as thread_before,
        lag(claimed_on) over () as claimed_before,
        lag(known_from) over () as known_before
    from stances
),

position_rows as (
    select
        thread,
        valid_from,
        lag(thread) over () as thread_before,
        lag(valid_from) over () as valid_before
    from positions
)

select
    'stances' as place,
    thread,
    claimed_on as day
from stance_rows
where thread_before is not null and (thread, claimed_on, known_from) <= (thread_before, claimed_before, known_before)
union all
select
    'positions' as place,
    thread,
    valid_from as day
from position_rows
where thread_before is not null and (thread, valid_from) <= (thread_before, valid_before)
