-- What is known of each utterance in each span of known time: reprints and repeats collapsed, each slot from the most believed claim
-- that says it.
-- kind: step
-- grain: thread, claimed_on, act_number, known_from
-- depends: voices, day_epochs
-- column: thread | Who spoke, on what, toward whom
-- column: claimed_on | The day
-- column: act_number | What the actor does
-- column: known_from | First day of the span
-- column: known_to | First day after the span; null where it is still open
-- column: first_known_on | First day on which the act could be known, of the claims known in the span
-- column: modality | How firmly
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: size | Amount and unit, from one claim
-- column: claim_id | The most believed claim
-- column: authority | Authority of its source | rank
-- column: claim_count | Claims known in the span | claims
-- column: document_count | Documents that carry them | documents
-- column: source_numbers | Publishers that carry them, ascending
-- column: confidence | Of the surest claim | share from 0 to 1

select
    voices.thread,
    voices.claimed_on,
    voices.act_number,
    day_epochs.known_from,
    any_value(day_epochs.known_to) as known_to,
    min(voices.known_on) as first_known_on,
    arg_min(voices.modality, voices.standing) as modality,
    arg_min(voices.currency, voices.standing) as currency,
    arg_min(voices.direction, voices.standing) as direction,
    arg_min({ 'amount': voices.amount, 'unit': voices.unit }, voices.standing) filter (where voices.amount is not null) as size,
    arg_min(voices.claim_id, voices.standing) as claim_id,
    min(voices.authority) as authority,
    count(*) as claim_count,
    case
        when min(voices.document_number) = max(voices.document_number) then 1
        else len(list_distinct(list(voices.document_number)))
    end as document_count,
    case
        when min(voices.source_number) = max(voices.source_number) then [min(voices.source_number)]
        else list_sort(list_distinct(list(voices.source_number)))
    end as source_numbers,
    max(voices.confidence) as confidence
from voices
inner join day_epochs
    on
        voices.thread = day_epochs.thread
        and voices.claimed_on = day_epochs.claimed_on
        and voices.known_on <= day_epochs.known_from
        and (voices.known_to is null or voices.known_to > day_epochs.known_from)
group by voices.thread, voices.claimed_on, voices.act_number, day_epochs.known_from
