-- Positions toward a named counterpart, by unordered pair and issue, newest first.
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
where positions.counterpart is not null and positions.actor <> positions.counterpart
order by
    least(positions.actor, positions.counterpart),
    greatest(positions.actor, positions.counterpart),
    positions.issue asc,
    positions.valid_from desc,
    positions.position_id asc
