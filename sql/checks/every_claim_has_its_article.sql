-- Every claim has an article that was not rejected, and its quote stands in that article's text at its offsets.
-- severity: blocking
-- depends: claims, articles

select
    claims.claim_id,
    claims.article_id,
    case
        when articles.article_id is null then 'no such article'
        when articles.reject_code is not null then 'article was rejected'
        else 'quote is not in the text'
    end as fault
from claims
left join articles
    on claims.article_id = articles.article_id
where
    articles.article_id is null
    or articles.reject_code is not null
    or substr(articles.text, claims.quote_start + 1, claims.quote_end - claims.quote_start) <> claims.quote
