-- Which claims speak in which utterance, and from when to when they were known.
-- grain: utterance_id, claim_id
-- depends: voices, utterances, acts
-- plain: utterance_id, claim_id
-- column: utterance_id | The utterance
-- column: claim_id | The claim; one with two counterparts speaks in two utterances
-- column: known_on | First day on which it could be known
-- column: known_to | Day from which a correction speaks in its place; null where none does

select
    utterances.utterance_id,
    voices.claim_id,
    voices.known_on,
    voices.known_to
from voices
inner join acts
    on voices.act_number = acts.act_number
inner join utterances
    on
        voices.thread = utterances.thread
        and voices.claimed_on = utterances.claimed_on
        and acts.act = utterances.act
