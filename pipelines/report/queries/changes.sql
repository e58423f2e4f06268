-- Every change of position with both quotes and where they were printed, newest first.
select
    changes.from_position_id,
    changes.to_position_id,
    changes.actor,
    changes.issue,
    changes.counterpart,
    changes.change,
    changes.changed_on,
    changes.known_on,
    after_article.landed_on,
    changes.days_between,
    changes.from_act,
    changes.to_act,
    before.score as from_score,
    after.score as to_score,
    changes.from_modality,
    changes.to_modality,
    changes.from_direction,
    changes.to_direction,
    changes.from_amount,
    changes.from_unit,
    changes.to_amount,
    changes.to_unit,
    changes.from_quote[:1200] as from_quote,
    changes.to_quote[:1200] as to_quote,
    changes.from_speaker,
    changes.to_speaker,
    changes.from_source,
    changes.to_source,
    changes.from_claim_id,
    changes.to_claim_id,
    before.article_id as from_article_id,
    after.article_id as to_article_id,
    before.claimed_on as from_claimed_on,
    changes.is_contested
from position_changes as changes
inner join claims as before
    on changes.from_claim_id = before.claim_id
inner join claims as after
    on changes.to_claim_id = after.claim_id
inner join articles as after_article
    on after.article_id = after_article.article_id
order by
    changes.changed_on desc,
    changes.actor asc,
    changes.issue asc,
    changes.counterpart asc,
    changes.to_position_id asc,
    changes.from_position_id asc
