-- Every code of a claim is in its dimension, and score and topic are those of its act and issue.
-- severity: blocking
-- depends: claims, countries, issues, acts

select
    claims.claim_id,
    claims.actor,
    claims.issue,
    claims.act
from claims
left join countries
    on claims.actor = countries.code
left join issues
    on claims.issue = issues.issue
left join acts
    on claims.act = acts.act
where
    countries.code is null
    or issues.issue is null
    or acts.act is null
    or claims.topic <> issues.topic
    or abs(claims.score - acts.score) > 1e-9
