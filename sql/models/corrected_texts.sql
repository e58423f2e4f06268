-- Articles in whose place a correction speaks, and from which day on. It takes the place of the canonical article and of earlier
-- corrections; only where it tells none of their stories, but a near copy's, does it leave them. It takes the place of a near copy whose
-- story it tells, where that is of its own publisher or it tells no other. Stories are the same that share an actor and a counterpart.
-- A correction that is no copy of the canonical article (`page_versions`) takes the place of its own publisher's texts alone, and a copy of
-- it of its own family's besides.
-- kind: step
-- grain: article_id
-- depends: article_copies, near_copies, duplicates, page_versions
-- column: article_id | The article that is corrected
-- column: superseded_on | First day on which a correction of it could be known

with families as (
    select distinct canonical_article_id
    from duplicates
    where kind = 'correction'
),

placed as (
    select
        copies.article_id,
        copies.rank,
        copies.known_on,
        copies.source_number,
        page_versions.rank as version_rank,
        coalesce(duplicates.canonical_article_id, copies.article_id) as canonical_article_id,
        coalesce(duplicates.kind, 'canonical') as kind
    from article_copies as copies
    left join duplicates
        on copies.article_id = duplicates.article_id and duplicates.kind <> 'same_article'
    left join near_copies
        on copies.text_rank = near_copies.rank
    left join page_versions
        on coalesce(near_copies.canonical_rank, copies.text_rank) = page_versions.rank
    where copies.copy_number = 1
),

texts as (
    select placed.*
    from placed
    semi join families
        on placed.canonical_article_id = families.canonical_article_id
    where placed.kind <> 'same_text'
),

parties as (
    select distinct
        texts.article_id,
        texts.canonical_article_id,
        texts.rank,
        texts.kind,
        claims.actor,
        claims.counterparts
    from input.claims as claims
    inner join texts
        on claims.article_id = texts.article_id
),

same_stories as (
    select distinct
        earlier.article_id,
        later.article_id as correction_id
    from parties as earlier
    inner join parties as later
        on
            earlier.canonical_article_id = later.canonical_article_id
            and earlier.actor = later.actor
            and earlier.rank < later.rank
            and (
                list_has_any(earlier.counterparts, later.counterparts)
                or (len(earlier.counterparts) = 0 and len(later.counterparts) = 0)
            )
    where later.kind = 'correction'
),

followed as (
    select
        earlier.article_id,
        later.known_on,
        earlier.kind = 'near' as is_near,
        (later.version_rank is null or coalesce(later.version_rank = earlier.version_rank, false)) as is_near_version,
        earlier.source_number = later.source_number as is_same_source,
        same_stories.article_id is not null as is_same_story,
        bool_or(earlier.kind = 'near' and same_stories.article_id is not null) over (partition by later.article_id) as tells_near_copy,
        bool_or(earlier.kind <> 'near' and same_stories.article_id is not null) over (partition by later.article_id) as tells_version
    from texts as later
    inner join texts as earlier
        on
            later.canonical_article_id = earlier.canonical_article_id
            and later.rank > earlier.rank
    left join same_stories
        on
            earlier.article_id = same_stories.article_id
            and later.article_id = same_stories.correction_id
    where later.kind = 'correction'
)

select
    article_id,
    min(known_on) as superseded_on
from followed
where
    (is_same_source or is_near_version)
    and case
        when is_near then is_same_story and (is_same_source or not tells_version)
        else is_same_story or not tells_near_copy
    end
group by article_id
