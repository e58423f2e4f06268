-- Claims toward a named counterpart, by unordered pair and issue, newest first.
with toward as (
    select
        claims.*,
        unnest(claims.counterparts) as counterpart
    from claims
    where claims.use <> 'duplicate' and claims.claimed_on is not null
)

select
    toward.claim_id,
    toward.article_id,
    articles.source,
    toward.actor,
    [toward.counterpart] as counterparts,
    toward.issue,
    toward.act,
    toward.score,
    toward.modality,
    toward.attribution,
    toward.direction,
    toward.currency,
    toward.amount,
    toward.unit,
    toward.claimed_on,
    toward.known_on,
    toward.quote[:600] as quote,
    toward.speaker,
    toward.confidence,
    toward.use
from toward
inner join articles
    on toward.article_id = articles.article_id
where toward.actor <> toward.counterpart
order by
    least(toward.actor, toward.counterpart),
    greatest(toward.actor, toward.counterpart),
    toward.issue asc,
    toward.claimed_on desc,
    toward.claim_id asc
