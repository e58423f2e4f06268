-- Which actors change position most often, for each year of their record?

select
    positions.actor,
    countries.name,
    count(*) as position_count,
    round(count(*) / greatest((max(positions.valid_from) - min(positions.valid_from)) / 365.25, 1), 1) as positions_per_year
from positions
inner join countries
    on positions.actor = countries.code
group by positions.actor, countries.name
order by positions_per_year desc, positions.actor asc
limit 20
