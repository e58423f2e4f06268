-- Actors that have a page, and their claims, reprints left out.
select
    actor,
    count(*) as claim_count
from claims
where use <> 'duplicate'
group by actor
order by actor
