-- What became of all claims: how many speak, and why do the others not?

select
    use,
    count(*) as claim_count,
    round(count(*) / sum(count(*)) over (), 3) as claim_share
from claims
group by use
order by claim_count desc, use asc
