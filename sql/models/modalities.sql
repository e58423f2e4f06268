-- How firmly a position can be held, weakest first.
-- grain: modality
-- column: modality | asserted, planned, possible or conditional
-- column: firmness | Rank of the modality: 1 is the loosest | rank
-- column: meaning | When it applies

with scale (modality, firmness, meaning) as (
    values
    ('possible', 1, 'May, might, could, is considering, did not rule out'),
    ('conditional', 2, 'Tied to an if, an unless or an until'),
    ('planned', 3, 'Will, plans to, is due to'),
    ('asserted', 4, 'Holds, said, did, is in force')
)

select
    modality,
    firmness,
    meaning
from scale
order by firmness
