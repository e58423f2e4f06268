-- Dated measures from official records: what was done, to lay beside what was said.
-- grain: measure_id
-- column: measure_id | Name of the measure, stable over time
-- column: actor | Who took it
-- column: counterpart | Whom it is aimed at; null where it is general
-- column: issue | As in `issues`
-- column: act | As in `acts`
-- column: announced_on | Day it was announced or decided; null where the record does not say
-- column: in_force_on | First day in force, or day of the operation
-- column: ended_on | First day no longer in force; null where it still is or the record does not say
-- column: amount | Rate or sum | as `unit`
-- column: unit | % or an ISO 4217 code
-- column: what | One line in our own words
-- column: source | Official record it rests on
-- check: ends_after_start blocking | ended_on is null or ended_on > in_force_on
-- check: amount_has_unit blocking | (amount is null) = (unit is null)

select
    measure_id,
    actor,
    counterpart,
    issue,
    act,
    cast(announced_on as date) as announced_on,
    cast(in_force_on as date) as in_force_on,
    cast(ended_on as date) as ended_on,
    cast(amount as double) as amount,
    unit,
    what,
    source
from input.measures
order by in_force_on, measure_id
