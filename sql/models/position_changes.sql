-- Every change of position with both quotes, speakers and sources.
-- kind: view
-- grain: from_position_id, to_position_id, changed_on
-- depends: position_moves, claims, articles
-- column: from_position_id | Position that was left
-- column: to_position_id | Position that was taken; the same one where it was reaffirmed
-- column: actor | Who moved
-- column: issue | On what
-- column: counterpart | Toward whom; null where general
-- column: change | hardened, softened, reversed, walked_back, firmed, loosened, restated or reaffirmed
-- column: changed_on | First day of the new position, or of the reaffirmation
-- column: days_between | Days since the position that was left was last expressed | days
-- column: known_on | First day on which the change could be known
-- column: from_act | Act that was left
-- column: to_act | Act that was taken
-- column: score_change | Score after less score before; below 0 is toward conflict | -2 to 2
-- column: from_modality | How firmly it was held before
-- column: to_modality | How firmly it is held after
-- column: from_direction | Direction wanted before
-- column: to_direction | Direction wanted after
-- column: from_amount | Amount before | as `from_unit`
-- column: from_unit | % or an ISO 4217 code
-- column: to_amount | Amount after | as `to_unit`
-- column: to_unit | % or an ISO 4217 code
-- column: from_quote | Words of the position that was left, the last time it was expressed
-- column: to_quote | Words of the position that was taken
-- column: from_speaker | Who said the former
-- column: to_speaker | Who said the latter
-- column: from_source | Who carried the former
-- column: to_source | Who carried the latter
-- column: from_claim_id | Last claim of the position that was left
-- column: to_claim_id | First claim of the position that was taken
-- column: is_contested | One of the two was contested

select
    moves.from_position_id,
    moves.to_position_id,
    moves.actor,
    moves.issue,
    moves.counterpart,
    moves.change,
    moves.changed_on,
    moves.days_between,
    moves.known_on,
    moves.from_act,
    moves.to_act,
    moves.score_change,
    moves.from_modality,
    moves.to_modality,
    moves.from_direction,
    moves.to_direction,
    moves.from_amount,
    moves.from_unit,
    moves.to_amount,
    moves.to_unit,
    before.quote as from_quote,
    after.quote as to_quote,
    before.speaker as from_speaker,
    after.speaker as to_speaker,
    before_article.source as from_source,
    after_article.source as to_source,
    moves.from_claim_id,
    moves.to_claim_id,
    moves.is_contested
from position_moves as moves
inner join claims as before
    on moves.from_claim_id = before.claim_id
inner join claims as after
    on moves.to_claim_id = after.claim_id
inner join articles as before_article
    on before.article_id = before_article.article_id
inner join articles as after_article
    on after.article_id = after_article.article_id
