-- Documents and articles that go no further, each with its reason: nothing is dropped in silence.
-- grain: stage, record_id
-- depends: documents, articles
-- plain: record_id
-- packed: path
-- column: stage | Where it stopped: ingest or clean
-- column: record_id | document_id or article_id
-- column: path | Raw file, below the raw folder
-- column: member | Place inside that file
-- column: landed_on | Day the raw file arrived
-- column: reject_code | Why, as a code
-- column: reject_reason | Why, as one line for a person

select
    'ingest' as stage,
    document_id as record_id,
    path,
    member,
    landed_on,
    reject_code,
    reject_reason
from documents
where reject_code is not null
union all
select
    'clean' as stage,
    article_id as record_id,
    path,
    member,
    landed_on,
    reject_code,
    reject_reason
from articles
where reject_code is not null
order by stage, record_id
