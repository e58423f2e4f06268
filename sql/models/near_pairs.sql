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

-- Values are named one by one: places that are reckoned cost two thirds more, slices of the list five times as much.
bands as materialized (
    select
        rank,
        known_on,
        is_correction,
        unnest([
            hash(0, value[1], value[2], value[3], value[4], value[5], value[6], value[7], value[8]),
            hash(1, value[9], value[10], value[11], value[12], value[13], value[14], value[15], value[16]),
            hash(2, value[17], value[18], value[19], value[20], value[21], value[22], value[23], value[24]),
            hash(3, value[25], value[26], value[27], value[28], value[29], value[30], value[31], value[32]),
            hash(4, value[33], value[34], value[35], value[36], value[37], value[38], value[39], value[40]),
            hash(5, value[41], value[42], value[43], value[44], value[45], value[46], value[47], value[48]),
            hash(6, value[49], value[50], value[51], value[52], value[53], value[54], value[55], value[56]),
            hash(7, value[57], value[58], value[59], value[60], value[61], value[62], value[63], value[64]),
            hash(8, value[65], value[66], value[67], value[68], value[69], value[70], value[71], value[72]),
            hash(9, value[73], value[74], value[75], value[76], value[77], value[78], value[79], value[80]),
            hash(10, value[81], value[82], value[83], value[84], value[85], value[86], value[87], value[88]),
            hash(11, value[89], value[90], value[91], value[92], value[93], value[94], value[95], value[96]),
            hash(12, value[97], value[98], value[99], value[100], value[101], value[102], value[103], value[104]),
            hash(13, value[105], value[106], value[107], value[108], value[109], value[110], value[111], value[112]),
            hash(14, value[113], value[114], value[115], value[116], value[117], value[118], value[119], value[120]),
            hash(15, value[121], value[122], value[123], value[124], value[125], value[126], value[127], value[128])
        ]) as band_hash
    from (
        select
            rank,
            known_on,
            is_correction,
            signature as value
        from texts
    ) as valued
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
