-- Documents as they landed, without their bytes: one row per content, whatever the number of files that held it.
-- grain: document_id
-- plain: document_id
-- packed: path, url
-- column: document_id | First 16 hexadecimal digits of the SHA-256 of the payload
-- column: path | Raw file it came from, below the raw folder; the earliest to land
-- column: member | Place inside an archive, mailbox or feed; null where the file is the document
-- column: landed_on | Day the raw file arrived
-- column: media_type | IANA media type as found by content
-- column: byte_count | Size of the payload | bytes
-- column: sent_at | Date header of the mail, or time stamp of the archive record, in UTC
-- column: sender | From header of the mail
-- column: subject | Subject header, or title of the archive record
-- column: url | Address the document was fetched from, where the file says so
-- column: sidecar | JSON text of the file's sidecar
-- column: reject_code | Why the document goes no further; null where it does
-- column: reject_reason | One line for a person
-- column: copy_count | How many times these bytes landed, at least 1 | documents

select
    document_id,
    path,
    member,
    landed_on,
    media_type,
    byte_count,
    sent_at,
    sender,
    subject,
    url,
    sidecar,
    reject_code,
    reject_reason,
    count(*) over (partition by document_id) as copy_count
from input.documents
qualify row_number() over (partition by document_id order by reject_code is not null, landed_on, path, member nulls first) = 1
order by document_id
