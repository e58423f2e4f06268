-- Claims by actor and issue, newest first.
-- with: claim_rows
select
    claim_id,
    article_id,
    source,
    actor,
    counterparts,
    issue,
    act,
    score,
    modality,
    attribution,
    direction,
    currency,
    amount,
    unit,
    claimed_on,
    known_on,
    known_to,
    quote,
    speaker,
    confidence,
    use
from claim_rows
order by actor asc, issue asc, claimed_on desc nulls last, claim_id asc
