-- Claims whose quote or headline holds all the given words, in any order and any case, newest first.
-- signature: words
-- depends: claims, articles
-- example: from search('treasury holdings')
-- column: claim_id | The claim
-- column: claimed_on | Day it was expressed
-- column: actor | Who holds it
-- column: act | What the actor does
-- column: issue | On what
-- column: counterparts | Toward whom
-- column: quote | The article's own words
-- column: title | Headline of the article
-- column: source | Publisher
-- column: use | Whether it speaks in an utterance, or why not

select
    claims.claim_id,
    claims.claimed_on,
    claims.actor,
    claims.act,
    claims.issue,
    claims.counterparts,
    claims.quote,
    articles.title,
    articles.source,
    claims.use
from claims
inner join articles
    on claims.article_id = articles.article_id
where
    list_bool_and(
        list_transform(
            string_split_regex(trim(lower(words)), '\s+'),
            lambda word: contains(lower(claims.quote || ' ' || coalesce(articles.title, '')), word)
        )
    )
order by claims.claimed_on desc nulls last, claims.claim_id asc
