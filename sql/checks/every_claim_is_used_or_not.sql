-- A claim speaks in an utterance exactly when its use says so.
-- severity: blocking
-- depends: claims, utterance_claims, utterances

with spoken as (
    select
        utterance_claims.claim_id,
        utterances.utterance_id
    from utterance_claims
    left join utterances
        on utterance_claims.utterance_id = utterances.utterance_id
)

select
    coalesce(claims.claim_id, spoken.claim_id) as claim_id,
    claims.use,
    spoken.utterance_id
from claims
full outer join spoken
    on claims.claim_id = spoken.claim_id
where
    claims.claim_id is null
    or (claims.use = 'utterance') <> (spoken.claim_id is not null)
    or (spoken.claim_id is not null and spoken.utterance_id is null)
