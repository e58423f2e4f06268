-- Pairs of countries that have a page, and their dated claims toward each other, reprints left out.
with toward as (
    select
        actor,
        unnest(counterparts) as counterpart
    from claims
    where use <> 'duplicate' and claimed_on is not null
)

select
    least(actor, counterpart) || '|' || greatest(actor, counterpart) as pair,
    count(*) as claim_count
from toward
where actor <> counterpart
group by pair
order by pair
