-- What this database was built from; one row.
-- depends: documents, articles, claims, duplicates, rejects, utterances, positions, position_moves, thresholds
-- column: built_on | The day of the run that built it
-- column: versions | What built it: project, schema, extractor and reference fingerprints
-- column: parts | Parts of the lake it was read from, by table
-- column: min_confidence | Claims below it move no position | share from 0 to 1
-- column: min_similarity | Texts at least this alike are copies | share from 0 to 1
-- column: file_count | Raw files | files
-- column: document_count | Documents, each content once | documents
-- column: article_count | Articles | articles
-- column: duplicate_count | Copies | articles
-- column: reject_count | Documents and articles that went no further | rows
-- column: claim_count | Claims | claims
-- column: utterance_count | Utterances | utterances
-- column: position_count | Positions | positions
-- column: change_count | Changes of position | changes
-- column: last_known_on | Last day on which any article could be known; null for an empty lake

select
    run.built_on,
    run.versions,
    run.parts,
    thresholds.min_confidence,
    thresholds.min_similarity,
    (select count(*) from input.files) as file_count,
    (select count(*) from documents) as document_count,
    (select count(*) from articles) as article_count,
    (select count(*) from duplicates) as duplicate_count,
    (select count(*) from rejects) as reject_count,
    (select count(*) from claims) as claim_count,
    (select count(*) from utterances) as utterance_count,
    (select count(*) from positions) as position_count,
    (select count(*) from position_moves) as change_count,
    (select max(articles.known_on) from articles) as last_known_on
from input.run as run
cross join thresholds
