-- Which country belonged to which bloc, from when to when.
-- grain: bloc, member, joined_on
-- column: bloc | Code of the bloc
-- column: coded_as | Code under which the bloc's own positions stand in `positions`; null where it has none
-- column: member | Country code
-- column: joined_on | First day of membership; the first of January where the record gives the year alone
-- column: left_on | First day on which it no longer belonged; null where it still does
-- column: source | Treaty, summit or notice the dates rest on
-- check: membership_runs_forward blocking | left_on is null or left_on > joined_on

select
    bloc,
    coded_as,
    member,
    cast(joined_on as date) as joined_on,
    cast(left_on as date) as left_on,
    source
from input.bloc_members
order by bloc, member, joined_on
