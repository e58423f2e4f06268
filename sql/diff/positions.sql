-- Positions that one database has and the other has not, or has otherwise, and what moved them.
-- column: actor | Who holds it
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: valid_from | First day of the position
-- column: change | gained, lost or changed
-- column: cause | extractor, news or rules, as of the claims of its thread; several where they differ; rules where no claim differs
-- column: old_act | Act by the old database
-- column: new_act | Act by the new one
-- column: old_valid_to | First day of the next position by the old database
-- column: new_valid_to | The same by the new one

with paired as (
    select
        coalesce(new_positions.actor, old_positions.actor) as actor,
        coalesce(new_positions.issue, old_positions.issue) as issue,
        coalesce(new_positions.counterpart, old_positions.counterpart) as counterpart,
        coalesce(new_positions.valid_from, old_positions.valid_from) as valid_from,
        case
            when old_positions.position_id is null then 'gained'
            when new_positions.position_id is null then 'lost'
            else 'changed'
        end as change,
        old_positions.act as old_act,
        new_positions.act as new_act,
        old_positions.valid_to as old_valid_to,
        new_positions.valid_to as new_valid_to
    from new.positions as new_positions
    full outer join old.positions as old_positions
        on new_positions.position_id = old_positions.position_id
    where
        new_positions.position_id is null
        or old_positions.position_id is null
        or new_positions.act <> old_positions.act
        or new_positions.modality <> old_positions.modality
        or new_positions.direction is distinct from old_positions.direction
        or new_positions.currency is distinct from old_positions.currency
        or new_positions.amount is distinct from old_positions.amount
        or new_positions.unit is distinct from old_positions.unit
        or new_positions.valid_to is distinct from old_positions.valid_to
),

read as (
    select
        claim_id,
        counterparts
    from old.claims
    union distinct
    select
        claim_id,
        counterparts
    from new.claims
),

-- Toward whom a claim was read before counts too: the position that it has left has moved as well.
touched as (
    select
        differing.actor,
        differing.issue,
        unnest(case when len(read.counterparts) = 0 then [null] else read.counterparts end) as counterpart,
        differing.cause
    from claim_differences as differing
    inner join read
        on differing.claim_id = read.claim_id
),

causes as (
    select
        actor,
        issue,
        counterpart,
        case when min(cause) = max(cause) then min(cause) else 'several' end as cause
    from touched
    group by actor, issue, counterpart
)

select
    paired.actor,
    paired.issue,
    paired.counterpart,
    paired.valid_from,
    paired.change,
    coalesce(causes.cause, 'rules') as cause,
    paired.old_act,
    paired.new_act,
    paired.old_valid_to,
    paired.new_valid_to
from paired
left join causes
    on
        paired.actor = causes.actor
        and paired.issue = causes.issue
        and paired.counterpart is not distinct from causes.counterpart
order by paired.actor, paired.issue, paired.counterpart nulls first, paired.valid_from
