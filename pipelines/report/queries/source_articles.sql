-- The newest articles of each publisher that hold claims.
with counted as (
    select
        article_id,
        count(*) as claim_count
    from claims
    group by article_id
)

select
    articles.source,
    articles.article_id,
    articles.title,
    articles.known_on,
    counted.claim_count
from articles
inner join counted
    on articles.article_id = counted.article_id
qualify row_number() over (partition by articles.source order by articles.known_on desc, articles.article_id asc) <= 400
order by articles.source asc, articles.known_on desc, articles.article_id asc
