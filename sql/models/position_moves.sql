-- Every change from one position to the next of the same actor, issue and counterpart, by the ids of its claims.
-- A walk-back comes before a turn of sign or direction, that before the score, that before firmness, that before the amount.
-- grain: from_position_id, to_position_id, changed_on
-- depends: positions, stances, modalities, thresholds
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

with timed as (
    select
        positions.*,
        modalities.firmness,
        lag(positions.position_id) over timeline as from_position_id,
        lag(positions.act) over timeline as from_act,
        lag(positions.score) over timeline as from_score,
        lag(positions.direction) over timeline as from_direction,
        lag(positions.currency) over timeline as from_currency,
        lag(positions.amount) over timeline as from_amount,
        lag(positions.unit) over timeline as from_unit,
        lag(modalities.firmness) over timeline as from_firmness,
        lag(positions.valid_from) over timeline as from_valid_from,
        lag(positions.last_affirmed_on) over timeline as from_affirmed_on,
        lag(positions.known_from) over timeline as from_known_on,
        lag(positions.last_claim_id) over timeline as from_claim_id,
        lag(positions.is_contested) over timeline as is_from_contested,
        lag(positions.act, 2) over timeline as earlier_act,
        lag(positions.direction, 2) over timeline as earlier_direction,
        lag(positions.amount, 2) over timeline as earlier_amount,
        lag(positions.unit, 2) over timeline as earlier_unit,
        lag(modalities.firmness, 2) over timeline as earlier_firmness
    from positions
    inner join modalities
        on positions.modality = modalities.modality
    window timeline as (partition by positions.thread order by positions.valid_from)
),

compared as (
    select
        *,
        coalesce(direction <> from_direction and coalesce(currency = from_currency, true), false) as is_turned,
        coalesce(unit = from_unit and amount <> from_amount, false) as is_resized,
        coalesce(
            valid_from - from_valid_from <= (select thresholds.walk_back_days from thresholds)
            and act = earlier_act
            and coalesce(direction = earlier_direction, true)
            and (
                from_act <> earlier_act
                or (firmness = earlier_firmness and coalesce(amount = earlier_amount and unit = earlier_unit, true))
            ),
            false
        ) as is_back
    from timed
    where from_position_id is not null
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
