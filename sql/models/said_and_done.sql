-- Measures beside what the same actor had said, and went on to say, on the same issue toward the same counterpart.
-- kind: view
-- grain: measure_id, utterance_id
-- depends: measures, utterances, claims
-- column: measure_id | The measure
-- column: actor | Who took it and spoke
-- column: issue | On what
-- column: counterpart | Whom the measure is aimed at; null where general
-- column: what | The measure in one line
-- column: in_force_on | First day in force, or day of the operation
-- column: done_act | Act of the measure
-- column: done_amount | Rate or sum of the measure | as `done_unit`
-- column: done_unit | % or an ISO 4217 code
-- column: utterance_id | The utterance
-- column: claimed_on | Day it was expressed
-- column: days_before | Days from the words to the deed; below 0 the words came after | days
-- column: said_act | Act of the utterance
-- column: said_modality | How firmly it was said
-- column: said_amount | Rate or sum that was spoken of | as `said_unit`
-- column: said_unit | % or an ISO 4217 code
-- column: quote | The most believed words
-- column: speaker | Who said them
-- column: source_count | Distinct publishers that carried them | sources

select
    measures.measure_id,
    measures.actor,
    measures.issue,
    measures.counterpart,
    measures.what,
    measures.in_force_on,
    measures.act as done_act,
    measures.amount as done_amount,
    measures.unit as done_unit,
    utterances.utterance_id,
    utterances.claimed_on,
    measures.in_force_on - utterances.claimed_on as days_before,
    utterances.act as said_act,
    utterances.modality as said_modality,
    utterances.amount as said_amount,
    utterances.unit as said_unit,
    claims.quote,
    claims.speaker,
    utterances.source_count
from measures
inner join utterances
    on
        measures.actor = utterances.actor
        and measures.issue = utterances.issue
        and measures.counterpart is not distinct from utterances.counterpart
inner join claims
    on utterances.claim_id = claims.claim_id
where utterances.known_to is null
