-- Positions that still stand, by issue, the most hostile first.
-- with: position_rows
select *
from position_rows
where valid_to is null
order by issue asc, score asc, last_affirmed_on desc, position_id asc
