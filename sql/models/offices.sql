-- Who held which office from when to when.
-- grain: term_id
-- column: term_id | Name of the term in the reference table
-- column: country | Code of the country or bloc
-- column: office | The office, as in the reference table
-- column: title | How holders are addressed
-- column: name | The holder
-- column: held_from | First day of the term; the first of the month or year where only that is known
-- column: held_to | Last day of the term, or of the month or year that is known; null where still in office or not known
-- column: is_certain | The days are sure; else they may be off by weeks
-- column: source | Where the row comes from
-- check: term_runs_forward blocking | held_to is null or held_to >= held_from

select
    term_id,
    country,
    office,
    title,
    name,
    cast(left(start || '-01-01', 10) as date) as held_from,
    case length("end")
        when 10 then cast("end" as date)
        when 7 then last_day(cast("end" || '-01' as date))
        when 4 then cast("end" || '-12-31' as date)
    end as held_to,
    is_certain = 'yes' as is_certain,
    source
from input.offices
order by country, office, held_from, name
