-- Whose words made the positions of the United States, and how often?

select
    claims.speaker,
    count(*) as position_count,
    min(positions.valid_from) as first_on,
    max(positions.valid_from) as last_on
from positions
inner join claims
    on positions.first_claim_id = claims.claim_id
where positions.actor = 'USA' and claims.speaker is not null
group by claims.speaker
order by position_count desc, claims.speaker asc
limit 20
