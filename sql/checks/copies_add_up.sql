-- Rows that came in are rows kept and copies set aside: of documents, articles and claims.
-- severity: blocking
-- depends: documents, articles, duplicates, claims

with counts as (
    select
        'documents' as what,
        (select count(*) from input.documents) as arrived,
        (select sum(copy_count) from documents) as accounted
    union all
    select
        'articles' as what,
        (select count(*) from input.articles) as arrived,
        (
            select count(*) from articles) + (
            select count(*) from duplicates
            where kind = 'same_article'
        ) as accounted
    union all
    select
        'claims' as what,
        (select count(*) from input.claims) as arrived,
        (select sum(copy_count) from claims) as accounted
)

select
    what,
    arrived,
    accounted
from counts
where arrived <> coalesce(accounted, 0)
