-- The claims of the last published database have not all gone.
-- severity: blocking
-- depends: claims

select
    previous.claim_count as claims_before,
    (select count(*) from claims) as claims_now
from input.previous as previous
where previous.claim_count > 0 and (select count(*) from claims) = 0
