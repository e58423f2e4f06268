-- Measures on record, the newest first, each with the nearest words of its actor on the same issue toward the same counterpart: those
-- of the year before it and of the quarter after it, at most four. One row a pair; a measure without such words has one row.
with said as (
    select
        said_and_done.measure_id,
        said_and_done.claimed_on,
        said_and_done.days_before,
        said_and_done.said_act,
        claims.score as said_score,
        said_and_done.said_modality,
        said_and_done.quote[:1200] as quote,
        said_and_done.speaker,
        claims.article_id,
        claims.claim_id
    from said_and_done
    inner join utterances
        on said_and_done.utterance_id = utterances.utterance_id
    inner join claims
        on utterances.claim_id = claims.claim_id
    where said_and_done.days_before between -90 and 365
    qualify row_number() over (
        partition by said_and_done.measure_id order by abs(said_and_done.days_before), said_and_done.utterance_id
    ) <= 4
)

select
    measures.measure_id,
    measures.actor,
    measures.counterpart,
    measures.issue,
    measures.act,
    acts.score,
    measures.in_force_on,
    measures.ended_on,
    measures.amount,
    measures.unit,
    measures.what,
    measures.source,
    said.claimed_on,
    said.days_before,
    said.said_act,
    said.said_score,
    said.said_modality,
    said.quote,
    said.speaker,
    said.article_id,
    said.claim_id
from measures
inner join acts
    on measures.act = acts.act
left join said
    on measures.measure_id = said.measure_id
order by
    measures.in_force_on desc,
    measures.measure_id asc,
    said.claimed_on asc,
    said.claim_id asc
