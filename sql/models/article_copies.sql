-- Articles numbered in the order in which they could be known; copies of one article share its id.
-- kind: step
-- grain: article_id, copy_number
-- depends: sources
-- column: article_id | document_id, a dash, and the story's number
-- column: copy_number | 1 for the copy that is kept: the earliest known, then landed, then by path
-- column: path | Raw file of the document
-- column: member | Place of the document inside its raw file
-- column: known_on | First day on which it could be known
-- column: is_correction | Says of itself that it corrects an earlier text
-- column: text_hash | Hash of the folded text
-- column: is_rejected | Has a reject code
-- column: rank | Place among kept articles by known_on, originals before corrections, authority, id | rank

with copies as (
    select
        articles.article_id,
        articles.path,
        articles.member,
        articles.known_on,
        articles.is_correction,
        articles.text_hash,
        articles.reject_code is not null as is_rejected,
        sources.authority,
        row_number() over (
            partition by articles.article_id
            order by articles.known_on, articles.landed_on, articles.path, articles.member nulls first
        ) as copy_number
    from input.articles as articles
    inner join sources
        on articles.source = sources.source
)

select
    article_id,
    copy_number,
    path,
    member,
    known_on,
    is_correction,
    text_hash,
    is_rejected,
    row_number() over (order by copy_number > 1, known_on, is_correction, authority, article_id, copy_number) as rank
from copies
