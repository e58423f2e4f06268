-- Articles with their text, one row per story; says which one counts where several carry the same words.
-- grain: article_id
-- depends: article_places
-- after: stances
-- plain: article_id, document_id, canonical_article_id
-- packed: path, title, text, author, url
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
-- column: is_canonical | All its claims count: the first of its words, or a correction; of a near copy those that add to it
-- column: superseded_on | Day from which a correction counts in its place; null where none does
-- column: warnings | What cleaning and dating noticed
-- column: reject_code | Why the article goes no further; null where it does
-- column: reject_reason | One line for a person
-- column: copy_count | How many times this very article landed, at least 1 | articles
-- check: known_on_is_published_or_landed blocking | known_on = coalesce(published_on, landed_on)

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
    places.canonical_article_id,
    places.is_canonical,
    places.superseded_on,
    articles.warnings,
    articles.reject_code,
    articles.reject_reason,
    places.copy_count
from input.articles as articles
inner join article_places as places
    on
        articles.article_id = places.article_id
        and articles.path = places.path
        and articles.member is not distinct from places.member
