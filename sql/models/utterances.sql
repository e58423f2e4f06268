-- One row per act that an actor is on record for toward a counterpart on a day, reprints and repeats collapsed.
-- grain: utterance_id
-- depends: utterance_states, stances, acts
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
-- column: document_count | Documents that say it, copies not counted | documents
-- column: source_count | Distinct publishers that carried it, at least 1 | sources
-- column: is_single_source | One publisher only
-- column: first_known_on | First day on which it could be known
-- column: known_to | Day from which corrections leave nothing of it; null where it stands
-- column: confidence | Of the surest claim | share from 0 to 1
-- column: is_standing | Moves the position; else another act of the same day was better supported, or it was corrected away
-- column: is_contested | Another act of the same day points the other way
-- check: has_source blocking | source_count > 0
-- check: is_dated blocking | claimed_on is not null

with latest as (
    select
        actor,
        act,
        issue,
        counterpart,
        claimed_on,
        arg_max(utterance_states, known_from) as state,
        min(known_from) as first_known_on
    from utterance_states
    group by actor, act, issue, counterpart, claimed_on
)

select
    md5(concat_ws('|', latest.actor, latest.act, latest.issue, coalesce(latest.counterpart, ''), latest.claimed_on))[:16] as utterance_id,
    latest.actor,
    latest.act,
    latest.issue,
    latest.counterpart,
    latest.claimed_on,
    latest.state.score,
    latest.state.modality,
    latest.state.currency,
    latest.state.direction,
    latest.state.size.amount as amount,
    latest.state.size.unit as unit,
    latest.state.claim_id,
    latest.state.claim_count,
    len(latest.state.documents) as document_count,
    len(latest.state.source_numbers) as source_count,
    len(latest.state.source_numbers) = 1 as is_single_source,
    latest.first_known_on,
    latest.state.known_to,
    latest.state.confidence,
    coalesce(stances.act = latest.act, false) as is_standing,
    coalesce(stances.is_contested, false) as is_contested
from latest
left join stances
    on
        latest.actor = stances.actor
        and latest.issue = stances.issue
        and latest.counterpart is not distinct from stances.counterpart
        and latest.claimed_on = stances.claimed_on
        and stances.known_to is null
order by latest.claimed_on, latest.actor, latest.issue, latest.counterpart, latest.act
