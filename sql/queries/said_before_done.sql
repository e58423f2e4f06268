-- What had Japan said about intervention before each intervention, and how long before?

select
    measure_id,
    in_force_on,
    done_amount,
    done_unit,
    claimed_on,
    days_before,
    said_act,
    said_modality,
    quote
from said_and_done
where actor = 'JPN' and issue = 'intervention' and days_before between 0 and 60
order by in_force_on, days_before
