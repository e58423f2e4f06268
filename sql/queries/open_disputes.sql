-- Which conflicts stand today: positions of restriction or threat toward somebody that nothing has replaced?

select
    actor,
    counterpart,
    issue,
    act,
    amount,
    unit,
    valid_from,
    last_affirmed_on,
    support_count
from positions
where valid_to is null and counterpart is not null and score <= -0.6
order by last_affirmed_on desc, actor asc, counterpart asc
