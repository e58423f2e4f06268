-- Articles with their text, one row per story; says which one counts where several carry the same words.
-- grain: article_id
-- depends: article_copies, duplicates
-- packed: article_id, document_id, path, title, text, author, url, canonical_article_id
-- column: article_id | document_id, a dash, and the story's number
-- column: document_id | Document it was drawn from
-- column: path | Raw file of the document, below the raw folder
-- column: member | Place of the document inside its raw file
-- column: story | Number of the story in its document, from 0 | number
-- column: title | Headline
-- column: text | Body; offsets of claims count its code points
-- column: language | ISO 639-1 code, `und` where unknown
-- column: source | Publisher, as in `sources`
-- column: author | Byline
-- column: url | Canonical address
-- column: published_on | The article's own date; null is never guessed
-- column: published_basis | Where that date stood: sidecar, structured, header, dateline or none
-- column: published_evidence | The words it rests on
-- column: date_rivals | Dates that were found and refused, each with its reason
-- column: landed_on | Day the raw file arrived
-- column: known_on | First day on which it could be known
-- column: is_correction | Says of itself that it corrects or updates an earlier text
-- column: canonical_article_id | The article that counts for these words; itself where it is the first
-- column: is_canonical | Its claims count: the first of its words, or a correction
-- column: superseded_on | Day from which a correction counts in its place; null where none does
-- column: warnings | What cleaning and dating noticed
-- column: reject_code | Why the article goes no further; null where it does
-- column: reject_reason | One line for a person
-- column: copy_count | How many times this very article landed, at least 1 | articles
-- check: known_on_is_published_or_landed blocking | known_on = coalesce(published_on, landed_on)

with kept as (
    select
        article_copies.article_id,
        article_copies.path,
        article_copies.member,
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

placed as (
    select
        *,
        lead(known_on) over (partition by canonical_article_id, is_canonical order by rank) as next_known_on
    from kept
)

select
    articles.article_id,
    articles.document_id,
    articles.path,
    articles.member,
    articles.story,
    articles.title,
    articles.text,
    articles.language,
    articles.source,
    articles.author,
    articles.url,
    articles.published_on,
    articles.published_basis,
    articles.published_evidence,
    articles.date_rivals,
    articles.landed_on,
    articles.known_on,
    articles.is_correction,
    placed.canonical_article_id,
    placed.is_canonical,
    case when placed.is_canonical then placed.next_known_on end as superseded_on,
    articles.warnings,
    articles.reject_code,
    articles.reject_reason,
    placed.copy_count
from input.articles as articles
inner join placed
    on
        articles.article_id = placed.article_id
        and articles.path = placed.path
        and articles.member is not distinct from placed.member
