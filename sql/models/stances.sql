-- What an actor held on an issue on a day, in each span of known time: where acts of one day differ, the best supported, then the
-- strongest, then the most authoritative stands.
-- grain: actor, issue, counterpart, claimed_on, known_from
-- depends: utterance_states
-- column: actor | Who holds it
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: claimed_on | The day
-- column: known_from | First day of the span of known time
-- column: known_to | First day after it; null where this is what is known now
-- column: first_known_on | First day on which this act could be known
-- column: act | What the actor does
-- column: score | Fixed by the act | -1 to 1
-- column: modality | How firmly
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: claim_id | The most believed claim
-- column: document_count | Documents that carry it | documents
-- column: source_numbers | Publishers that carry it, as in `sources`
-- column: confidence | Of the surest claim | share from 0 to 1
-- column: is_contested | Another act of the same day points the other way
-- check: span_runs_forward blocking | known_to is null or known_to > known_from
-- check: is_supported blocking | document_count > 0 and len(source_numbers) > 0

with ranked as (
    select
        actor,
        issue,
        counterpart,
        claimed_on,
        known_from,
        any_value(known_to) as known_to,
        arg_max(
            {
                'first_known_on': first_known_on,
                'act': act,
                'score': score,
                'modality': modality,
                'currency': currency,
                'direction': direction,
                'size': size,
                'claim_id': claim_id,
                'document_count': len(documents),
                'source_numbers': source_numbers,
                'confidence': confidence
            },
            {
                'source_count': len(source_numbers),
                'document_count': len(documents),
                'strength': abs(score),
                'authority': -authority,
                'act': act
            }
        ) as winner,
        (min(score) < 0 and max(score) > 0)
        or (
            coalesce(min(direction) <> max(direction), false)
            and coalesce(min(currency) = max(currency), true)
        ) as is_contested
    from utterance_states
    group by actor, issue, counterpart, claimed_on, known_from
)

select
    actor,
    issue,
    counterpart,
    claimed_on,
    known_from,
    known_to,
    winner.first_known_on,
    winner.act,
    winner.score,
    winner.modality,
    winner.currency,
    winner.direction,
    winner.size.amount as amount,
    winner.size.unit as unit,
    winner.claim_id,
    winner.document_count,
    winner.source_numbers,
    winner.confidence,
    is_contested
from ranked
order by claimed_on, actor, issue, counterpart, known_from
