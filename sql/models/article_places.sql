-- What counts of each article, and from when to when: what claims and positions need to know of it, without its text.
-- kind: step
-- grain: article_id
-- depends: article_copies, duplicates, corrected_texts
-- column: article_id | document_id, a dash, and the story's number
-- column: path | Raw file of the copy that is kept
-- column: member | Place of the document inside its raw file
-- column: document_number | Document it was drawn from, its id as a number
-- column: source_number | Publisher, as in `sources`
-- column: authority | Authority of that publisher | rank
-- column: copy_count | How many times this very article landed, at least 1 | articles
-- column: canonical_article_id | The article that counts for these words; itself where it is the first
-- column: is_canonical | All its claims count: the first of its words, or a correction
-- column: is_same_text | Has the very words of an earlier article, so that none of its claims counts
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
        coalesce(duplicates.canonical_article_id, article_copies.article_id) as canonical_article_id,
        duplicates.kind is null or duplicates.kind = 'correction' as is_canonical,
        coalesce(duplicates.kind = 'same_text', false) as is_same_text
    from article_copies
    left join duplicates
        on article_copies.article_id = duplicates.article_id and duplicates.kind <> 'same_article'
    where article_copies.copy_number = 1
)

select
    kept.article_id,
    kept.path,
    kept.member,
    kept.document_number,
    kept.source_number,
    kept.authority,
    kept.copy_count,
    kept.canonical_article_id,
    kept.is_canonical,
    kept.is_same_text,
    corrected_texts.superseded_on
from kept
left join corrected_texts
    on kept.article_id = corrected_texts.article_id
