-- Positions by actor and issue, newest first.
-- with: position_rows
select *
from position_rows
order by actor asc, issue asc, valid_from desc, counterpart asc, position_id asc
