-- What an actor can do by holding a position.
-- grain: act
-- column: act | Code of the act
-- column: score | Conflict to cooperation, fixed by the act | -1 to 1
-- column: meaning | What the actor does
-- check: score_in_range blocking | score between -1 and 1

select
    act,
    cast(score as double) as score,
    meaning
from input.acts
order by act
