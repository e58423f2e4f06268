-- Which restrictions were answered with a restriction within sixty days?

select
    first_move.actor as began,
    first_move.counterpart as answered,
    first_move.issue,
    first_move.claimed_on as began_on,
    min(answer.claimed_on) as answered_on,
    min(answer.claimed_on) - first_move.claimed_on as days_between
from utterances as first_move
inner join utterances as answer
    on
        first_move.actor = answer.counterpart
        and first_move.counterpart = answer.actor
        and answer.claimed_on between first_move.claimed_on + 1 and first_move.claimed_on + 60
where first_move.act = 'restrict' and answer.act = 'restrict' and first_move.known_to is null and answer.known_to is null
group by first_move.actor, first_move.counterpart, first_move.issue, first_move.claimed_on
order by began_on, began, answered
