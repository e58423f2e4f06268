-- Which positions that still stand rest on one publisher alone?

select
    positions.actor,
    positions.issue,
    positions.counterpart,
    positions.act,
    positions.valid_from,
    articles.source
from positions
inner join claims
    on positions.first_claim_id = claims.claim_id
inner join articles
    on claims.article_id = articles.article_id
where positions.valid_to is null and positions.source_count = 1
order by positions.valid_from desc, positions.actor asc, positions.issue asc
