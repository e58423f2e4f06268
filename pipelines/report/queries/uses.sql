-- What became of the claims, and how sure the extractor was of them.
select
    use,
    count(*) as claim_count,
    round(avg(confidence), 4) as mean_confidence
from claims
group by use
order by claim_count desc, use asc
