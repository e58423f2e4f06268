-- Each claim that speaks, once for each country it is toward (once with none where it is general).
-- kind: step
-- grain: claim_id, counterpart
-- depends: claims, articles, sources
-- column: claim_id | The claim
-- column: actor | Who holds the position
-- column: issue | What it is about
-- column: counterpart | Whom it is toward; null where it is general
-- column: claimed_on | Day it was expressed
-- column: act | What the actor does
-- column: score | Fixed by the act | -1 to 1
-- column: modality | How firmly
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: document_id | Document that carries it
-- column: source_number | Publisher that carries it
-- column: confidence | Chance that it is right | share from 0 to 1
-- column: known_on | First day on which it could be known
-- column: known_to | Day from which a correction speaks in its place
-- column: standing | Order in which claims are believed: authority, then earliest known, surest, id | sort key

select
    claims.claim_id,
    claims.actor,
    claims.issue,
    unnest(case when len(claims.counterparts) = 0 then [null] else claims.counterparts end) as counterpart,
    claims.claimed_on,
    claims.act,
    claims.score,
    claims.modality,
    claims.currency,
    claims.direction,
    claims.amount,
    claims.unit,
    articles.document_id,
    sources.source_number,
    claims.confidence,
    claims.known_on,
    claims.known_to,
    {
        'authority': sources.authority,
        'known_on': claims.known_on,
        'doubt': 1 - claims.confidence,
        'claim_id': claims.claim_id
    } as standing
from claims
inner join articles
    on claims.article_id = articles.article_id
inner join sources
    on articles.source = sources.source
where claims.use = 'utterance'
