"""Which actors might hold a claim in a sentence: those it names, and those its context offers.

Belongs here: making (sentence, actor) pairs, generously. Does not belong here: deciding among them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claims.mentions import Found, Mention
from pipelines.claims.roles import PRONOUNS, RoleHit
from pipelines.claims.tokens import Tokens

DIRECT = "direct"
CANDIDATE_KINDS = (DIRECT, "person", "prev1", "prev2", "prev3", "head", "top", "bloc")  # what models number them by
_PERSON_LASTS = 4  # sentences in which "he" may still be the last-named official
_OFFERS_BESIDE_MENTIONS = 2  # actors from context where the sentence names some itself
_OFFERS_ALONE = 3
_SPEAKING_PLACES = frozenset(("building", "institution"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that may hold a claim in a sentence.

    `kind` is `direct` where the sentence mentions the actor, else the context that offered it: `person` (last-named official),
    `prev1` to `prev3` (named so many sentences before), `head` (headline), `top` (most mentioned), `bloc`.
    """

    actor: str
    kind: str
    mentions: tuple[Mention, ...]
    contexts: frozenset[str]


def find_candidates(
    words: Sequence[Tokens],
    found: Found,
    role_hits: Sequence[Sequence[RoleHit]],
    pointed: Sequence[Sequence[str]],
    blocs: frozenset[str],
) -> list[list[Candidate]]:
    """Candidates of every sentence, those it names first.

    Args:
        words: The sentences' words.
        found: Mentions of the article.
        role_hits: Definite descriptions by sentence.
        pointed: Blocs each sentence points to without naming them.
        blocs: All codes that are blocs.
    """
    top = [code for code, _ in found.counts.most_common(2)]
    listed: list[list[Candidate]] = []
    person, named_at = "", -_PERSON_LASTS - 1
    for at, tokens in enumerate(words):
        mentions = found.sentences[at]
        offers: list[tuple[str, str]] = [("person", person)] if person and at - named_at <= _PERSON_LASTS else []
        offers += _earlier(found.sentences, at)
        offers += [("head", code) for code in found.headline[:2]] + [("top", code) for code in top]
        if _speaks_of_group(tokens, role_hits[at]):
            offers += [("bloc", code) for code in sorted(blocs) if found.counts[code]]
        offers += [("bloc", code) for code in pointed[at]]
        listed.append(_merge(mentions, offers))
        speaking = [mention for mention in mentions if mention.is_person or mention.kind in _SPEAKING_PLACES]
        if speaking:
            person, named_at = speaking[-1].code, at
    return listed


def _merge(mentions: Sequence[Mention], offers: Sequence[tuple[str, str]]) -> list[Candidate]:
    """Named actors first; then a few that the context offers; blocs that the words point to always."""
    by_actor: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_actor.setdefault(mention.code, []).append(mention)
    kinds = dict.fromkeys(by_actor, DIRECT)
    contexts: dict[str, set[str]] = {actor: set() for actor in by_actor}
    room = _OFFERS_BESIDE_MENTIONS if by_actor else _OFFERS_ALONE
    for kind, actor in offers:
        if actor not in kinds:
            if room <= 0 and kind != "bloc":
                continue
            kinds[actor] = kind
            contexts[actor] = set()
            room -= 1
        contexts[actor].add(kind)
    return [Candidate(actor, kind, tuple(by_actor.get(actor, ())), frozenset(contexts[actor])) for actor, kind in kinds.items()]


def _earlier(sentences: Sequence[Sequence[Mention]], at: int) -> Iterator[tuple[str, str]]:
    """The actors of the nearest earlier sentence that names any, at most three sentences back."""
    for back in (1, 2, 3):
        if at - back < 0:
            return
        seen = list(Counter(mention.code for mention in sentences[at - back]))
        if seen:
            for code in seen[: 3 if back == 1 else 2]:
                yield f"prev{back}", code
            return


def _speaks_of_group(tokens: Tokens, hits: Sequence[RoleHit]) -> bool:
    if any(hit.role in ("group", "measure", "body") for hit in hits):
        return True
    return any(PRONOUNS.get(low) in ("they", "it") or low in ("accord", "ministers", "bloc", "group", "members") for low in tokens.lows)
