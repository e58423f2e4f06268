-- Who asked or threatened whom most often, on which issue?

select
    actor,
    counterpart,
    issue,
    count(*) filter (where act = 'request') as request_count,
    count(*) filter (where act = 'threaten') as threat_count,
    min(claimed_on) as first_on,
    max(claimed_on) as last_on
from utterances
where counterpart is not null and act in ('request', 'threaten') and known_to is null
group by actor, counterpart, issue
order by request_count + threat_count desc, actor, counterpart asc, issue asc
limit 20
