-- Every raw file has at least one document, and every document comes from a listed file.
-- severity: blocking

with documents as (select distinct path from input.documents)

select
    coalesce(files.path, documents.path) as path,
    case when documents.path is null then 'no document' else 'no such file' end as fault
from (select distinct path from input.files) as files
full outer join documents
    on files.path = documents.path
where files.path is null or documents.path is null
