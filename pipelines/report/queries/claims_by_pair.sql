-- Dated claims toward a named counterpart, by unordered pair and issue, newest first; one toward two stands in both pairs.
-- with: claim_rows
select
    toward.* exclude (counterpart)
    replace ([toward.counterpart] as counterparts)
from (
    select
        claim_rows.*,
        unnest(claim_rows.counterparts) as counterpart
    from claim_rows
    where claim_rows.claimed_on is not null
) as toward
where toward.actor <> toward.counterpart
order by
    least(toward.actor, toward.counterpart) asc,
    greatest(toward.actor, toward.counterpart) asc,
    toward.issue asc,
    toward.claimed_on desc,
    toward.claim_id asc
