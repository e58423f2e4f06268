-- Which nearly equal texts are copies of which canonical text.
-- An article is canonical when no canonical article known before it is nearly equal to it: so a later article never makes or
-- unmakes an earlier one, and no chain of small edits drags a different text in.
-- kind: step
-- grain: rank
-- depends: near_pairs
-- column: rank | Rank of the copy
-- column: canonical_rank | Rank of its canonical article
-- column: similarity | Share of equal MinHash values with the canonical text | share from 0 to 1

with recursive decided (rank, is_canonical) using key (rank) as ( -- noqa: PRS
    select distinct
        near_pairs.earlier_rank as rank,
        true as is_canonical
    from near_pairs
    anti join near_pairs as others
        on near_pairs.earlier_rank = others.later_rank
    union
    (
        with open_pairs as (
            select
                near_pairs.later_rank,
                bool_or(known.is_canonical) as has_canonical,
                count(*) = count(known.rank) as is_complete
            from near_pairs
            left join recurring.decided as known
                on near_pairs.earlier_rank = known.rank
            where near_pairs.later_rank not in (select settled.rank from recurring.decided as settled)
            group by near_pairs.later_rank
        )

        select
            later_rank,
            not coalesce(has_canonical, false)
        from open_pairs
        where has_canonical or is_complete
    )
)

select
    near_pairs.later_rank as rank,
    min(near_pairs.earlier_rank) as canonical_rank,
    arg_min(near_pairs.similarity, near_pairs.earlier_rank) as similarity
from near_pairs
inner join decided as canonical
    on near_pairs.earlier_rank = canonical.rank and canonical.is_canonical
inner join decided as copy
    on near_pairs.later_rank = copy.rank and not copy.is_canonical
group by near_pairs.later_rank
