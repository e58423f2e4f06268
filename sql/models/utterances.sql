-- One row per act that an actor is on record for toward a counterpart on a day, reprints and repeats collapsed.
-- grain: utterance_id
-- depends: utterance_states, stances, threads, acts
-- plain: utterance_id, claim_id
-- column: utterance_id | Hash of actor, act, issue, counterpart and day
-- column: actor | Country or bloc, as in `countries`
-- column: act | As in `acts`
-- column: issue | As in `issues`
-- column: counterpart | Whom it is toward; null where it is general
-- column: claimed_on | Day it was expressed
-- column: score | Fixed by the act | -1 to 1
-- column: modality | How firmly, by the most believed claim
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: claim_id | The most believed claim: source of the slots and the quote
-- column: claim_count | Claims that say it | claims
-- column: document_count | Documents that say it, copies counted where they add it | documents
-- column: source_count | Distinct publishers that carried it, at least 1 | sources
-- column: is_single_source | One publisher only
-- column: first_known_on | First day on which it could be known
-- column: known_to | Day from which corrections leave nothing of it; null where it stands
-- column: confidence | Of the surest claim | share from 0 to 1
-- column: is_standing | Moves the position; else another act of the same day was better supported, or it was corrected away
-- column: thread | Number of actor, issue and counterpart together, as in `threads` | number
-- column: is_contested | An act of the same day points the other way, or most publishers do not give the figure that stands
-- check: has_source blocking | source_count > 0
-- check: is_dated blocking | claimed_on is not null

with latest as (
    select
        min(known_from) as first_known_on,
        arg_max(rowid, known_from) as state_number
    from utterance_states
    group by thread, claimed_on, act_number
)

select
    left(md5(concat_ws('|', threads.actor, acts.act, threads.issue, coalesce(threads.counterpart, ''), states.claimed_on)), 16)
        as utterance_id,
    threads.actor,
    acts.act,
    threads.issue,
    threads.counterpart,
    states.claimed_on,
    acts.score,
    states.modality,
    states.currency,
    states.direction,
    states.size.amount as amount,
    states.size.unit as unit,
    states.claim_id,
    states.claim_count,
    states.document_count,
    len(states.source_numbers) as source_count,
    len(states.source_numbers) = 1 as is_single_source,
    latest.first_known_on,
    states.known_to,
    states.confidence,
    coalesce(stances.act = acts.act, false) as is_standing,
    states.thread,
    coalesce(stances.is_contested, false) as is_contested
from latest
inner join utterance_states as states
    on latest.state_number = states.rowid
inner join threads
    on states.thread = threads.thread
inner join acts
    on states.act_number = acts.act_number
left join stances
    on
        states.thread = stances.thread
        and states.claimed_on = stances.claimed_on
        and stances.known_to is null
