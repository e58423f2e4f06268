-- Pairs of articles whose texts are nearly equal, found by MinHash bands: 16 bands of 8 values, one equal band makes a candidate.
-- Only the first article of each exact text takes part. Two texts known further apart than `duplicate_days` are no reprints of
-- each other, unless the later one says that it corrects.
-- kind: step
-- grain: later_rank, earlier_rank
-- depends: thresholds, article_copies
-- column: later_rank | Rank of the article known later
-- column: earlier_rank | Rank of the article known earlier
-- column: similarity | Share of equal MinHash values: an estimate of the Jaccard index of word triples | share from 0 to 1

with texts as (
    select
        article_copies.rank,
        article_copies.known_on,
        article_copies.is_correction,
        cast(articles.signature as uinteger[]) as signature
    from input.articles as articles
    inner join article_copies
        on
            articles.article_id = article_copies.article_id
            and articles.path = article_copies.path
            and articles.member is not distinct from article_copies.member
    where
        article_copies.copy_number = 1
        and article_copies.rank = article_copies.text_rank
        and not article_copies.is_rejected
        and len(articles.signature) = 128
),

-- Values are named one by one: slicing the list costs three times as much.
bands as materialized (
    select
        rank,
        known_on,
        is_correction,
        unnest([
            hash(
                number,
                signature[8 * number + 1],
                signature[8 * number + 2],
                signature[8 * number + 3],
                signature[8 * number + 4],
                signature[8 * number + 5],
                signature[8 * number + 6],
                signature[8 * number + 7],
                signature[8 * number + 8]
            )
            for number in range(16)
        ]) as band_hash
    from texts
),

candidates as (
    select distinct
        later.rank as later_rank,
        earlier.rank as earlier_rank
    from bands as later
    inner join bands as earlier
        on
            later.band_hash = earlier.band_hash
            and later.rank > earlier.rank
    cross join thresholds
    where later.known_on - earlier.known_on <= thresholds.duplicate_days or later.is_correction
),

compared as (
    select
        candidates.later_rank,
        candidates.earlier_rank,
        len(list_filter(list_zip(later.signature, earlier.signature), lambda pair: pair[1] = pair[2])) / 128.0 as similarity -- noqa: RF02
    from candidates
    inner join texts as later
        on candidates.later_rank = later.rank
    inner join texts as earlier
        on candidates.earlier_rank = earlier.rank
)

select
    compared.later_rank,
    compared.earlier_rank,
    compared.similarity
from compared
cross join thresholds
where compared.similarity >= thresholds.min_similarity
