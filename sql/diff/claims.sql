-- Claims that one database has and the other has not, or has otherwise, and whether their article was in both.
-- column: claim_id | The claim
-- column: change | gained, lost or changed
-- column: cause | extractor, news (the article, a copy or a correction came or went) or rules (a threshold alone decided)
-- column: actor | Who holds it
-- column: issue | On what
-- column: counterparts | Toward whom
-- column: old_act | What the actor did by the old reading
-- column: new_act | What the actor does by the new one
-- column: changed_slots | Slots that differ, where the claim is in both
-- column: quote | The article's own words
-- column: article_id | The article

with paired as (
    select
        coalesce(new_claims.claim_id, old_claims.claim_id) as claim_id,
        coalesce(new_claims.article_id, old_claims.article_id) as article_id,
        case
            when old_claims.claim_id is null then 'gained'
            when new_claims.claim_id is null then 'lost'
            else 'changed'
        end as change,
        coalesce(new_claims.actor, old_claims.actor) as actor,
        coalesce(new_claims.issue, old_claims.issue) as issue,
        coalesce(new_claims.counterparts, old_claims.counterparts) as counterparts,
        old_claims.act as old_act,
        new_claims.act as new_act,
        coalesce(new_claims.quote, old_claims.quote) as quote,
        [old_claims.use, new_claims.use] as uses,
        list_filter(
            [
                case when new_claims.counterparts is distinct from old_claims.counterparts then 'counterparts' end,
                case when new_claims.modality is distinct from old_claims.modality then 'modality' end,
                case when new_claims.attribution is distinct from old_claims.attribution then 'attribution' end,
                case when new_claims.direction is distinct from old_claims.direction then 'direction' end,
                case when new_claims.currency is distinct from old_claims.currency then 'currency' end,
                case when new_claims.amount is distinct from old_claims.amount then 'amount' end,
                case when new_claims.unit is distinct from old_claims.unit then 'unit' end,
                case when new_claims.claimed_on is distinct from old_claims.claimed_on then 'claimed_on' end,
                case when new_claims.speaker is distinct from old_claims.speaker then 'speaker' end,
                case
                    when new_claims.use <> old_claims.use and new_claims.confidence <> old_claims.confidence then 'confidence'
                end,
                case when new_claims.use is distinct from old_claims.use then 'use' end,
                case when new_claims.known_to is distinct from old_claims.known_to then 'known_to' end
            ],
            lambda slot: slot is not null -- noqa: RF02
        ) as changed_slots
    from new.claims as new_claims
    full outer join old.claims as old_claims
        on new_claims.claim_id = old_claims.claim_id
)

select
    paired.claim_id,
    paired.change,
    case
        when new_articles.article_id is null or old_articles.article_id is null then 'news'
        when paired.change <> 'changed' or not list_has_all(['use', 'known_to'], paired.changed_slots) then 'extractor'
        when
            list_contains(paired.changed_slots, 'use') and list_has_any(paired.uses, ['below_threshold', 'ahead_of_article'])
            then 'rules'
        else 'news'
    end as cause,
    paired.actor,
    paired.issue,
    paired.counterparts,
    paired.old_act,
    paired.new_act,
    case when paired.change = 'changed' then paired.changed_slots else [] end as changed_slots,
    paired.quote,
    paired.article_id
from paired
left join new.articles as new_articles
    on paired.article_id = new_articles.article_id
left join old.articles as old_articles
    on paired.article_id = old_articles.article_id
where paired.change <> 'changed' or len(paired.changed_slots) > 0
order by paired.claim_id
