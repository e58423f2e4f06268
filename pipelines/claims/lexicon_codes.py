"""The codes that cells of the lexicon tables may hold.

Belongs here: one enum per coded column. Does not belong here: acts and issues, which are reference rows of their own.
"""

from enum import StrEnum

from pipelines.records import Attribution


class Form(StrEnum):
    """Which inflection a verb form is; a form such as `cut` may be several."""

    BASE = "base"
    THIRD = "third"
    ING = "ing"
    PAST = "past"
    PARTICIPLE = "participle"


class Effect(StrEnum):
    """What a word does to the act that it governs ("refused to impose": refuse negates impose)."""

    NONE = "none"
    KEEPS = "keeps"  # began to, agreed to: the act stands as it is
    PLANS = "plans"  # will, vowed to: the act lies ahead
    OPENS = "opens"  # may, is considering: the act is possible
    NEGATES = "negates"  # not, refused to, stopped short of
    REQUESTS = "requests"  # urged to, must: the speaker asks for the act
    CONDITIONS = "conditions"  # if, unless: the act hangs on something
    DOUBTS = "doubts"  # reportedly, analysts expect: not from the actor's own side
    PAST = "past"  # previously: background


class Sense(StrEnum):
    """What a word tells beside its act or issue, where rules of grammar ask for it; one a row."""

    PLAIN = "plain"
    ENDS = "ends"  # repeals an exemption: what its object names is no more
    LAPSES = "lapses"  # what its subject names is no more
    RAISES = "raises"  # lifts a duty, or lifts it to 20%: relief, but where it says to how much
    LEAVES_OPEN = "leaves_open"  # does not rule out
    OPPOSES = "opposes"  # is against what its object names
    DENIES = "denies"  # a charge
    THREATENS = "threatens"  # says itself that it is a threat
    BUYS = "buys"  # a currency
    SELLS = "sells"
    FREES = "frees"  # of a topic: freer trade is all that it can be about


class Complement(StrEnum):
    """How the governed act stands beside a governing word."""

    TO = "to"  # refused to cut
    ING = "ing"  # considers cutting
    PREP_ING = "prep_ing"  # thought of cutting
    OBJ_TO = "obj_to"  # urged Japan to cut
    OBJ_PREP_ING = "obj_prep_ing"  # barred Japan from cutting
    CLAUSE = "clause"  # fears Japan will cut


class Role(StrEnum):
    """Where the actor or target of a frame stands."""

    SUBJECT = "subject"  # of an active verb; the by-phrase where the verb is passive
    OBJECT = "object"
    NONE = "none"


class Mark(StrEnum):
    """What ties an act noun to its actor."""

    POSSESSIVE = "possessive"  # Japan's refusal
    ADJECTIVE = "adjective"  # the Japanese refusal
    BY = "by"  # a refusal by Japan
    FROM = "from"  # a protest from Japan
    OF = "of"  # the refusal of Japan
    BETWEEN = "between"  # talks between Japan and Canada
    LIGHT = "light"  # Japan made an offer


class Strength(StrEnum):
    """How far a topic phrase alone shows that a text is on the issue."""

    STRONG = "strong"
    WEAK = "weak"
    BLOCKING = "blocking"  # looks like a topic and is none; swallows the phrases inside it


class CueKind(StrEnum):
    """What a cue does in a sentence."""

    AUXILIARY = "auxiliary"
    NEGATION = "negation"
    CONTROL = "control"
    ADVERB = "adverb"
    CONDITION = "condition"
    RUMOUR = "rumour"
    QUESTION = "question"
    STOP = "stop"
    BACKGROUND = "background"
    OUTLOOK = "outlook"
    CONCESSION = "concession"
    SUFFERING = "suffering"
    EXCLUSION = "exclusion"
    RECEIVING = "receiving"
    BE = "be"
    HAVE = "have"
    DETERMINER = "determiner"
    BOUNDARY = "boundary"
    COORDINATOR = "coordinator"
    PREPOSITION = "preposition"


CLAUSES = (CueKind.BOUNDARY, CueKind.COORDINATOR)  # kinds of cues that begin another clause


class Scope(StrEnum):
    """Which words a cue bears on."""

    CHAIN = "chain"  # the verb group it stands in
    LEFT = "left"
    RIGHT = "right"
    CLAUSE = "clause"
    SENTENCE = "sentence"


class SourceKind(StrEnum):
    """Who is made to speak."""

    OFFICIAL = "official"
    INSTITUTION = "institution"
    ANALYST = "analyst"
    MARKET = "market"
    COMPANY = "company"
    INDUSTRY = "industry"
    MEDIA = "media"
    ACADEMIC = "academic"
    UNNAMED = "unnamed"
    LAWMAKER = "lawmaker"
    OPPOSITION = "opposition"
    FORMER = "former"
    SUBNATIONAL = "subnational"
    INTERNATIONAL = "international"
    PERSONAL = "personal"
    PUBLIC = "public"


PRIVATE = frozenset((SourceKind.COMPANY, SourceKind.INDUSTRY, SourceKind.MARKET))  # who acts for no state
POLITICAL = frozenset(SourceKind) - PRIVATE - {SourceKind.ANALYST, SourceKind.PUBLIC}  # bodies and people of a state's life


class SourceAttribution(StrEnum):
    """Whether what a source says counts as its country's own; `none` where the country decides nothing about it."""

    OWN = Attribution.OWN.value
    THIRD_PARTY = Attribution.THIRD_PARTY.value
    NONE = "none"


class Manner(StrEnum):
    """How a verb of saying reports."""

    NEUTRAL = "neutral"
    CLAIM = "claim"
    ASK = "ask"
    ADMIT = "admit"
    DENY = "deny"
    WARN = "warn"
    PRAISE = "praise"
    BLAME = "blame"
    PREDICT = "predict"
    THINK = "think"
    PROMISE = "promise"
    HINT = "hint"
    REPORT = "report"


class Need(StrEnum):
    """Which topic must stand near a frame for it to fire."""

    NOTHING = "nothing"
    ANY = "any"
    TRADE = "trade"
    CURRENCY = "currency"
