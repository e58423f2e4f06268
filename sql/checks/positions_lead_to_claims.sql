-- The first and last claim of every position speak in an utterance of its actor, issue and act, on its first and last day.
-- severity: blocking
-- depends: positions, claims

select
    positions.position_id,
    positions.first_claim_id,
    positions.last_claim_id
from positions
left join claims as first_claim
    on positions.first_claim_id = first_claim.claim_id
left join claims as last_claim
    on positions.last_claim_id = last_claim.claim_id
where
    (
        first_claim.use = 'utterance'
        and last_claim.use = 'utterance'
        and first_claim.actor = positions.actor
        and last_claim.actor = positions.actor
        and first_claim.issue = positions.issue
        and last_claim.issue = positions.issue
        and first_claim.act = positions.act
        and last_claim.act = positions.act
        and first_claim.claimed_on = positions.valid_from
        and last_claim.claimed_on = positions.last_affirmed_on
    ) is not true
