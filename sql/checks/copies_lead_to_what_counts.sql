-- The canonical article of a copy is there, is canonical itself, and could be known no later than the copy.
-- severity: blocking
-- depends: duplicates, articles

select
    duplicates.article_id,
    duplicates.path,
    duplicates.canonical_article_id
from duplicates
left join articles
    on duplicates.canonical_article_id = articles.article_id
where
    articles.article_id is null
    or articles.known_on > duplicates.known_on
    or (duplicates.kind <> 'same_article' and articles.canonical_article_id <> articles.article_id)
