-- Positions toward a named counterpart, by unordered pair and issue, newest first.
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
where counterpart <> actor
order by least(actor, counterpart) asc, greatest(actor, counterpart) asc, issue asc, valid_from desc, position_id asc
