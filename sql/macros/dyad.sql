-- What two actors hold toward each other, both ways, in the order of time, as known now.
-- signature: one, other
-- depends: positions
-- example: from dyad('USA', 'CHN') where valid_to is null
-- column: actor | Who holds it
-- column: counterpart | Toward whom
-- column: issue | On what
-- column: act | What the actor does
-- column: modality | How firmly
-- column: score | Conflict to cooperation | -1 to 1
-- column: direction | Direction wanted
-- column: currency | Currency that is to move or stay
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: valid_from | First day on which it is on record
-- column: valid_to | First day on which another position stands; null where it still stands
-- column: support_count | Documents that carry it | documents
-- column: is_contested | On some day another act pointed the other way, or most publishers did not give its figure
-- column: position_id | The position

select
    actor,
    counterpart,
    issue,
    act,
    modality,
    score,
    direction,
    currency,
    amount,
    unit,
    valid_from,
    valid_to,
    support_count,
    is_contested,
    position_id
from positions
where (actor = one and counterpart = other) or (actor = other and counterpart = one)
order by valid_from, actor, issue
