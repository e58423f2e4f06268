-- Copies: articles whose words another, earlier known article already carried, and that article.
-- grain: article_id, path, member
-- depends: article_copies, near_copies, page_versions
-- plain: article_id, canonical_article_id
-- packed: path
-- column: article_id | The copy
-- column: path | Raw file of the copy
-- column: member | Place inside that file; null where the file is the document
-- column: canonical_article_id | The article that counts; the same id where one document landed twice
-- column: kind | same_article (the same bytes again), same_text, near, or correction (of the canonical article)
-- column: similarity | Share of equal MinHash values with the canonical text or the version it is of; 1 for equal text | share from 0 to 1
-- column: known_on | First day on which the copy could be known
-- check: kind_is_known blocking | kind in ('same_article', 'same_text', 'near', 'correction')
-- check: similarity_is_share blocking | similarity between 0 and 1

with placed as (
    select
        copies.article_id,
        copies.path,
        copies.member,
        copies.known_on,
        coalesce(versions.canonical_rank, near_copies.canonical_rank, copies.text_rank) as canonical_rank,
        case
            when copies.rank > copies.text_rank then 'same_text'
            when copies.is_correction then 'correction'
            else 'near'
        end as kind,
        coalesce(near_copies.similarity, own.similarity, 1.0) as similarity
    from article_copies as copies
    left join near_copies
        on copies.text_rank = near_copies.rank
    left join page_versions as versions
        on coalesce(near_copies.canonical_rank, copies.text_rank) = versions.rank
    left join page_versions as own
        on copies.text_rank = own.rank
    where
        copies.copy_number = 1
        and (copies.rank > copies.text_rank or near_copies.rank is not null or own.rank is not null)
)

select
    placed.article_id,
    placed.path,
    placed.member,
    canonical.article_id as canonical_article_id,
    placed.kind,
    placed.similarity,
    placed.known_on
from placed
inner join article_copies as canonical
    on placed.canonical_rank = canonical.rank
union all
select
    article_id,
    path,
    member,
    article_id as canonical_article_id,
    'same_article' as kind,
    1.0 as similarity,
    known_on
from article_copies
where copy_number > 1
