-- Dated claims toward a named counterpart, by unordered pair and issue, newest first; one toward two stands in both pairs.
-- with: claim_rows
select
    claim_id,
    article_id,
    source,
    actor,
    [counterpart] as counterparts,
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
from (
    select
        claim_id,
        article_id,
        source,
        actor,
        unnest(counterparts) as counterpart,
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
    where claimed_on is not null
) as toward
where actor <> counterpart
order by least(actor, counterpart) asc, greatest(actor, counterpart) asc, issue asc, claimed_on desc, claim_id asc
