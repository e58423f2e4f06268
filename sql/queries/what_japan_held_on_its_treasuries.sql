-- What did Japan hold on its reserves on 3 May 2025, toward whom, and in whose words?

select
    held.counterpart,
    held.act,
    held.modality,
    held.valid_from,
    held.days_held,
    claims.quote,
    claims.speaker
from positions_on('2025-05-03', of_actor := 'JPN', of_issue := 'reserves') as held
inner join claims
    on held.first_claim_id = claims.claim_id
order by held.counterpart nulls first
