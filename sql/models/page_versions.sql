-- Texts that call themselves a correction or an update and differ too much from what they correct to be copies of it: a short piece
-- changes most of its words when a figure and a note do. Such a text is of the family of an earlier one of the same publisher where both
-- are known within `duplicate_days`, tell one story (a claim of each has the same actor and issue, and a counterpart in common or none) and
-- are as alike as `min_version_similarity` asks, or stand under one address and are half as alike. Of several the likest, then the first.
-- kind: step
-- grain: rank
-- depends: thresholds, sources, article_copies, near_copies
-- column: rank | Rank of the correction
-- column: canonical_rank | Rank of the canonical article of the text that it corrects
-- column: similarity | Share of equal MinHash values with the text that it corrects | share from 0 to 1

with recursive texts as materialized (
    select
        article_copies.rank,
        article_copies.article_id,
        article_copies.source_number,
        article_copies.known_on,
        article_copies.is_correction and near_copies.rank is null as is_open,
        sources.source <> 'unknown' as has_source,
        nullif(rtrim(regexp_replace(articles.url, '#.*', ''), '/'), '') as address,
        cast(articles.signature as uinteger[]) as signature
    from input.articles as articles
    inner join article_copies
        on
            articles.article_id = article_copies.article_id
            and articles.path = article_copies.path
            and articles.member is not distinct from article_copies.member
    inner join sources
        on article_copies.source_number = sources.source_number
    left join near_copies
        on article_copies.rank = near_copies.rank
    where
        article_copies.copy_number = 1
        and article_copies.rank = article_copies.text_rank
        and not article_copies.is_rejected
        and len(articles.signature) = 128
),

told as (
    select distinct
        texts.rank,
        texts.source_number,
        texts.known_on,
        texts.is_open,
        claims.actor,
        claims.issue,
        claims.counterparts
    from input.claims as claims
    inner join texts
        on claims.article_id = texts.article_id
    where texts.has_source
),

candidates as (
    select
        later.rank as later_rank,
        earlier.rank as earlier_rank,
        0.5 as share_asked
    from texts as later
    inner join texts as earlier
        on
            later.address = earlier.address
            and later.source_number = earlier.source_number
            and later.rank > earlier.rank
    where later.is_open
    union
    select
        later.rank as later_rank,
        earlier.rank as earlier_rank,
        1.0 as share_asked
    from told as later
    inner join told as earlier
        on
            later.source_number = earlier.source_number
            and later.actor = earlier.actor
            and later.issue = earlier.issue
            and later.rank > earlier.rank
            and (
                list_has_any(later.counterparts, earlier.counterparts)
                or (len(later.counterparts) = 0 and len(earlier.counterparts) = 0)
            )
    cross join thresholds
    where later.is_open and later.known_on - earlier.known_on <= thresholds.duplicate_days
),

compared as (
    select
        candidates.later_rank,
        candidates.earlier_rank,
        candidates.share_asked,
        len(list_filter(list_zip(later.signature, earlier.signature), lambda pair: pair[1] = pair[2])) / 128.0 as similarity -- noqa: RF02
    from candidates
    inner join texts as later
        on candidates.later_rank = later.rank
    inner join texts as earlier
        on candidates.earlier_rank = earlier.rank
),

corrected as (
    select
        compared.later_rank as rank,
        max(compared.similarity) as similarity,
        arg_max(compared.earlier_rank, row(compared.similarity, -compared.earlier_rank)) as earlier_rank
    from compared
    cross join thresholds
    where compared.similarity >= compared.share_asked * thresholds.min_version_similarity
    group by compared.later_rank
),

led as (
    select
        corrected.rank,
        corrected.similarity,
        coalesce(near_copies.canonical_rank, corrected.earlier_rank) as leader_rank
    from corrected
    left join near_copies
        on corrected.earlier_rank = near_copies.rank
),

-- A correction of a correction is of the first one's family.
followed as (
    select
        led.rank,
        led.leader_rank as canonical_rank,
        led.similarity
    from led
    anti join led as others
        on led.leader_rank = others.rank
    union all
    select
        led.rank,
        followed.canonical_rank,
        led.similarity
    from led
    inner join followed
        on led.leader_rank = followed.rank
)

select
    rank,
    canonical_rank,
    similarity
from followed
