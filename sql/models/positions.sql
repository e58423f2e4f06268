-- Positions as known now: intervals in which an actor's act on an issue toward a counterpart stands.
-- grain: position_id
-- depends: positions_as_known
-- plain: position_id, first_claim_id, last_claim_id
-- column: position_id | Hash of actor, issue, counterpart and first day
-- column: thread | Number of actor, issue and counterpart together, as in `threads` | number
-- column: actor | Country or bloc that holds it
-- column: issue | What it is about
-- column: counterpart | Whom it is toward; null where it is general
-- column: act | What the actor does by holding it
-- column: score | Conflict to cooperation, fixed by the act | -1 to 1
-- column: direction | Direction wanted, where any claim of the interval says
-- column: modality | How firmly it is held
-- column: currency | Currency that is to move or stay
-- column: amount | Rate or sum, where any claim of the interval says | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: valid_from | First day on which it is on record
-- column: valid_to | First day on which another position stands; null where it still stands
-- column: last_affirmed_on | Last day on which it was expressed
-- column: known_from | First day on which it could be known
-- column: known_to | First day on which its end could be known; null where it still stands
-- column: support_count | Documents that carry it, over all its days | documents
-- column: source_count | Distinct publishers that carried it | sources
-- column: first_claim_id | Most believed claim of its first day
-- column: last_claim_id | Most believed claim of its last day
-- column: is_contested | On some day another act pointed the other way, or most publishers did not give its figure
-- column: confidence | Of the surest claim | share from 0 to 1
-- column: reaffirmations | Said again after a silence: {claimed_on, silent_days, known_on}
-- check: interval_runs_forward blocking | valid_to is null or valid_to > valid_from
-- check: affirmed_inside blocking | last_affirmed_on >= valid_from and (valid_to is null or last_affirmed_on < valid_to)
-- check: known_runs_forward blocking | known_to is null or known_to >= known_from
-- check: is_supported blocking | support_count > 0 and source_count > 0

select
    position_id,
    thread,
    actor,
    issue,
    counterpart,
    act,
    score,
    direction,
    modality,
    currency,
    amount,
    unit,
    valid_from,
    valid_to,
    last_affirmed_on,
    known_from,
    known_to,
    support_count,
    source_count,
    first_claim_id,
    last_claim_id,
    is_contested,
    confidence,
    reaffirmations
from positions_as_known(null)
