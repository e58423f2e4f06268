-- What the database was built from.
select
    built_on,
    last_known_on,
    (select max(articles.landed_on) from articles) as last_landed_on,
    versions,
    min_confidence,
    file_count,
    document_count,
    article_count,
    duplicate_count,
    reject_count,
    claim_count,
    utterance_count,
    position_count,
    change_count,
    (
        select count(*) from positions
        where positions.valid_to is null
    ) as standing_count
from build
