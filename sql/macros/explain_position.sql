-- Every claim of a position's days, in order: those it rests on, those of the same days that point elsewhere, and those in whose place
-- a correction speaks. With `known_on`, the position as it could be known on that day, and the claims that were known by then.
-- signature: of_position, known_on := null
-- depends: positions, positions_as_known, stances, utterances, utterance_claims, claims, articles
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

with asked as (
    select coalesce(cast(known_on as date), date 'infinity') as known_day
),

held as (
    select
        thread,
        valid_from,
        last_affirmed_on
    from positions
    where cast(known_on as date) is null and position_id = of_position
    union all by name
    select
        thread,
        valid_from,
        last_affirmed_on
    from positions_as_known(cast(known_on as date))
    where cast(known_on as date) is not null and position_id = of_position
)

select
    utterances.claimed_on,
    utterances.act,
    claims.modality,
    coalesce(stances.act = utterances.act, false)
    and (utterance_claims.known_to is null or asked.known_day < utterance_claims.known_to) as carries_it,
    claims.quote,
    claims.speaker,
    articles.source,
    utterance_claims.known_on,
    utterance_claims.known_to,
    claims.confidence,
    utterances.utterance_id,
    claims.claim_id
from asked
cross join held
inner join utterances
    on
        held.thread = utterances.thread
        and utterances.claimed_on between held.valid_from and held.last_affirmed_on
inner join utterance_claims
    on
        utterances.utterance_id = utterance_claims.utterance_id
        and asked.known_day >= utterance_claims.known_on
inner join claims
    on utterance_claims.claim_id = claims.claim_id
inner join articles
    on claims.article_id = articles.article_id
left join stances
    on
        utterances.thread = stances.thread
        and utterances.claimed_on = stances.claimed_on
        and asked.known_day >= stances.known_from
        and (stances.known_to is null or asked.known_day < stances.known_to)
order by utterances.claimed_on, utterances.act, claims.claim_id
