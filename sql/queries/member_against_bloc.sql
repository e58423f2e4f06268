-- Where do a country and a bloc it belongs to point opposite ways today?

with members as (
    select distinct
        member,
        coded_as
    from bloc_members
    where left_on is null and coded_as is not null
)

select
    own.actor as member,
    blocs.actor as bloc,
    own.issue,
    own.counterpart,
    own.act as member_act,
    blocs.act as bloc_act,
    own.valid_from as member_since,
    blocs.valid_from as bloc_since
from positions as own
inner join members
    on own.actor = members.member
inner join positions as blocs
    on
        members.coded_as = blocs.actor
        and own.issue = blocs.issue
        and own.counterpart is not distinct from blocs.counterpart
where own.valid_to is null and blocs.valid_to is null and own.score * blocs.score < 0
order by own.actor, blocs.actor, own.issue
