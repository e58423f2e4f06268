-- A country's own claims that no date could be found for: kept, listed, and moving no position.
-- kind: view
-- grain: claim_id
-- depends: claims, articles
-- column: claim_id | The claim
-- column: article_id | Where it stands
-- column: source | Publisher
-- column: known_on | First day on which it could be known
-- column: published_on | The article's own date; null where it has none
-- column: actor | Who holds it
-- column: issue | On what
-- column: act | What the actor does
-- column: counterparts | Toward whom
-- column: modality | How firmly
-- column: speaker | Who said it
-- column: confidence | Chance that actor, issue and act are right; low ones are listed too | share from 0 to 1
-- column: quote | The article's own words
-- column: office_note | Which term of office bounds the day

select
    claims.claim_id,
    claims.article_id,
    articles.source,
    claims.known_on,
    articles.published_on,
    claims.actor,
    claims.issue,
    claims.act,
    claims.counterparts,
    claims.modality,
    claims.speaker,
    claims.confidence,
    claims.quote,
    claims.office_note
from claims
inner join articles
    on claims.article_id = articles.article_id
where claims.use = 'undated'
