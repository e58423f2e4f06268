-- Claims in the order in which they came in, so that a search index grows at its end.
-- with: claim_rows
select claim_rows.*
from claim_rows
inner join articles
    on claim_rows.article_id = articles.article_id
order by articles.landed_on, claim_rows.known_on, claim_rows.claim_id
