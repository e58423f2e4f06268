-- Every claim of a position's days, in order: those it rests on, those of the same days that point elsewhere, and those in whose place
-- a correction speaks.
-- signature: of_position
-- depends: positions, utterances, utterance_claims, claims, articles
-- example: from explain_position((select min(position_id) from positions))
-- column: claimed_on | Day it was expressed
-- column: act | What the actor does
-- column: modality | How firmly
-- column: carries_it | The position rests on it; else another act of the day was better supported, or a correction speaks in its place
-- column: quote | The article's own words
-- column: speaker | Who said it
-- column: source | Publisher
-- column: known_on | First day on which it could be known
-- column: known_to | Day from which a correction speaks in its place; null where none does
-- column: confidence | Chance that actor, issue and act are right | share from 0 to 1
-- column: utterance_id | The utterance
-- column: claim_id | The claim

select
    utterances.claimed_on,
    utterances.act,
    claims.modality,
    utterances.is_standing and utterance_claims.known_to is null as carries_it,
    claims.quote,
    claims.speaker,
    articles.source,
    utterance_claims.known_on,
    utterance_claims.known_to,
    claims.confidence,
    utterances.utterance_id,
    claims.claim_id
from positions
inner join utterances
    on
        positions.actor = utterances.actor
        and positions.issue = utterances.issue
        and positions.counterpart is not distinct from utterances.counterpart
        and utterances.claimed_on between positions.valid_from and positions.last_affirmed_on
inner join utterance_claims
    on utterances.utterance_id = utterance_claims.utterance_id
inner join claims
    on utterance_claims.claim_id = claims.claim_id
inner join articles
    on claims.article_id = articles.article_id
where positions.position_id = of_position
order by utterances.claimed_on, utterances.act, claims.claim_id
