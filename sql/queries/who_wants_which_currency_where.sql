-- Who wants which currency stronger, weaker, stable or flexible today?

select
    currency,
    direction,
    actor,
    counterpart,
    act,
    valid_from,
    last_affirmed_on
from positions
where valid_to is null and currency is not null and direction is not null
order by currency, direction, actor, counterpart nulls first
