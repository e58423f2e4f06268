-- The first and last claim of every position speak in an utterance of its actor, issue and act, on its first and last day.
-- severity: blocking
-- depends: positions, claims

with ends as (
    select
        position_id,
        actor,
        issue,
        act,
        first_claim_id as claim_id,
        valid_from as claimed_on
    from positions
    union all
    select
        position_id,
        actor,
        issue,
        act,
        last_claim_id as claim_id,
        last_affirmed_on as claimed_on
    from positions
    where last_claim_id <> first_claim_id or last_affirmed_on <> valid_from
)

select
    ends.position_id,
    ends.claim_id,
    ends.claimed_on
from ends
anti join claims
    on
        ends.claim_id = claims.claim_id
        and ends.actor = claims.actor
        and ends.issue = claims.issue
        and ends.act = claims.act
        and ends.claimed_on = claims.claimed_on
        and claims.use = 'utterance'
