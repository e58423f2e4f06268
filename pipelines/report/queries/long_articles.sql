-- Articles too long, or with too many claims, for one page.
with counted as (
    select
        article_id,
        count(*) as claim_count
    from claims
    group by article_id
)

select
    articles.article_id,
    articles.text
from articles
inner join counted
    on articles.article_id = counted.article_id
where length(articles.text) > 50000 or counted.claim_count > 100
order by articles.article_id
