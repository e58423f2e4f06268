-- What counts of each article, and from when to when: what claims and positions need to know of it, without its text.
-- kind: step
-- grain: article_id
-- depends: article_copies, duplicates
-- column: article_id | document_id, a dash, and the story's number
-- column: path | Raw file of the copy that is kept
-- column: member | Place of the document inside its raw file
-- column: document_number | Document it was drawn from, its id as a number
-- column: source_number | Publisher, as in `sources`
-- column: authority | Authority of that publisher | rank
-- column: copy_count | How many times this very article landed, at least 1 | articles
-- column: canonical_article_id | The article that counts for these words; itself where it is the first
-- column: is_canonical | Its claims count: the first of its words, or a correction
-- column: superseded_on | Day from which a correction counts in its place; null where none does

with kept as (
    select
        article_copies.article_id,
        article_copies.path,
        article_copies.member,
        article_copies.document_number,
        article_copies.source_number,
        article_copies.authority,
        article_copies.copy_count,
        article_copies.rank,
        article_copies.known_on,
        coalesce(duplicates.canonical_article_id, article_copies.article_id) as canonical_article_id,
        duplicates.kind is null or duplicates.kind = 'correction' as is_canonical
    from article_copies
    left join duplicates
        on article_copies.article_id = duplicates.article_id and duplicates.kind <> 'same_article'
    where article_copies.copy_number = 1
),

followed as (
    select
        *,
        lead(known_on) over (partition by canonical_article_id, is_canonical order by rank) as next_known_on
    from kept
)

select
    article_id,
    path,
    member,
    document_number,
    source_number,
    authority,
    copy_count,
    canonical_article_id,
    is_canonical,
    case when is_canonical then next_known_on end as superseded_on
from followed
