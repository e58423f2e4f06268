-- Positions that still stand, by issue, the most hostile first.
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
where valid_to is null
order by issue asc, score asc, last_affirmed_on desc, position_id asc
