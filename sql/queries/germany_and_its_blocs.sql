-- What did Germany hold on 1 July 2025, and what did its blocs?

select
    held_as,
    issue,
    counterpart,
    act,
    modality,
    valid_from
from own_and_bloc('DEU', '2025-07-01')
