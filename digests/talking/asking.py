"""Questions to the bot: what is asked, and about what. Pure.

Only what can be answered from the data has a pattern; anything else that looks like a question is OTHER.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """What somebody wants to know."""

    MINE = "mine"  # what became of what I logged
    CATALOG = "catalog"  # is it for sale
    WHO = "who"  # who else asked for it
    NEW = "new"  # what is new, in a region
    OTHER = "other"


@dataclass(frozen=True)
class Question:
    """What is asked, about which words (empty: all of it, or what was said last), and in which place."""

    ask: Ask
    about: str = ""
    place: str = ""


_LONGEST = 300  # characters: what is longer tells something
_LEAD = r"^\W*(?:(?:hi|hey|hello|ok|so|and|please|quick question|question)\b\W*)*"
_THING = r"(?:heading|feature|plan|product|category|listing|thing|option|item)s?"
_WANT = r"(?: (?:request|heading|idea|suggestion|report|deal|ask|one|thing)s?)?"
_MINE = rf"(?:my |the |our )?(?P<about>.*?){_WANT}"
_ASKED = r"(?:asked|asks|ask|asking|wants|wanted|want|needs|needed|need)(?: for)?"
_YET = r"(?: (?:yet|now|already|today))*"
_IN = r"(?: (?:in|for|from|around) (?P<place>.+))?"
_OF = rf"(?: (?:a|an|the) {_THING} for)? ?(?P<about>.*)"
_SOLD = rf"(?:(?:a|an|our|the) )?(?:{_THING}|for sale|on sale|live|available|in the (?:catalog(?:ue)?|book))"
_PEOPLE = r"(?:customers|people|they)"
_TEAM = r"(?:they|marketing|hq|any(?:body|one)|some(?:body|one))"
_DECIDED = r"(?:decide|decided|answer|answered|say|said|look|looked|read)"
_PATTERNS: tuple[tuple[Ask, str], ...] = (
    (Ask.NEW, rf"(?:what(?:'?s|s| is)?|anything|any) (?:new|news|happening|going on|trending){_IN}"),
    (Ask.NEW, rf"what (?:are|do) {_PEOPLE} (?:asking for|ask for|wanting|want){_IN}"),
    (Ask.MINE, r"(?:what (?:did i|have i) log(?:ged)?|(?:show (?:me )?)?my (?:requests|reports|deals))(?P<about>)"),
    (Ask.MINE, rf"what(?:'?s| has| is)? (?:happened|become|became|happening) (?:to|of|with) {_MINE}"),
    (Ask.MINE, rf"(?:is there |have you |got )?any (?:news|updates?|word|answer|decision) (?:on|about|of|for) {_MINE}"),
    (Ask.MINE, rf"(?:where|how) (?:does|do|is|are|did) {_MINE} (?:stand|get on|go|doing|going|getting on)"),
    (Ask.MINE, rf"(?:what(?:'?s| is) the )?status (?:of|on|for) {_MINE}"),
    (Ask.MINE, rf"(?:did|have|has) {_TEAM} {_DECIDED} (?:anything )?(?:on |about |at |to )?{_MINE}"),
    (Ask.WHO, rf"(?:who|how many|(?:which|what) (?:customers|accounts))(?: \w+)?(?: else)? {_ASKED}{_OF}"),
    (Ask.WHO, rf"(?:did|has|have|does) (?:any(?:body|one)|some(?:body|one)|others?)(?: else)? {_ASKED}{_OF}"),
    (Ask.CATALOG, rf"(?:is|are) there (?:already )?(?:an? )?{_THING} for (?P<about>.+?){_YET}"),
    (Ask.CATALOG, rf"(?:is|are) (?P<about>.+?) {_SOLD}{_YET}"),
    (
        Ask.CATALOG,
        r"(?:do|can|could|may|have) (?:we|i|you) (?:already |now )?(?:have|sell|offer|do|stock|got)"
        rf"(?: (?:an? )?{_THING} (?:for|called))? (?P<about>.+?){_YET}",
    ),
    (Ask.CATALOG, r"when (?:does|do|will|is|are) (?P<about>.+?) (?:go|going|be|come|coming) (?:live|on sale|out)"),
)
_COMPILED = tuple((ask, re.compile(rf"{_LEAD}{pattern}\W*$", re.IGNORECASE)) for ask, pattern in _PATTERNS)
_OPENS = re.compile(
    rf"{_LEAD}(?:what|whats|who|whose|where|when|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|"
    r"have|has|any|anything|may|tell me|show me|find)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:a|an|the|my|our|any)\s+", re.IGNORECASE)
_THIS = re.compile(
    r"^(?:(?:this|that|it|them|those|these|same|one|mine|so|request|requests|heading|too|yet|as well)\b\s*)*$",
    re.IGNORECASE,
)
_REST_OF_PLACE = re.compile(r"^the\s+|\s+(?:this|today|now|lately|region|area)\b.*$", re.IGNORECASE)


def question(plain: str) -> Question:
    """What is asked. "This" and "it" are no words to look for: what was said last is meant."""
    line = " ".join(plain.replace("’", "'").split())
    for ask, pattern in _COMPILED:
        found = pattern.match(line)
        if found:
            parts = found.groupdict()
            place = _REST_OF_PLACE.sub("", (parts.get("place") or "").strip(" ?.!,"))
            return Question(ask, _about(parts.get("about") or ""), place)
    return Question(Ask.OTHER, line)


def is_question(plain: str) -> bool:
    """Whether somebody asks, and tells nothing beside it."""
    line = " ".join(plain.split())
    if not line or len(line) > _LONGEST or any(mark in plain for mark in '"“”«»'):
        return False
    if is_known(line):
        return True
    return line.endswith("?") and bool(_OPENS.match(line)) and not re.search(r"[.!]\s+\S", line)


def is_known(plain: str) -> bool:
    """Whether it is a question that can be answered."""
    return len(plain) <= _LONGEST and question(plain).ask is not Ask.OTHER


def _about(words: str) -> str:
    words = _ARTICLE.sub("", words.strip(" ?.!,"))
    return "" if _THIS.match(words) else words
