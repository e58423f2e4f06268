-- Articles numbered in the order in which they could be known; copies of one article share its id.
-- kind: step
-- grain: article_id, copy_number
-- depends: sources
-- column: article_id | document_id, a dash, and the story's number
-- column: copy_number | 1 for the copy that is kept: the earliest known, then landed, then by path
-- column: copy_count | Copies of the article, this one included | articles
-- column: path | Raw file of the document
-- column: member | Place of the document inside its raw file
-- column: document_number | Document it was drawn from, its id as a number
-- column: source_number | Publisher, as in `sources`
-- column: authority | Authority of that publisher | rank
-- column: known_on | First day on which it could be known
-- column: is_correction | Says of itself that it corrects an earlier text
-- column: is_rejected | Has a reject code
-- column: rank | Place among kept articles by known_on, originals before corrections, authority, id | rank
-- column: text_rank | Rank of the first kept article of the same words; its own where it was rejected or has no words | rank

with copies as (
    select
        articles.article_id,
        articles.path,
        articles.member,
        cast('0x' || articles.document_id as ubigint) as document_number,
        sources.source_number,
        articles.known_on,
        articles.is_correction,
        articles.text_hash,
        articles.reject_code is not null as is_rejected,
        sources.authority,
        row_number() over (
            partition by articles.article_id
            order by articles.known_on, articles.landed_on, articles.path, articles.member nulls first
        ) as copy_number,
        count(*) over (partition by articles.article_id) as copy_count
    from input.articles as articles
    inner join sources
        on articles.source = sources.source
),

ranked as (
    select
        article_id,
        copy_number,
        copy_count,
        path,
        member,
        document_number,
        source_number,
        authority,
        known_on,
        is_correction,
        text_hash,
        is_rejected,
        row_number() over (order by copy_number > 1, known_on, is_correction, authority, article_id, copy_number) as rank
    from copies
),

first_of_words as (
    select
        text_hash,
        min(rank) as rank
    from ranked
    where copy_number = 1 and not is_rejected and text_hash <> ''
    group by text_hash
)

select
    ranked.article_id,
    ranked.copy_number,
    ranked.copy_count,
    ranked.path,
    ranked.member,
    ranked.document_number,
    ranked.source_number,
    ranked.authority,
    ranked.known_on,
    ranked.is_correction,
    ranked.is_rejected,
    ranked.rank,
    case
        when ranked.copy_number = 1 and not ranked.is_rejected then coalesce(first_of_words.rank, ranked.rank)
        else ranked.rank
    end as text_rank
from ranked
left join first_of_words
    on ranked.text_hash = first_of_words.text_hash
