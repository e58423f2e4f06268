-- Positions toward a named counterpart, by unordered pair and issue, newest first.
-- with: position_rows
select *
from position_rows
where counterpart <> actor
order by least(actor, counterpart) asc, greatest(actor, counterpart) asc, issue asc, valid_from desc, position_id asc
