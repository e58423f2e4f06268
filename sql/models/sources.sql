-- Every publisher that the lake names, with its authority.
-- grain: source
-- column: source | Publisher as the article names it
-- column: publisher | Name in the reference table; null where it is not listed
-- column: kind | official, wire, newspaper, broadcaster, newsletter, aggregator or unlisted
-- column: authority | Who is believed first when two differ: 1 is an official text | rank
-- column: source_number | Number of the source in this file, for joins and counts | number
-- check: kind_is_known blocking | kind in ('official', 'wire', 'newspaper', 'broadcaster', 'newsletter', 'aggregator', 'unlisted')

with named as (
    select distinct source
    from input.articles
),

matched as (
    select
        named.source,
        listed.publisher,
        listed.kind,
        listed.authority,
        row_number() over (partition by named.source order by length(listed.matches) desc, listed.matches) as choice
    from named
    inner join input.sources as listed
        on
            lower(trim(named.source)) = lower(listed.matches)
            or ends_with(lower(trim(named.source)), '.' || lower(listed.matches))
),

unlisted as (
    select
        kind,
        authority
    from input.sources
    where matches = '*'
),

ranked as (
    select
        named.source,
        matched.publisher,
        coalesce(matched.kind, unlisted.kind) as kind,
        cast(coalesce(matched.authority, unlisted.authority) as integer) as authority
    from named
    cross join unlisted
    left join matched
        on named.source = matched.source and matched.choice = 1
)

select
    source,
    publisher,
    kind,
    authority,
    row_number() over (order by source) as source_number
from ranked
order by source
