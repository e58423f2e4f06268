-- Every claim that was read, with what became of it: it speaks in an utterance, or a reason says why not.
-- grain: claim_id
-- depends: thresholds, article_places, said_before
-- plain: claim_id
-- packed: quote
-- column: claim_id | Hash of article, quote offsets, actor, issue and act
-- column: article_id | Article it was read from
-- column: sentence | Number of the sentence in the article, from 0 | number
-- column: quote | The article's own words
-- column: quote_start | First character of the quote in the article's text | code points
-- column: quote_end | One past its last character | code points
-- column: actor | Who holds the position
-- column: speaker | Person or office as named in the sentence
-- column: counterparts | Whom the position is toward, sorted; may be empty
-- column: issue | What it is about
-- column: topic | trade or currency
-- column: act | What the actor does by holding it
-- column: score | Conflict to cooperation, fixed by the act | -1 to 1
-- column: modality | How firmly it is held
-- column: attribution | own or third_party
-- column: currency | ISO 4217 code of the currency that is to move or stay
-- column: direction | Direction the actor wants or takes
-- column: amount | The one rate or sum the position is about | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: claimed_on | Day the position was expressed or the act done; null stays null
-- column: date_basis | explicit, relative, publication or none
-- column: time_expression | The words claimed_on was read from
-- column: evidence | Which characters decided which slot
-- column: confidence | Calibrated chance that actor, issue and act are all right | share from 0 to 1
-- column: reasons | What lowers the confidence
-- column: is_anachronism | A named holder did not hold that office on the day
-- column: office_note | Who did hold it
-- column: known_on | First day on which the claim could be known
-- column: known_to | Day from which a correction speaks in its place; null where none does
-- column: extractor | Name and version of what read it
-- column: use | utterance, or why not: duplicate, superseded, third_party, undated, ahead_of_article or below_threshold
-- column: copy_count | How many times this very claim came in, at least 1 | claims
-- check: use_is_decided blocking | use is not null
-- check: confidence_is_share blocking | confidence between 0 and 1
-- check: modality_is_known blocking | modality in ('asserted', 'planned', 'possible', 'conditional')
-- check: attribution_is_known blocking | attribution in ('own', 'third_party')
-- check: undated_says_so blocking | (claimed_on is null) = (date_basis = 'none')
-- check: quote_is_as_long_as_its_offsets blocking | quote_end > quote_start and length(quote) = quote_end - quote_start
-- check: actor_is_no_counterpart warning | not list_contains(counterparts, actor)

with repeated as (
    select article_id
    from article_places
    where copy_count > 1
),

numbered as (
    select
        claims.*,
        count(*) over (partition by claims.claim_id) as copy_count,
        row_number() over (
            partition by claims.claim_id
            order by claims.known_on asc, claims.claimed_on asc, claims.confidence desc, md5(cast(claims as varchar)) -- noqa: RF02
        ) as copy_number
    from input.claims as claims
    semi join repeated
        on claims.article_id = repeated.article_id
),

kept as (
    select
        claims.*,
        1 as copy_count
    from input.claims as claims
    anti join repeated
        on claims.article_id = repeated.article_id
    union all by name
    select * exclude (copy_number)
    from numbered
    where copy_number = 1
)

select
    kept.claim_id,
    kept.article_id,
    kept.sentence,
    kept.quote,
    kept.quote_start,
    kept.quote_end,
    kept.actor,
    kept.speaker,
    kept.counterparts,
    kept.issue,
    kept.topic,
    kept.act,
    kept.score,
    kept.modality,
    kept.attribution,
    kept.currency,
    kept.direction,
    kept.amount,
    kept.unit,
    kept.claimed_on,
    kept.date_basis,
    kept.time_expression,
    kept.evidence,
    kept.confidence,
    kept.reasons,
    kept.is_anachronism,
    kept.office_note,
    kept.known_on,
    places.superseded_on as known_to,
    kept.extractor,
    case
        when places.article_id is null then null
        when places.is_same_text or said_before.claim_id is not null then 'duplicate'
        when kept.attribution <> 'own' then 'third_party'
        when kept.claimed_on is null then 'undated'
        when kept.claimed_on - kept.known_on > thresholds.ahead_days then 'ahead_of_article'
        when kept.confidence < thresholds.min_confidence then 'below_threshold'
        when places.superseded_on <= kept.known_on then 'superseded'
        else 'utterance'
    end as use,
    kept.copy_count
from kept
left join article_places as places
    on kept.article_id = places.article_id
left join said_before
    on kept.claim_id = said_before.claim_id
cross join thresholds
