"""People whom the article introduces: family names alone, and names that only a title makes an official.

Belongs here: binding a name to a country within one article. An unknown "First Last" with a verb of saying is no official until a
title says so; otherwise "he" would hand an economist's words to a government.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.claims.aliases import AliasHit
from pipelines.claims.names import NamesOfDay
from pipelines.claims.roles import Roles
from pipelines.claims.tokens import Tokens

_CAPITALISED = """
    The A An In On At But And He She It They We I This That January February March April May June July August September October
    November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Finance Prime Foreign Trade Commerce International
    Group Congress Senate House State Vice World New York Washington National Treasury Bank
"""  # begin a sentence, name a day or an office: never a person by themselves
_NO_NAMES = frozenset(_CAPITALISED.lower().split())
_PLACES = frozenset(("in", "to", "from", "of", "with", "for"))  # before a country rather than before a person
_REACH = 9  # words between a titled name and the country it may serve
_LEADERS = frozenset(("head_of_state", "head_of_government"))


class PeopleReader:
    """Names of one article and the country each is bound to."""

    def __init__(self, names: NamesOfDay, roles: Roles, family_first: frozenset[str], counts: Counter[str]) -> None:
        """Start with nobody bound; `counts` says how often each code is mentioned."""
        self._names = names
        self._roles = roles
        self._family_first = family_first
        self._counts = counts
        self._bound: dict[str, str] = {}

    def bind(self, tokens: Tokens, hits: Sequence[AliasHit]) -> None:
        """Remember the family names of full names found in a sentence."""
        for hit in hits:
            if hit.kind == "official":
                code = max(hit.codes, key=lambda code: self._counts[code])
                at = hit.first if code in self._family_first else hit.last - 1
                self._bound.setdefault(tokens.words[at], code)
                self._bound.setdefault(tokens.words[hit.last - 1], code)

    def reclaim(self, tokens: Tokens, hits: Sequence[AliasHit]) -> list[AliasHit]:
        """The hits, with a country's name that is somebody's family name here ("Thomas Jordan ... Jordan said") as that person's.

        Behind a preposition of place it stays the country.
        """
        return [
            AliasHit(hit.first, hit.last, (self._bound[tokens.words[hit.first]],), "surname", True)
            if self._is_family_name(tokens, hit)
            else hit
            for hit in hits
        ]

    def _is_family_name(self, tokens: Tokens, hit: AliasHit) -> bool:
        is_free = not hit.first or tokens.lows[hit.first - 1] not in _PLACES
        return hit.kind == "name" and hit.last - hit.first == 1 and tokens.words[hit.first] in self._bound and is_free

    def bound_in(self, tokens: Tokens) -> list[str]:
        """Codes of the bound family names among some words."""
        return [self._bound[word] for word in tokens.words if word in self._bound]

    def find(self, tokens: Tokens, hits: Sequence[AliasHit]) -> list[AliasHit]:
        """People in a sentence that the indexes did not find; binds those it resolves."""
        taken = {at for hit in hits for at in range(hit.first, hit.last)}
        found = []
        for first, last in _capitalised_runs(tokens, taken | self._role_words(tokens)):
            hit = self._resolve(tokens, first, last, hits)
            if hit:
                found.append(hit)
        return found

    def _resolve(self, tokens: Tokens, first: int, last: int, hits: Sequence[AliasHit]) -> AliasHit | None:
        for word in tokens.words[first:last]:
            if word in self._bound:
                return AliasHit(first, last, (self._bound[word],), "surname", True)
        name = tokens.words[last - 1]
        is_titled = self._is_titled(tokens, first, last)
        code, kind = None, "titled"
        if last - first == 1 and name in self._names.surnames:
            code, kind = self._known_surname(name, is_titled), "surname"
        elif is_titled and len(name) > 2:
            code = self._nearest(tokens, first, last, hits)
        if code is None:
            return None
        self._bound.setdefault(name, code)
        return AliasHit(first, last, (code,), kind, True)

    def _role_words(self, tokens: Tokens) -> set[int]:
        return {at for at, low in enumerate(tokens.lows) if self._roles.is_role_noun(low)}

    def _is_titled(self, tokens: Tokens, first: int, last: int) -> bool:
        """ "Minister X", or "X, the finance minister"."""
        if any(self._roles.is_title(low) for low in tokens.lows[max(0, first - 2) : first]):
            return True
        follows = tokens.lows[last : last + _REACH]
        return follows[:1] == (",",) and any(self._roles.is_title(low) for low in follows)

    def _known_surname(self, name: str, is_titled: bool) -> str | None:
        held = self._names.surnames[name]
        likely = [one.country for one in held if self._counts[one.country]]
        likely = likely or [one.country for one in held if one.office in _LEADERS]
        if is_titled and not likely:
            likely = [one.country for one in held]
        return max(likely, key=lambda code: self._counts[code]) if likely else None

    def _nearest(self, tokens: Tokens, first: int, last: int, hits: Sequence[AliasHit]) -> str | None:
        """The country named shortly before a titled name, else shortly after, else the article's most frequent.

        A comma between belongs to another phrase: "a duty on American wheat, Trade Minister X said" is of who imposes it.
        """
        before = [hit for hit in hits if hit.last <= first and first - hit.last <= _REACH]
        if before and "," in tokens.lows[before[-1].last : first]:
            named = [hit for hit in hits if hit.last <= first and hit.kind != "adjective"]
            before = named[:1] or before
        after = [hit for hit in hits if hit.first >= last and hit.first - last <= _REACH]
        near = before[-1:] or after[:1]
        if near:
            return max(near[0].codes, key=lambda code: self._counts[code])
        return self._counts.most_common(1)[0][0] if self._counts else None


def _capitalised_runs(tokens: Tokens, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that nothing has claimed, as (first, last exclusive)."""
    at = 0
    while at < len(tokens.words):
        if not _may_name(tokens, at, taken):
            at += 1
            continue
        last = at + 1
        while last < len(tokens.words) and last not in taken and (_may_name(tokens, last, taken) or _joins(tokens, last, taken)):
            last += 1
        yield at, last
        at = last + 1


def _may_name(tokens: Tokens, at: int, taken: set[int]) -> bool:
    word = tokens.words[at]
    return at not in taken and word[0].isupper() and word[0].isalpha() and tokens.lows[at] not in _NO_NAMES


def _joins(tokens: Tokens, at: int, taken: set[int]) -> bool:
    """The hyphen of "Leigh-Pemberton", the full stop of "J. Smith"."""
    word = tokens.words[at]
    if word not in ("-", ".") or at + 1 >= len(tokens) or not _may_name(tokens, at + 1, taken):
        return False
    return tokens.starts[at + 1] - tokens.ends[at] <= 1 and (word == "-" or len(tokens.words[at - 1]) == 1)
