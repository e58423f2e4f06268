-- No more than a fifth of the claims of the last published database has gone; more is worth a look at the difference of the two.
-- severity: warning
-- depends: claims

select
    previous.claim_count as claims_before,
    (select count(*) from claims) as claims_now
from input.previous as previous
where (select count(*) from claims) < 0.8 * previous.claim_count
