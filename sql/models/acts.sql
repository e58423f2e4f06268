-- What an actor can do by holding a position.
-- grain: act
-- column: act | Code of the act
-- column: score | Conflict to cooperation, fixed by the act | -1 to 1
-- column: meaning | What the actor does
-- column: act_number | Number of the row by act, for joins | number
-- check: score_in_range blocking | score between -1 and 1
-- check: number_fits_a_thread blocking | act_number < 1000

select
    act,
    cast(score as double) as score,
    meaning,
    row_number() over (order by act) as act_number
from input.acts
order by act
