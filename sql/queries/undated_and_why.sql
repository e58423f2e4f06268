-- Which claims of countries could not be dated, and what is known of their day?

select
    actor,
    issue,
    act,
    source,
    known_on as known_since,
    office_note,
    quote
from undated_claims
order by known_on, actor, claim_id
