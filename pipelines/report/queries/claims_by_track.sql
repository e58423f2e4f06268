-- Claims by actor and issue, newest first.
-- with: claim_rows
select *
from claim_rows
order by actor asc, issue asc, claimed_on desc nulls last, claim_id asc
