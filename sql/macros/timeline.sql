-- The positions of an actor on an issue in the order of time, toward one counterpart, or toward all where none is given, as known now.
-- signature: of_actor, of_issue, of_counterpart := null
-- depends: positions, claims, articles
-- example: from timeline('JPN', 'reserves', 'USA')
-- column: counterpart | Whom it is toward; null where it is general
-- column: valid_from | First day on which it is on record
-- column: valid_to | First day on which another position stands; null where it still stands
-- column: act | What the actor does by holding it
-- column: modality | How firmly it is held
-- column: score | Conflict to cooperation | -1 to 1
-- column: direction | Direction wanted
-- column: currency | Currency that is to move or stay
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: last_affirmed_on | Last day on which it was expressed
-- column: known_from | First day on which it could be known
-- column: support_count | Documents that carry it | documents
-- column: source_count | Distinct publishers that carried it | sources
-- column: is_contested | On some day another act pointed the other way, or most publishers did not give its figure
-- column: quote | Words of its first day
-- column: speaker | Who said them
-- column: source | Who carried them
-- column: position_id | The position

select
    positions.counterpart,
    positions.valid_from,
    positions.valid_to,
    positions.act,
    positions.modality,
    positions.score,
    positions.direction,
    positions.currency,
    positions.amount,
    positions.unit,
    positions.last_affirmed_on,
    positions.known_from,
    positions.support_count,
    positions.source_count,
    positions.is_contested,
    claims.quote,
    claims.speaker,
    articles.source,
    positions.position_id
from positions
inner join claims
    on positions.first_claim_id = claims.claim_id
inner join articles
    on claims.article_id = articles.article_id
where
    positions.actor = of_actor
    and positions.issue = of_issue
    and (of_counterpart is null or positions.counterpart = of_counterpart)
order by positions.counterpart nulls first, positions.valid_from
