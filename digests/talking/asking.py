"""Questions to the bot: what is asked, and about what. Pure.

Only what can be answered from the data has a pattern; anything else that looks like a question is OTHER.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """What somebody wants to know."""

    MINE = "mine"  # what became of what I logged
    OPEN = "open"  # how many of mine are not decided
    DRAFTS = "drafts"  # what of mine is not saved
    CUSTOMER = "customer"  # what is known of a customer
    CATALOG = "catalog"  # is it for sale
    WHO = "who"  # who else asked for it
    ABOUT = "about"  # anything there is about some words
    NEW = "new"  # what is new, in a region
    DIGEST = "digest"  # what only the digest counts
    HELP = "help"  # what can I do here
    CHANGE = "change"  # how do I change what I logged
    OTHER = "other"


HERE = "here"
"""The place of whoever asks."""


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
_ASKED = r"(?:asking|asked|asks|ask|wanting|wants|wanted|want|needing|needs|needed|need|after)\b(?: for)?"
_YET = r"(?: (?:yet|now|already|today))*"
_IN = r"(?: (?:in|for|from|around) (?P<place>.+))?"
_OF = rf"(?: (?:a|an|the) {_THING} for)? ?(?P<about>.*)"
_SOLD = rf"(?:(?:a|an|our|the) )?(?:{_THING}|for sale|on sale|live|available|in the (?:catalog(?:ue)?|book))"
_PEOPLE = r"(?:customers|people|they|reps|folks|accounts|clients|everyone|everybody)"
_TEAM = r"(?:they|marketing|hq|any(?:body|one)|some(?:body|one))"
_DECIDED = (
    r"(?:decide|decided|answer(?: me)?|answered(?: me)?|say|said|look|looked|read|do|done|get back(?: to me)?|"
    r"come back(?: to me)?)"
)
_HERE = (
    r"(?P<place>(?:round|around|near) here|here|near me|(?:in|on) my (?:area|region|patch|territory|"
    r"neck of the woods))"
)
_WHEN = (
    r"(?: (?:this|last|the last) (?:week|month|quarter|year)| today| yesterday| lately| recently| so far|"
    r" at the moment| right now)*"
)
_WAITS = r"(?:open|undecided|pending|outstanding|waiting|not decided|unanswered|still open)"
_OWN = r"(?:mine|my (?:requests|reports|deals|asks|stuff))"
_PATTERNS: tuple[tuple[Ask, str], ...] = (
    (
        Ask.HELP,
        r"(?:what (?:can|do) (?:you|i) (?:do|say|ask|type|write)(?: here| you| to you)?|who are you|"
        r"what are you|what is this|how does (?:this|it) work|how do (?:i|you) (?:log|report|add|use|send|"
        r"enter|record|tell).*)(?P<about>)",
    ),
    (
        Ask.CHANGE,
        r"(?:(?:can|how (?:can|do)) (?:i|you) (?:still )?(?:edit|change|correct|undo|fix|withdraw|delete|"
        r"remove|take back).*)(?P<about>)",
    ),
    (
        Ask.DRAFTS,
        r"(?:(?:show (?:me )?|list |what are )?(?:all )?my (?:unsaved )?drafts|what(?:'?s| is|"
        r" have i got)? (?:still )?(?:waiting|unsaved|not saved|left to (?:save|do))(?: for me|"
        r" for me to save)?|(?:do i have|have i(?: got)?|any|"
        r"are there any) (?:any )?(?:unsaved )?drafts(?: left| waiting)?|(?:what|which) drafts .*)(?P<about>)",
    ),
    (
        Ask.OPEN,
        rf"(?:how many (?:of )?{_OWN} (?:are|is|have i got) (?:still )?{_WAITS}|"
        rf"what have i got (?:still )?{_WAITS}|(?:show (?:me )?|list )?my (?:still )?{_WAITS} (?:requests|ones|"
        rf"reports|asks)|(?:what|which)(?: of {_OWN})? (?:is|are) (?:still )?{_WAITS}|"
        rf"how many (?:requests )?(?:have i got|do i have) (?:still )?{_WAITS})(?P<about>)",
    ),
    (
        Ask.DIGEST,
        r"(?:is|are|has|have|did) (?:any(?:one|body)|others|we)(?: else)? (?:been )?(?:losing|lost|lose|beaten by) .+"
        r"(?P<about>)",
    ),
    (
        Ask.DIGEST,
        r"(?:(?:what|which)(?:'?s| is| are)? the (?:top|biggest|most (?:wanted|asked(?: for)?|common|popular)|"
        r"number one) .*|how many (?:deals|lost deals|wins)(?: (?:have|did) we (?:lose|lost|win|won))?.*|"
        r"what (?:do|did|have) we (?:keep )?(?:lose|losing|lost|win|won).*|why (?:do|did|"
        r"are) we (?:keep )?(?:lose|losing|lost).*|who(?:'?s| has| have)? (?:we )?lost? (?:deals|to|"
        r"against) .*|who else (?:lost|loses) .*)(?P<about>)",
    ),
    (
        Ask.DIGEST,
        r"(?!.*\b(?:on|about|for|with)\b)"
        r"(?:(?:who|what)(?:'?s| is| are)? (?:losing us|costing us|beating us|taking) .*|"
        r"how many (?:requests|wants|asks)(?: (?:are|have|did|were))? .*|(?:what|which)(?:'?s| is| was| has| have| got|"
        r" requests)*(?: been)? (?:declined|decided|approved|turned down|rejected|built)\b.*)(?P<about>)",
    ),
    (
        Ask.NEW,
        rf"(?:what (?:should|can|could) (?:i|we) (?:be )?(?:sell(?:ing)?|pitch(?:ing)?|push(?:ing)?|offer(?:ing)?|"
        rf"tell (?:them|customers|people))|(?:anything|something|what(?:'?s| is)) new to sell)(?: {_HERE})?{_WHEN}",
    ),
    (
        Ask.NEW,
        rf"(?:what(?:'?s| is)?|anything|any) (?:new|news|happening|hot|going on|up|trending|coming(?: soon| up|"
        rf" next)?)(?: {_HERE})?{_WHEN}",
    ),
    (
        Ask.NEW,
        rf"(?:what(?:'?s| is)?|anything|any) (?:new|news|happening|hot|going on|trending|coming(?: soon|"
        rf" up)?){_IN}",
    ),
    (
        Ask.NEW,
        rf"what (?:are|do|have|did) {_PEOPLE} (?:been )?(?:asking for|ask for|asked for|want|wanting|hearing|"
        rf"hear|heard|saying|say|after)(?: {_HERE})?{_WHEN}",
    ),
    (
        Ask.NEW,
        rf"what (?:are|do|have|did) {_PEOPLE} (?:been )?(?:asking for|ask for|asked for|want|wanting|hearing|"
        rf"hear|heard|saying|say|after){_IN}",
    ),
    (
        Ask.MINE,
        rf"(?:what (?:did i|have i) log(?:ged)?|(?:show (?:me )?|list )?my (?:last |latest |"
        rf"recent )?(?:requests|reports|deals|asks)|(?:any )?updates?(?: for me)?|did (?:any(?:thing)?|"
        rf"any of mine) get (?:approved|decided|answered|declined)|how (?:am i|"
        rf"are mine) doing){_WHEN}(?P<about>)",
    ),
    (Ask.MINE, rf"what(?:'?s| has| is)? (?:happened|become|became|happening) (?:to|of|with) {_MINE}"),
    (
        Ask.MINE,
        rf"(?:is there |have you |got )?any (?:news|updates?|word|answer|decision|movement|joy|luck) (?:on|"
        rf"about|of|for|with) {_MINE}",
    ),
    (Ask.MINE, rf"(?:where|how) (?:does|do|is|are|did) {_MINE} (?:stand|get on|go|doing|going|getting on|at|up to)"),
    (
        Ask.MINE,
        rf"(?:where|how)(?:'?s| is| are) (?:my|the|our) (?P<about>.*?){_WANT}(?: doing| going| getting on| at|"
        rf" up to)?",
    ),
    (Ask.MINE, rf"(?:what(?:'?s| is) the )?status (?:of|on|for) {_MINE}"),
    (
        Ask.MINE,
        rf"(?:did|have|has) {_TEAM} (?:ever |even )?{_DECIDED} (?:anything |something |back )?(?:on |about |"
        rf"at |to |with )?{_MINE}",
    ),
    (
        Ask.MINE,
        rf"what (?:did|do|does|has) {_TEAM} (?:say|said|decide|decided|think|answer|answered) (?:on|about|to|"
        rf"of) {_MINE}",
    ),
    (
        Ask.MINE,
        rf"when (?:do|will|can|should) i (?:hear|know|get an answer|expect an answer)(?: back| more)? (?:on|"
        rf"about|for) {_MINE}",
    ),
    (
        Ask.MINE,
        rf"(?:is|are|was|were|has|have) {_MINE} (?:been )?(?:approved|decided|declined|answered|accepted|"
        rf"rejected|done)(?: yet| already| now| in the end)*",
    ),
    (Ask.MINE, rf"why (?:was|were|is|are) {_MINE} (?:declined|rejected|refused|turned down|deferred|not approved)"),
    (
        Ask.MINE,
        r"did (?:that|it|this|any of (?:that|it|mine)) (?:ever )?(?:get|go|come|lead)(?: to)? (?:any|some)\w+"
        r"(?P<about>)",
    ),
    (
        Ask.CUSTOMER,
        r"what (?:should|can|do|could|shall) (?:i|we) (?:tell|say to|sell|offer|answer|know about|have (?:on|"
        r"for)) (?P<about>.+)",
    ),
    (Ask.CUSTOMER, r"what (?:did|does|do|has|have) (?P<about>.+?) (?:ask(?:ed)? for|wants?|need|say|said|tell us)"),
    (Ask.CUSTOMER, r"(?:show me|list|find) (?:everything|all|reports) (?:for|from|about|on) (?P<about>.+)"),
    (
        Ask.WHO,
        rf"(?:who|how many|(?:which|what) (?:customers|accounts))(?:'?s)?(?: \w+)?(?: else)? (?:is |are |has |"
        rf"have )?{_ASKED}{_OF}",
    ),
    (
        Ask.WHO,
        rf"(?:(?:did|has|have|does|is|are) )?(?:any(?:body|one)|some(?:body|one)|others?)(?: else)? (?:ever |"
        rf"been |already )?{_ASKED}{_OF}",
    ),
    (Ask.CATALOG, rf"(?:is|are) there (?:already )?(?:an? )?{_THING} for (?P<about>.+?){_YET}"),
    (
        Ask.CATALOG,
        rf"(?:is there|have we(?: got)?|do we have|we got|got) (?:anything|something) (?:for|on|about|"
        rf"like) (?P<about>.+?){_YET}",
    ),
    (Ask.CATALOG, rf"(?:is|are) (?P<about>.+?) {_SOLD}{_YET}"),
    (
        Ask.CATALOG,
        r"(?:do|can|could|may|have) (?:we|i|you) (?:already |now )?(?:have|sell|offer|do|stock|got)"
        rf"(?: (?:an? )?{_THING} (?:for|called))? (?P<about>.+?){_YET}",
    ),
    (
        Ask.CATALOG,
        r"when (?:does|do|will|is|are) (?P<about>.+?) (?:go|going|be|come|coming|launch|launching|start|"
        r"starting|due)(?: (?:live|on sale|out|in))?",
    ),
    (Ask.ABOUT, r"(?:is there )?any(?:thing)? (?:on|about|for|with) (?P<about>.+)"),
    (
        Ask.ABOUT,
        r"(?:tell me about|what about|how about|what do (?:we|you) (?:know|have) (?:about|on)|look up|"
        r"search(?: for)?|find|show me) (?P<about>.+)",
    ),
    (
        Ask.ABOUT,
        r"(?:did|has|have) (?:any(?:body|one)|some(?:body|one)|we) (?:ever )?(?:hear|heard|hears|had|get|got|"
        r"see|seen) (?:anything )?(?:about|of|on|for) (?P<about>.+)",
    ),
)
_COMPILED = tuple((ask, re.compile(rf"{_LEAD}{pattern}\W*$", re.IGNORECASE)) for ask, pattern in _PATTERNS)
_OPENS = re.compile(
    rf"{_LEAD}(?:what|whats|who|whose|where|when|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|"
    r"have|has|any|anything|may|tell me|show me|find)\b",
    re.IGNORECASE,
)
# How a question begins that is spoken, without a mark at its end: "what did they say", "how many", "did anyone".
_ASKS = re.compile(
    rf"{_LEAD}(?:(?:what|who|whose|where|when|why|how|which)(?:'?s| is| are| was| were| do| does| did| can| could|"
    r" will| would| should| has| have| many| much)\b(?! (?:they|he|she|it) (?:want|said|told|asked)s?\b)|"
    r"(?:what|which) \w+ (?:is|are|was|were|do|does|did|can|has|have)\b|"
    r"(?:is|are|was|were|do|does|did|can|could|has|have) "
    r"(?:there|any|anyone|anybody|someone|somebody|we|i|you|marketing|my|mine|that|this)\b|"
    r"(?:anyone|anybody|anything|any news|tell me|show me)\b)",
    re.IGNORECASE,
)
_SPOKEN = 14  # words
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
            place = _place(parts.get("place") or "")
            return Question(ask, _about(parts.get("about") or ""), place)
    return Question(Ask.OTHER, line)


def _place(words: str) -> str:
    """The region that is named; `HERE` for the asker's own."""
    if re.fullmatch(_HERE, words, re.IGNORECASE):
        return HERE
    return _REST_OF_PLACE.sub("", words.strip(" ?.!,"))


def is_question(plain: str) -> bool:
    """Whether somebody asks, and tells nothing beside it."""
    line = " ".join(plain.split())
    if not line or len(line) > _LONGEST or any(mark in plain for mark in '"“”«»'):
        return False
    if is_known(line):
        return True
    if _ASKS.match(line) and len(line.split()) <= _SPOKEN and not re.search(r"[.!,:]\s+\S", line):
        return True
    return line.endswith("?") and bool(_OPENS.match(line)) and not re.search(r"[.!]\s+\S", line)


def is_known(plain: str) -> bool:
    """Whether it is a question that can be answered."""
    return len(plain) <= _LONGEST and question(plain).ask is not Ask.OTHER


def _about(words: str) -> str:
    words = _ARTICLE.sub("", words.strip(" ?.!,"))
    return "" if _THIS.match(words) else words
