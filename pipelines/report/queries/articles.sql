-- Articles that hold claims, with their text.
select
    articles.article_id,
    articles.path,
    articles.member,
    articles.title,
    articles.text,
    articles.source,
    articles.author,
    articles.url,
    articles.published_on,
    articles.published_basis,
    articles.published_evidence,
    articles.date_rivals,
    articles.landed_on,
    articles.known_on,
    articles.canonical_article_id,
    articles.is_canonical,
    articles.warnings
from articles
semi join claims
    on articles.article_id = claims.article_id
order by articles.article_id
