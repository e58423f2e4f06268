-- Claims as lists, pictures and the search index show them; reprints are left to their own articles.
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
    claims.known_to,
    claims.quote,
    claims.speaker,
    claims.confidence,
    claims.use
from claims
inner join articles
    on claims.article_id = articles.article_id
where claims.use <> 'duplicate'
