-- Claims of near copies that say nothing new. Compared are the texts of one family, a canonical article with its corrections and near
-- copies, each with those known before it: so nothing known later has a say, and two near copies that add the same add it once.
-- kind: step
-- grain: claim_id
-- depends: article_copies, article_places, duplicates
-- column: claim_id | Claim of a near copy which the canonical article, a correction or an earlier near copy holds too

with families as (
    select distinct canonical_article_id
    from duplicates
    where kind = 'near'
),

texts as (
    select
        places.article_id,
        places.path,
        places.member,
        places.canonical_article_id,
        not places.is_canonical as is_near,
        places.copy_count,
        copies.rank
    from article_places as places
    inner join article_copies as copies
        on places.article_id = copies.article_id and copies.copy_number = 1
    semi join families
        on places.canonical_article_id = families.canonical_article_id
    where copies.rank = copies.text_rank
),

-- Of a claim that came in twice the same row as in `claims`. Words are compared without case, white space and typography, whole by whole.
told as (
    select
        claims.claim_id,
        texts.canonical_article_id,
        texts.is_near,
        texts.rank,
        claims.actor,
        claims.counterparts,
        claims.issue,
        claims.act,
        claims.modality,
        claims.attribution,
        claims.currency,
        claims.direction,
        claims.amount,
        claims.unit,
        claims.claimed_on,
        claims.date_basis,
        ' ' || trim(regexp_replace(lower(claims.quote), '[^\p{L}\p{M}\p{N}\p{Sc}%]+', ' ', 'g')) || ' ' as words
    from input.claims as claims
    inner join texts
        on claims.article_id = texts.article_id
    qualify
        row_number() over (
            partition by claims.claim_id
            order by
                claims.known_on asc,
                claims.claimed_on asc,
                claims.confidence desc,
                case when texts.copy_count > 1 then md5(cast(claims as varchar)) end asc -- noqa: RF02
        ) = 1
),

-- The same actor in the same words, or in other words an act of its that fills no slot otherwise. Only days read from words differ.
alike as (
    select
        ours.claim_id,
        theirs.claim_id as earlier_claim_id,
        theirs.is_near
    from told as ours
    inner join told as theirs
        on
            ours.canonical_article_id = theirs.canonical_article_id
            and ours.actor = theirs.actor
            and ours.rank > theirs.rank
            and list_has_all(theirs.counterparts, ours.counterparts)
            and (len(ours.counterparts) > 0 or len(theirs.counterparts) = 0)
            and (
                ours.words = theirs.words
                or (
                    ours.issue = theirs.issue
                    and ours.act = theirs.act
                    and ours.modality = theirs.modality
                    and ours.attribution = theirs.attribution
                    and coalesce(ours.currency = theirs.currency, ours.currency is null)
                    and coalesce(ours.direction = theirs.direction, ours.direction is null)
                    and (ours.amount is null or (ours.amount, ours.unit) is not distinct from (theirs.amount, theirs.unit))
                    and (
                        ours.date_basis in ('publication', 'none')
                        or theirs.date_basis = 'publication'
                        or coalesce(ours.claimed_on = theirs.claimed_on, false)
                    )
                )
            )
    where ours.is_near
),

versions as (
    select
        texts.canonical_article_id,
        texts.rank,
        ' ' || regexp_replace(lower(articles.text), '[^\p{L}\p{M}\p{N}\p{Sc}%]+', ' ', 'g') || ' ' as words
    from input.articles as articles
    inner join texts
        on
            articles.article_id = texts.article_id
            and articles.path = texts.path
            and articles.member is not distinct from texts.member
    where not texts.is_near
),

-- Words of a near copy in which the canonical article or a correction, having them too, read no claim of anybody.
unread as (
    select ours.claim_id
    from told as ours
    inner join versions
        on
            ours.canonical_article_id = versions.canonical_article_id
            and ours.rank > versions.rank
            and contains(versions.words, ours.words)
    anti join told as theirs
        on
            versions.rank = theirs.rank
            and ours.words = theirs.words
    where ours.is_near
),

said_at_first as (
    select claim_id
    from alike
    where not is_near
    union distinct
    select claim_id
    from unread
)

select claim_id
from said_at_first
union distinct
select alike.claim_id
from alike
anti join said_at_first
    on alike.earlier_claim_id = said_at_first.claim_id
where alike.is_near
