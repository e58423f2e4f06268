-- What a country held on a day and what its blocs held, side by side and never merged.
-- signature: country, day, known_on := null
-- depends: positions_on, bloc_members
-- example: from own_and_bloc('DEU', '2025-05-03')
-- column: held_as | own, or the bloc it belonged to on the day
-- column: actor | Code under which the position stands
-- column: issue | What it is about
-- column: counterpart | Whom it is toward; null where it is general
-- column: act | What the actor does by holding it
-- column: score | Conflict to cooperation | -1 to 1
-- column: direction | Direction wanted
-- column: modality | How firmly
-- column: valid_from | First day on which it is on record
-- column: valid_to | First day on which another position stands; null where none does
-- column: support_count | Documents that carry it | documents
-- column: position_id | The position

with voices as (
    select
        'own' as held_as,
        country as actor
    union all
    select
        string_agg(bloc, ', ' order by bloc) as held_as,
        coded_as as actor
    from bloc_members
    where
        member = country
        and coded_as is not null
        and joined_on <= cast(day as date)
        and (left_on is null or cast(day as date) < left_on)
    group by coded_as
)

select
    voices.held_as,
    held.actor,
    held.issue,
    held.counterpart,
    held.act,
    held.score,
    held.direction,
    held.modality,
    held.valid_from,
    held.valid_to,
    held.support_count,
    held.position_id
from positions_on(day, known_on := known_on) as held
inner join voices
    on held.actor = voices.actor
order by held.issue asc, held.counterpart asc nulls first, voices.held_as = 'own' desc, voices.held_as
