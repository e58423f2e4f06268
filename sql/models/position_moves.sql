-- Every change from one position to the next of the same actor, issue and counterpart, by the ids of its claims.
-- A walk-back comes before a turn of sign or direction, that before the score, that before firmness, that before the amount.
-- Reads `positions` in the order in which it lies: by thread and first day.
-- grain: from_position_id, to_position_id, changed_on
-- depends: positions, stances, modalities, thresholds
-- plain: from_position_id, to_position_id, from_claim_id, to_claim_id
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
-- column: from_modality | How firmly it was held before
-- column: to_modality | How firmly it is held after
-- column: from_direction | Direction wanted before
-- column: to_direction | Direction wanted after
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

-- Kept as a whole, since what follows it in one go would be done by one thread, as these windows are.
with timed as materialized (
    select
        *,
        lag(thread) over () as from_thread,
        lag(position_id) over () as from_position_id,
        lag(act) over () as from_act,
        lag(score) over () as from_score,
        lag(direction) over () as from_direction,
        lag(currency) over () as from_currency,
        lag(amount) over () as from_amount,
        lag(unit) over () as from_unit,
        lag(modality) over () as from_modality,
        lag(valid_from) over () as from_valid_from,
        lag(last_affirmed_on) over () as from_affirmed_on,
        lag(known_from) over () as from_known_on,
        lag(last_claim_id) over () as from_claim_id,
        lag(is_contested) over () as is_from_contested,
        lag(thread, 2) over () as earlier_thread,
        lag(act, 2) over () as earlier_act,
        lag(direction, 2) over () as earlier_direction,
        lag(currency, 2) over () as earlier_currency,
        lag(amount, 2) over () as earlier_amount,
        lag(unit, 2) over () as earlier_unit,
        lag(modality, 2) over () as earlier_modality
    from positions
),

compared as (
    select
        timed.*,
        modalities.firmness,
        from_modalities.firmness as from_firmness,
        coalesce(timed.direction <> timed.from_direction and coalesce(timed.currency = timed.from_currency, true), false) as is_turned,
        coalesce(timed.unit = timed.from_unit and timed.amount <> timed.from_amount, false) as is_resized,
        coalesce(
            timed.valid_from - timed.from_valid_from <= (select thresholds.walk_back_days from thresholds)
            and timed.thread = timed.earlier_thread
            and timed.act = timed.earlier_act
            and coalesce(timed.direction = timed.earlier_direction, true)
            and coalesce(timed.currency = timed.earlier_currency, true)
            and (
                timed.from_act <> timed.earlier_act
                or (
                    timed.modality = timed.earlier_modality
                    and coalesce(timed.amount = timed.earlier_amount and timed.unit = timed.earlier_unit, true)
                )
            ),
            false
        ) as is_back
    from timed
    inner join modalities
        on timed.modality = modalities.modality
    inner join modalities as from_modalities
        on timed.from_modality = from_modalities.modality
    where timed.from_thread = timed.thread
),

classified as (
    select
        *,
        case
            when is_back then 'walked_back'
            when from_score * score < 0 or is_turned then 'reversed'
            when score < from_score then 'hardened'
            when score > from_score then 'softened'
            when firmness > from_firmness then 'firmed'
            when firmness < from_firmness then 'loosened'
            when is_resized and (amount - from_amount) * score < 0 then 'hardened'
            when is_resized and (amount - from_amount) * score > 0 then 'softened'
            else 'restated'
        end as change
    from compared
),

reaffirmed as (
    select
        position_id,
        thread,
        unnest(reaffirmations) as again
    from positions
),

said_again as materialized (
    select
        reaffirmed.position_id,
        reaffirmed.thread,
        reaffirmed.again.claimed_on as changed_on,
        reaffirmed.again.claimed_on - cast(reaffirmed.again.silent_days as integer) as silent_from,
        reaffirmed.again.silent_days as silent_days,
        reaffirmed.again.known_on as known_on,
        stances.claim_id
    from reaffirmed
    inner join stances
        on
            reaffirmed.thread = stances.thread
            and reaffirmed.again.claimed_on = stances.claimed_on
            and stances.known_to is null
)

select
    from_position_id,
    position_id as to_position_id,
    actor,
    issue,
    counterpart,
    change,
    valid_from as changed_on,
    valid_from - from_affirmed_on as days_between,
    greatest(from_known_on, known_from) as known_on,
    from_act,
    act as to_act,
    score - from_score as score_change,
    from_modality,
    modality as to_modality,
    from_direction,
    direction as to_direction,
    from_amount,
    from_unit,
    amount as to_amount,
    unit as to_unit,
    from_claim_id,
    first_claim_id as to_claim_id,
    is_from_contested or is_contested as is_contested
from classified
union all
select
    positions.position_id as from_position_id,
    positions.position_id as to_position_id,
    positions.actor,
    positions.issue,
    positions.counterpart,
    'reaffirmed' as change,
    said_again.changed_on,
    said_again.silent_days as days_between,
    greatest(said_again.known_on, positions.known_from) as known_on,
    positions.act as from_act,
    positions.act as to_act,
    0.0 as score_change,
    positions.modality as from_modality,
    positions.modality as to_modality,
    positions.direction as from_direction,
    positions.direction as to_direction,
    positions.amount as from_amount,
    positions.unit as from_unit,
    positions.amount as to_amount,
    positions.unit as to_unit,
    stances.claim_id as from_claim_id,
    said_again.claim_id as to_claim_id,
    positions.is_contested
from said_again
inner join positions
    on said_again.position_id = positions.position_id
inner join stances
    on
        said_again.thread = stances.thread
        and said_again.silent_from = stances.claimed_on
        and stances.known_to is null
