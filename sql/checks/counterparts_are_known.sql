-- Every counterpart of a claim, and every actor and counterpart of a measure, is a known code.
-- severity: blocking
-- depends: claims, measures, bloc_members, countries, issues, acts

with used as (
    select
        'claim' as place,
        claim_id as id,
        unnest(counterparts) as code
    from claims
    union all
    select
        'measure actor' as place,
        measure_id as id,
        actor as code
    from measures
    union all
    select
        'measure counterpart' as place,
        measure_id as id,
        counterpart as code
    from measures
    union all
    select
        'bloc member' as place,
        bloc as id,
        member as code
    from bloc_members
    union all
    select
        'bloc code' as place,
        bloc as id,
        coded_as as code
    from bloc_members
)

select
    used.place,
    used.id,
    used.code
from used
anti join countries
    on used.code = countries.code
where used.code is not null
union all
select
    'measure issue or act' as place,
    measures.measure_id as id,
    measures.issue || ' ' || measures.act as code
from measures
left join issues
    on measures.issue = issues.issue
left join acts
    on measures.act = acts.act
where issues.issue is null or acts.act is null
