-- Every change from one position to the next of the same actor, issue and counterpart, by the ids of its claims.
-- A walk-back comes before a turn of sign or direction, that before the score, that before firmness, that before the amount.
-- grain: from_position_id, to_position_id, changed_on
-- depends: positions, modalities, thresholds
-- column: from_position_id | Position that was left
-- column: to_position_id | Position that was taken; the same one where it was reaffirmed
-- column: actor | Who moved
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: change | hardened, softened, reversed, walked_back, firmed, loosened, restated or reaffirmed
-- column: changed_on | First day of the new position, or of the reaffirmation
-- column: days_between | Days since the position that was left was last expressed | days
-- column: known_on | First day on which the change could be known
-- column: from_act | Act that was left
-- column: to_act | Act that was taken
-- column: score_change | Score after less score before; below 0 is toward conflict | -2 to 2
-- column: from_amount | Amount before | as `from_unit`
-- column: from_unit | % or an ISO 4217 code
-- column: to_amount | Amount after | as `to_unit`
-- column: to_unit | % or an ISO 4217 code
-- column: from_claim_id | Last claim of the position that was left
-- column: to_claim_id | First claim of the position that was taken
-- column: is_contested | One of the two was contested
-- check: change_is_known blocking | change is not null
-- check: only_reaffirmed_stays blocking | (change = 'reaffirmed') = (from_position_id = to_position_id)
-- check: days_are_positive blocking | days_between > 0

with firm as (
    select
        positions.position_id,
        positions.actor,
        positions.issue,
        positions.counterpart,
        positions.act,
        positions.score,
        positions.direction,
        positions.currency,
        positions.amount,
        positions.unit,
        positions.modality,
        positions.valid_from,
        positions.last_affirmed_on,
        positions.known_from,
        positions.first_claim_id,
        positions.last_claim_id,
        positions.is_contested,
        modalities.firmness
    from positions
    inner join modalities
        on positions.modality = modalities.modality
),

neighbours as (
    select
        firm as after,
        lag(firm) over timeline as before,
        lag(firm, 2) over timeline as earlier
    from firm
    window timeline as (partition by actor, issue, counterpart order by valid_from)
),

compared as (
    select
        neighbours.after,
        neighbours.before,
        coalesce(after.direction <> before.direction and coalesce(after.currency = before.currency, true), false) as is_turned,
        coalesce(after.unit = before.unit and after.amount <> before.amount, false) as is_resized,
        after.valid_from - before.valid_from <= thresholds.walk_back_days
        and after.act = earlier.act
        and coalesce(after.direction = earlier.direction, true)
        and (
            before.act <> earlier.act
            or (after.modality = earlier.modality and coalesce(after.amount = earlier.amount and after.unit = earlier.unit, true))
        ) as is_back
    from neighbours
    cross join thresholds
    where neighbours.before is not null
),

classified as (
    select
        before,
        after,
        case
            when is_back then 'walked_back'
            when before.score * after.score < 0 or is_turned then 'reversed'
            when after.score < before.score then 'hardened'
            when after.score > before.score then 'softened'
            when after.firmness > before.firmness then 'firmed'
            when after.firmness < before.firmness then 'loosened'
            when is_resized and (after.amount - before.amount) * after.score < 0 then 'hardened'
            when is_resized and (after.amount - before.amount) * after.score > 0 then 'softened'
            else 'restated'
        end as change
    from compared
)

select
    before.position_id as from_position_id,
    after.position_id as to_position_id,
    after.actor as actor,
    after.issue as issue,
    after.counterpart as counterpart,
    change,
    after.valid_from as changed_on,
    after.valid_from - before.last_affirmed_on as days_between,
    greatest(before.known_from, after.known_from) as known_on,
    before.act as from_act,
    after.act as to_act,
    after.score - before.score as score_change,
    before.amount as from_amount,
    before.unit as from_unit,
    after.amount as to_amount,
    after.unit as to_unit,
    before.last_claim_id as from_claim_id,
    after.first_claim_id as to_claim_id,
    before.is_contested or after.is_contested as is_contested
from classified
union all
select
    positions.position_id as from_position_id,
    positions.position_id as to_position_id,
    positions.actor,
    positions.issue,
    positions.counterpart,
    'reaffirmed' as change,
    said.again.claimed_on as changed_on,
    said.again.silent_days as days_between,
    greatest(said.again.known_on, positions.known_from) as known_on,
    positions.act as from_act,
    positions.act as to_act,
    0.0 as score_change,
    positions.amount as from_amount,
    positions.unit as from_unit,
    positions.amount as to_amount,
    positions.unit as to_unit,
    said.again.previous_claim_id as from_claim_id,
    said.again.claim_id as to_claim_id,
    positions.is_contested
from positions
cross join unnest(positions.reaffirmations) as said (again)
order by changed_on, actor, issue, counterpart
