-- A rejected document has no article, every other one has at least one, and every article has its document.
-- severity: blocking
-- depends: documents, articles

with told as (select distinct document_id from articles)

select
    coalesce(documents.document_id, told.document_id) as document_id,
    case
        when documents.document_id is null then 'article without document'
        when documents.reject_code is null then 'document without article'
        else 'rejected document with article'
    end as fault
from documents
full outer join told
    on documents.document_id = told.document_id
where (documents.document_id is null) or ((documents.reject_code is null) = (told.document_id is null))
