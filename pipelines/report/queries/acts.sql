-- Score of each act.
select
    act,
    score
from acts
order by score, act
