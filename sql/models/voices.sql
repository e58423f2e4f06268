-- Each claim that speaks, once for each country it is toward (once with none where it is general).
-- kind: step
-- grain: claim_id, thread
-- depends: claims, article_places, countries, issues, acts
-- column: claim_id | The claim
-- column: thread | Number of actor, issue and counterpart together, as in `threads`
-- column: claimed_on | Day it was expressed
-- column: act_number | What the actor does, as in `acts`
-- column: modality | How firmly
-- column: currency | Currency that is to move or stay
-- column: direction | Direction wanted
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: document_number | Document that carries it, its id as a number
-- column: source_number | Publisher that carries it, as in `sources`
-- column: authority | Authority of that publisher | rank
-- column: confidence | Chance that it is right | share from 0 to 1
-- column: known_on | First day on which it could be known
-- column: known_to | Day from which a correction speaks in its place
-- column: standing | Order in which claims are believed: authority, then earliest known, surest, id, packed into one number | sort key

with spoken as (
    select
        claims.claim_id,
        claims.article_id,
        actors.country_number * 1000000 + issues.issue_number * 1000 as thread_of_all,
        unnest(case when len(claims.counterparts) = 0 then [null] else claims.counterparts end) as counterpart,
        claims.claimed_on,
        acts.act_number,
        claims.modality,
        claims.currency,
        claims.direction,
        claims.amount,
        claims.unit,
        claims.confidence,
        claims.known_on,
        claims.known_to
    from claims
    inner join countries as actors
        on claims.actor = actors.code
    inner join issues
        on claims.issue = issues.issue
    inner join acts
        on claims.act = acts.act
    where claims.use = 'utterance'
)

select
    spoken.claim_id,
    spoken.thread_of_all + case when spoken.counterpart is null then 0 else counterparts.country_number end as thread,
    spoken.claimed_on,
    spoken.act_number,
    spoken.modality,
    spoken.currency,
    spoken.direction,
    spoken.amount,
    spoken.unit,
    places.document_number,
    places.source_number,
    places.authority,
    spoken.confidence,
    spoken.known_on,
    spoken.known_to,
    cast(
        (places.authority * 1000000 + (spoken.known_on - date '0001-01-01')) * 10000000
        + cast(round((1 - spoken.confidence) * 1000000) as bigint) as hugeint
    ) * 18446744073709551616 + cast('0x' || spoken.claim_id as ubigint) as standing
from spoken
inner join article_places as places
    on spoken.article_id = places.article_id
left join countries as counterparts
    on spoken.counterpart = counterparts.code
