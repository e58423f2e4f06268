-- Every change of position from one day to another, both included, with both quotes.
-- signature: from_day, to_day
-- depends: position_changes
-- example: from changes_between('2025-05-01', '2025-05-31') where actor = 'JPN'
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
-- column: from_quote | Words of the position that was left, the last time it was expressed
-- column: to_quote | Words of the position that was taken
-- column: from_speaker | Who said the former
-- column: to_speaker | Who said the latter
-- column: from_source | Who carried the former
-- column: to_source | Who carried the latter
-- column: from_claim_id | Last claim of the position that was left
-- column: to_claim_id | First claim of the position that was taken
-- column: is_contested | One of the two was contested

select
    from_position_id,
    to_position_id,
    actor,
    issue,
    counterpart,
    change,
    changed_on,
    days_between,
    known_on,
    from_act,
    to_act,
    score_change,
    from_modality,
    to_modality,
    from_direction,
    to_direction,
    from_amount,
    from_unit,
    to_amount,
    to_unit,
    from_quote,
    to_quote,
    from_speaker,
    to_speaker,
    from_source,
    to_source,
    from_claim_id,
    to_claim_id,
    is_contested
from position_changes
where changed_on between cast(from_day as date) and cast(to_day as date)
order by changed_on, actor, issue, counterpart
