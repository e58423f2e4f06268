-- Which articles corrected an earlier one, and which claims did the correction take away or add?

select
    corrections.known_on as corrected_on,
    originals.title,
    claims.actor,
    claims.issue,
    claims.act,
    claims.quote,
    case when claims.article_id = originals.article_id then 'no longer said' else 'said instead' end as effect
from duplicates
inner join articles as corrections
    on duplicates.article_id = corrections.article_id
inner join articles as originals
    on
        duplicates.canonical_article_id = originals.canonical_article_id
        and corrections.known_on = originals.superseded_on
        and corrections.article_id <> originals.article_id
inner join claims
    on claims.article_id in (corrections.article_id, originals.article_id)
where
    duplicates.kind = 'correction'
    and claims.use <> 'duplicate'
    and not exists (
        select same.claim_id
        from claims as same
        where
            same.article_id in (corrections.article_id, originals.article_id)
            and same.article_id <> claims.article_id
            and row(same.actor, same.issue, same.act, same.counterparts, same.modality, same.direction, same.amount, same.unit)
            is not distinct from row(
                claims.actor, claims.issue, claims.act, claims.counterparts, claims.modality, claims.direction, claims.amount, claims.unit
            )
    )
order by corrected_on, originals.title, effect, claims.quote
