-- Every actor, issue and counterpart that a position is on record for: what a position series follows.
-- grain: thread
-- depends: voices, countries, issues
-- column: thread | Number of actor, issue and counterpart together, for joins | number
-- column: actor | Country or bloc, as in `countries`
-- column: issue | As in `issues`
-- column: counterpart | Whom it is toward; null where it is general

select
    spoken.thread,
    actors.code as actor,
    issues.issue,
    counterparts.code as counterpart
from (select distinct thread from voices) as spoken
inner join countries as actors
    on spoken.thread // 1000000 = actors.country_number
inner join issues
    on spoken.thread // 1000 % 1000 = issues.issue_number
left join countries as counterparts
    on spoken.thread % 1000 = counterparts.country_number
order by spoken.thread
