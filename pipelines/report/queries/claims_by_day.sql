-- Claims in the order in which they came in, so that a search index grows at its end.
-- with: claim_rows
select
    claim_rows.claim_id,
    claim_rows.article_id,
    claim_rows.source,
    claim_rows.actor,
    claim_rows.counterparts,
    claim_rows.issue,
    claim_rows.act,
    claim_rows.score,
    claim_rows.modality,
    claim_rows.attribution,
    claim_rows.direction,
    claim_rows.currency,
    claim_rows.amount,
    claim_rows.unit,
    claim_rows.claimed_on,
    claim_rows.known_on,
    claim_rows.known_to,
    claim_rows.quote,
    claim_rows.speaker,
    claim_rows.confidence,
    claim_rows.use
from claim_rows
inner join articles
    on claim_rows.article_id = articles.article_id
order by articles.landed_on, claim_rows.known_on, claim_rows.claim_id
