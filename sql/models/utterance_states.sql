-- What is known of each utterance in each span of known time: reprints and repeats collapsed, each slot from the most believed claim
-- that says it.
-- kind: step
-- grain: actor, issue, counterpart, claimed_on, act, known_from
-- depends: voices, day_epochs
-- column: actor | Who spoke
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: claimed_on | The day
-- column: act | What the actor does
-- column: known_from | First day of the span
-- column: known_to | First day after the span; null where it is still open
-- column: first_known_on | First day on which the act could be known, of the claims known in the span
-- column: score | Fixed by the act | -1 to 1
-- column: modality | How firmly
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: size | Amount and unit, from one claim
-- column: claim_id | The most believed claim
-- column: authority | Authority of its source | rank
-- column: claim_count | Claims known in the span | claims
-- column: documents | Documents that carry them
-- column: source_numbers | Publishers that carry them
-- column: confidence | Of the surest claim | share from 0 to 1

select
    voices.actor,
    voices.issue,
    voices.counterpart,
    voices.claimed_on,
    voices.act,
    day_epochs.known_from,
    any_value(day_epochs.known_to) as known_to,
    min(voices.known_on) as first_known_on,
    any_value(voices.score) as score,
    arg_min(voices.modality, voices.standing) as modality,
    arg_min(voices.currency, voices.standing) as currency,
    arg_min(voices.direction, voices.standing) as direction,
    arg_min({ 'amount': voices.amount, 'unit': voices.unit }, voices.standing) filter (where voices.amount is not null) as size,
    arg_min(voices.claim_id, voices.standing) as claim_id,
    min(voices.standing.authority) as authority,
    count(*) as claim_count,
    list_distinct(list(voices.document_id)) as documents,
    list_distinct(list(voices.source_number)) as source_numbers,
    max(voices.confidence) as confidence
from voices
inner join day_epochs
    on
        voices.actor = day_epochs.actor
        and voices.issue = day_epochs.issue
        and voices.counterpart is not distinct from day_epochs.counterpart
        and voices.claimed_on = day_epochs.claimed_on
        and voices.known_on <= day_epochs.known_from
        and (voices.known_to is null or voices.known_to > day_epochs.known_from)
group by voices.actor, voices.issue, voices.counterpart, voices.claimed_on, voices.act, day_epochs.known_from
