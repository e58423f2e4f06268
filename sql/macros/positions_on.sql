-- What stood on a day: one row for each actor, issue and counterpart that had spoken by then. With `known_on`, as it could be
-- known on that day.
-- Naming the actor or the issue makes the question cheaper than a `where` does.
-- signature: day, known_on := null, of_actor := null, of_issue := null
-- depends: positions, positions_as_known
-- example: from positions_on('2025-05-03') where actor = 'JPN'
-- column: actor | Country or bloc that holds it
-- column: issue | What it is about
-- column: counterpart | Whom it is toward; null where it is general
-- column: act | What the actor does by holding it
-- column: score | Conflict to cooperation, fixed by the act | -1 to 1
-- column: direction | Direction wanted
-- column: currency | Currency that is to move or stay
-- column: modality | How firmly it is held
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: valid_from | First day on which it is on record
-- column: valid_to | First day on which another position stands; null where none does
-- column: days_held | Days from its first day to the day asked for | days
-- column: last_affirmed_on | Last day on which it was expressed; may come after the day asked for
-- column: support_count | Documents that carry it | documents
-- column: source_count | Distinct publishers that carried it | sources
-- column: is_contested | On some day another act pointed the other way, or most publishers did not give its figure
-- column: known_from | First day on which it could be known
-- column: first_claim_id | Most believed claim of its first day
-- column: last_claim_id | Most believed claim of its last day
-- column: position_id | The position

with held as (
    select *
    from positions
    where
        cast(known_on as date) is null
        and (of_actor is null or actor = of_actor)
        and (of_issue is null or issue = of_issue)
    union all by name
    select *
    from positions_as_known(cast(known_on as date), of_actor := of_actor, of_issue := of_issue)
    where cast(known_on as date) is not null
)

select
    actor,
    issue,
    counterpart,
    act,
    score,
    direction,
    currency,
    modality,
    amount,
    unit,
    valid_from,
    valid_to,
    cast(day as date) - valid_from as days_held,
    last_affirmed_on,
    support_count,
    source_count,
    is_contested,
    known_from,
    first_claim_id,
    last_claim_id,
    position_id
from held
where
    valid_from <= cast(day as date)
    and (valid_to is null or cast(day as date) < valid_to)
