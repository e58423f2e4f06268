-- Positions by actor and issue, newest first.
-- with: position_rows
select
    position_id,
    actor,
    issue,
    counterpart,
    act,
    score,
    direction,
    modality,
    currency,
    amount,
    unit,
    valid_from,
    valid_to,
    last_affirmed_on,
    support_count,
    source_count,
    first_claim_id,
    last_claim_id,
    is_contested,
    confidence,
    quote,
    speaker,
    source,
    article_id
from position_rows
order by actor asc, issue asc, valid_from desc, counterpart asc, position_id asc
