-- Positions with the words of the last time each was expressed.
select
    positions.position_id,
    positions.actor,
    positions.issue,
    positions.counterpart,
    positions.act,
    positions.score,
    positions.direction,
    positions.modality,
    positions.currency,
    positions.amount,
    positions.unit,
    positions.valid_from,
    positions.valid_to,
    positions.last_affirmed_on,
    positions.support_count,
    positions.source_count,
    positions.first_claim_id,
    positions.last_claim_id,
    positions.is_contested,
    positions.confidence,
    claims.quote[:600] as quote,
    claims.speaker,
    articles.source,
    articles.article_id
from positions
inner join claims
    on positions.last_claim_id = claims.claim_id
inner join articles
    on claims.article_id = articles.article_id
