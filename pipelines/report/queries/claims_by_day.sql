-- Claims in the order in which they became known, so that a search index grows at its end.
select
    claims.claim_id,
    claims.article_id,
    articles.source,
    claims.actor,
    claims.counterparts,
    claims.issue,
    claims.act,
    claims.score,
    claims.modality,
    claims.attribution,
    claims.direction,
    claims.currency,
    claims.amount,
    claims.unit,
    claims.claimed_on,
    claims.known_on,
    claims.quote,
    claims.speaker,
    claims.confidence,
    claims.use
from claims
inner join articles
    on claims.article_id = articles.article_id
where claims.use <> 'duplicate'
order by articles.landed_on, claims.known_on, claims.claim_id
