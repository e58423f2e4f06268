-- Which claims name a speaker who did not hold that office on the day?

select
    claims.claim_id,
    claims.actor,
    claims.speaker,
    claims.claimed_on,
    claims.office_note,
    articles.source,
    claims.quote
from claims
inner join articles
    on claims.article_id = articles.article_id
where claims.is_anachronism
order by claims.claimed_on nulls last, claims.claim_id
