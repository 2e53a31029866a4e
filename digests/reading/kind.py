"""What a message is about: a deal that is gone, a customer's want, or neither. Pure.

Cues of each kind are weighed. What is only feared, nearly happened, or was got back is no lost deal; what a colleague
asks, or a rep thinks by themselves, is no want of a customer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.reading.found import Found, Kind, Sure
from digests.reading.text import Text

_LOST = re.compile(
    r"""
    (?P<strong>
      \blost\b(?!\s(?:my|the\s(?:keys?|plot|form|file|email|number|password|login|way)|his\s\w+\slast|a\s(?:lot|bit|day|week)\sof|count|track|touch\sfor|for\swords|in\s(?:the\spost|translation|transit)|an?\shour|signal|interest(?!\s*[.,;!]|\s*$)|money|customers|jobs|trade|calls|leads|and\sfound|my\s\w+))
      | \b(?:not|isn't|isnt|won't\sbe|wont\sbe|didn't|didnt|doesn't\swant\sto|don't\swant\sto|aren't|decided\snot\sto|refus\w+\sto|won't|wont|will\snot|not\sgoing\sto|isn't\sgoing\sto|chose\snot\sto|declined\sto)\s(?:be\s)?(?:renew\w*|sign(?:ing|ed)?(?!\suntil|\sbefore|\still)|buy(?:ing)?\b(?:\sagain)?(?!\smore)|com(?:e|ing)\sback|reorder\w*|book(?:ing)?\sagain|tak(?:e|ing)\s(?:it|the\s\w+|out|another|up)|go(?:ing)?\sahead|proceed\w*|carry(?:ing)?\son|continu\w+|stay(?:ing)?\s(?:with\sus|on)|extend\w*|advertis\w+(?:\sagain|\sany\s?more|\swith\sus)?|repeat\w*|back\b)
      | \b(?:cancel(?:l?ed|l?ing|s)?|canx|cxl'?d|cancelation|cancellation)\b(?!\s(?:the\s(?:meeting|appointment|call|visit|demo)|our\s(?:meeting|appointment|call)|on\sme|today|my))
      | \bpull(?:ed|ing|s)\s(?:out|the\s(?:plug|ad\w*|package|order|listing|deal|contract|account|campaign|business|\w+\s(?:package|ad|deal|order|campaign|contract|listing))|their\s\w+|his\s\w+|her\s\w+|everything|all)
      | \b(?:bailed|back(?:ed|ing)\sout|walk(?:ed|ing)\saway|walked|jump(?:ed|ing)\sship|defect(?:ed|ing)|ditch(?:ed|ing)\sus|dump(?:ed|ing)\sus|sack(?:ed|ing)\sus|drop(?:ped|ping|s)\s(?:us|the\s(?:ad|listing|page|contract|account|order|box|lot)|out|their\s(?:ad|listing)|his\s(?:ad|listing)|her\s(?:ad|listing))|left\sus|leaving\sus|turned\s(?:us|it|me|the\s\w+)\sdown|said\sno\b|say(?:s|ing)\sno\b|declin(?:ed|es|ing)|reject(?:ed|s)|passed\son|passing\son|fell\sthrough|fallen\sthrough|falls\sthrough|binned|scrapp(?:ed|ing)|axed|canned|terminat(?:ed|ing)|gave\s(?:us\s)?notice|given\snotice|handed\sin\snotice|not\srenewing|non-?renewal|no\srenewal|did\snot\srenew|let\sit\s(?:lapse|drop|go)|lapsed|opted\sout|knocked\s(?:us|it)\s(?:back|on\sthe\shead)|kill(?:ed|ing)\s(?:the\sdeal|it|the\sorder)|deal(?:'s|\sis)\s(?:dead|off|gone)|dead\sdeal|closing\sit\sout|close\sit\sout|mark(?:ing)?\s(?:it|this|him|her|them|as)\s(?:as\s)?(?:dead|lost|gone)|closed\slost|closed-lost|no\ssale|no\sdeal|no\sjoy|no\sgo\b|no\sluck|no\sdice|no\sthanks\b|nope\b|kaput|toast\b|churn(?:ed|ing)?)\b
      | \b(?:chose|choosing|picked|went\s(?:with|for|to|over\sto)|gone\s(?:with|to|over\sto|for)|going\s(?:with|to\sgo\swith|over\sto)|signed\s(?:with|up\swith|for)\s(?!us)|moved\s(?:to|the\slot\sto|everything\sto|it\s(?:all\s)?to|over\sto|across\sto)|switched\s(?:to|over)|stay(?:ed|ing)\s(?:with|put)\s?(?!us)|stuck\swith|sticking\swith|awarded\sto|given\sto|gave\sit\sto)\b(?=.)
      | \b(?:we(?:'ve|\shave)?|us)\slost\b|\bbeaten\sto\s(?:it|this)\b
      | \bout\s(?:of\sbusiness)\b|\b(?:pack(?:ed|ing)\sit\s(?:all\s)?in|gone\s(?:bust|under)|went\s(?:bust|under)|shut(?:ting)?\s(?:up\sshop|down|for\sgood)|clos(?:ed|ing)\s(?:down|for\sgood|its\sdoors|their\sdoors|the\s(?:shop|business))|ceased\strading|stopped\strading|bankrupt|in\sliquidation|into\sadministration)\b
      | \b(?:won't|wont|will\snot|not)\s(?:be\s)?(?:see(?:ing)?\s(?:that|it|him|them|her)?\s?again|be\sback|coming\sback|return\w*)\b|\bcan'?t\s(?:advertise|buy|sign|serve\sthem|serve\shim|serve\sher)\b(?!\s(?:until|unless|till))
      | \b(?:missed|blew)\s(?:the\s|our\s|their\s|his\s|her\s)*(?:\w+\s){0,2}(?:deadline|close|cut-?off|copy\sdate|closing)|\bbooks?\sclosed\b
      | \b(?:verloren|gekündigt|storniert|abgesprungen|abgesagt|perdu|résilié|annulé|perdido|perdimos|cancelado|cancel[oó]|se\sva\sa|gehen\szu)\b
    )
    |(?P<weak>
      \bgone\b(?!\s(?:up|live|well|to\s(?:see|print|plan|lunch|the\sdentist)|quiet\son\sme|through))|\b(?:is|are|was|were|'s|'re|they're|he's|she's|account|deal|order|\d|\bgrand|quid|bucks|k)\sout\b(?!\s(?:of|on|for|with|and\sabout|there|now|until|today|this))|^\W*out\b|\bout\s*[.,;(!–—-]|\bout$
      |\bno\sto\b|\b(?:is|was|'s|it's|that's|thats)\s(?:a\s)?no\b|[-–—:,(]\s*(?:a\sno|no|nah|nein)\s*(?:[.,;!)–—-]|$)|\bsays?\sno\b|\bstop(?:ping|ped)\b(?=\s*(?:[.,;!]|$|the\s(?:ad|listing|order|contract)|advertising|with\sus|it\sall|altogether))
      |\bdead\b|\bnot\sinterested\b|\bpassed\b(?=\s*(?:[.,;!(]|$|this|again))|\bwent\s(?:quiet|dark|cold|elsewhere)\b|\bgone\s(?:quiet|dark|cold|elsewhere)\b|\bsurvey\sfailed\b|\bfailed\s(?:the\s)?(?:survey|credit)\b|\bundercut\sus\b|\bbeat\sus\b|\bsad\s(?:one|news)\b|\bbad\snews\b|\bnow\swith\b|\b(?:retired|retiring|died|passed\saway|bankrupt|closed|sold\sup|folded)\b|\bcut\b\s*(?:[.,;!]|$)|\bgot\scut\b|\bno\slonger\b|\bany\s?more\b|\bdecided\s(?:to\sdo\snothing|against)\b|\bdo\snothing\b|\bcouldn't\sget\b|\bwould\shave\s(?:bought|taken|signed|been|gone|spent|paid|ordered)\b|\b(?:he|she|they)'d\shave\s(?:bought|taken|signed|gone|spent|paid|ordered)\b|\bwas\sgoing\sto\sbe\b
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
# It did not come to that, or is not certain.
_NOT_LOST_BEFORE = re.compile(
    r"\b(?:nearly|almost|not|n't|never|haven't|hasn't|didn't|don't|won't|might|may|could|would|going to|about to|thinking (?:of|about)|threaten\w*(?: to)?|considering|risk(?: of)?|worried (?:about|that)?|scared|afraid|"
    r"if (?:we|he|she|they|it|i)|unless|before (?:we|he|she|they)|or (?:we|he|she|they)(?:'ll)?|without|instead of|talk(?:ing|ed)? (?:him|her|them) out of|no one|nobody|who|which|anyone|why did|did|has|have you|how many|"
    r"was told|mustn't|can't afford to|hate to|wants? to|wanted to|keep|stop|avoid|prevent|from|to)\s+(?:have |be |to |go |we |just |been |get |actually |really |a |the |us |him |her |them )*$"
)
_FUTURE = re.compile(r"\b(?:will|'ll|might|may|could|would|'d)\s+(?:probably |likely |all |just |soon |also )*$")
_SAVED = re.compile(
    r"\b(?:but|then|now|and|so|still|happily|luckily|thankfully|in the end|finally|turned (?:it|him|her|them) (?:round|around))\b[^.!?]{0,60}\b(?:signed|renewed|stayed (?:with us|on|put)|saved|came back|back on|calmed down|re-?signed|changed (?:his|her|their) mind|"
    r"staying|agreed|went ahead|is on board|won (?:him|her|them|it) back|got (?:it|him|her|them) back)\b(?!\s(?:with|for|up with|to)\s(?!us))|\b(?:saved|won)\s(?:it|him|her|them|the (?:deal|account|renewal))\s?(?:back)?\b|\bwon back\b|\bkept (?:him|her|them|it|the account)\b|\bback on board\b"
)
_WON = re.compile(
    r"\b(?:signed|renewed|closed|won|landed|sold|upsold|booked|bagged|got)\b\s(?!(?:with|up with|for|off sick)\b)(?:the |a |an |up |them |him |her |it |for |another |on |in |at )*(?:\d|£|\$|€|deal|contract|order|renewal|yr|year|upgrade|page|today|yesterday|this morning|again|!|3|two|three|full|half)"
    r"|\b(?:deal|contract|order|renewal) (?:is )?(?:signed|won|done|closed|in the bag)\b|🎉|🥳|🍾|\b(?:woo ?hoo|yay|get in|back of the net|drinks on me|ring the bell|signed and sealed|signed!|closed won|closed-won|we won(?!['’])|won it|good news|great news|happy days)\b|\bsigned\s*[!.,]|\bsigned$|\bsigned up\b(?! (?:with|for))|\brenewed\b(?!\s(?:interest|hope|efforts?))"
)
_OPEN = re.compile(
    r"\b(?:thinking (?:about|of)|considering|mulling|toying with|might|may|could (?:go|drop|leave|walk|cancel|be)|on the fence|wobbling|wobbly|at risk|in danger|not (?:signed|decided)|nothing signed|nothing (?:firm|definite|certain)|still (?:open|alive|deciding|thinking|talking|negotiating|waiting|looking)|"
    r"undecided yet|waiting (?:on|for)|meeting (?:him|her|them)|seeing (?:him|her|them)|follow(?:ing)? up|up in the air|50/50|fifty-fifty|either way|watch this space|fingers crossed|threatening|threatened|wants a (?:call|meeting)|will (?:decide|let (?:us|me) know)|"
    r"gone to procurement|in procurement|with legal|shopping around|looking at alternatives|next week|on (?:mon|tues|wednes|thurs|fri)day)\b"
)
_SMALLER = re.compile(
    r"\b(?:downgrad\w+|down to (?:a |the )?(?:half|quarter|basic|smaller|cheaper)|smaller (?:ad|box|plan|package|listing)|cut (?:it |the \w+ |his \w+ |her \w+ |their \w+ )?(?:back |down )?(?:to|from)|reduced (?:it |the \w+ )?(?:to|from)|trimmed|halved)\b[^.!?]{0,60}\b(?:but|and|still|kept|staying|stays|renew\w*|signed)\b"
)

_WANTS = re.compile(
    r"""
    (?P<strong>
      \b(?:wants?|wanted|wanting|wnats?|would\s(?:really\s|also\s|still\s|absolutely\s)?(?:like|love|buy|pay|take|order|go\s(?:for|full|up|halves)|sign|book|spend|advertise|upgrade|renew\sif)|he'd|she'd|they'd|theyd|hed|shed)\b
      | \bask(?:s|ed|ing|in)?\b(?!\s(?:me\sout|for\s(?:kim|\w+\sat|the\sbill)|him\sto|her\sto|them\sto|you))
      | \b(?:is|are|was|were|'s|'re|been|keeps?|kept|still|also|now|really)\s(?:also\s|really\s|still\s|all\s)?(?:after|looking\sfor|hoping\sfor|keen\s(?:on|to|for)|interested\sin|begging|desperate\sfor|crying\sout\sfor|dying\sfor|hunting\sfor|angling\sfor|up\sfor)\b
      | \b(?:needs?|needing|requires?|requests?|requested|requesting|fancies|wishes|craves|begs|suggest(?:s|ed)|pushing\sfor|demands?|demanding|enquir(?:ed|es|ing)|inquir(?:ed|es|ing)|wondered|wonders|wondering|hoping|hopes|hoped|prefers?|pining)\b
      | \bif\s(?:only\s)?(?:we|you|there)\s(?:only\s)?(?:had|did|offered|sold|stocked|made|could|listed|was|were|supported|ran|opened|added)\b|\bi(?:'d|\swould)\s(?:buy|pay|take|have|book|sign)\b
      | \b(?:could|can|do|would|when\s(?:will|are|do))\swe\s(?:get|have|do|add|offer|list|sell|make|put|give|create|open|stock|support|supply)\b|\bis\sthere\s(?:a|an|any|any\s?thing|something|some)\b|\bdo\swe\s(?:have|do|sell|offer|stock)\b|\bhave\s(?:we|you)\s(?:got\s)?(?:a|an|any|anything)\b
      | \b(?:pls|please|plz)\sadd\b|\bfeature\srequest\b|\bnew\sheading\b|\brequest\s?[:*–—-]|\bwish\s?list\b|\bask\s?:|\bwant\s?:|\bneed\s?:|\bheading\s?:
      | \b(?:möchte\w*|hätte\w*\sgern\w*|braucht|sucht|fragt|will\seine|wünscht|wünschen|veut|voudrait|aimerait|demande|cherche|souhaite|quiere\w*|pide\w*|busca\w*|necesita\w*|podemos\stener|querr[ií]a)\b
    )
    """,
    re.VERBOSE,
)
_CUSTOMER = re.compile(
    r"\b(?:customer|client|prospect|owner|guy|bloke|lady|woman|man|chap|fella|lad|folks?|people|shop|he|she|they|he's|she's|they're|he'd|she'd|they'd|him|her|them|lot|roofers?|plumbers?|dentists?|builders?|electricians?|\w+ers\b|mr|mrs|ms|dr|accounts?|advertisers?|sponsors?|buyers?|kunde\w*|patron|client\w*)\b"
)
_NO_CUSTOMER = re.compile(
    r"\b(?:no customer|nobody(?:'s| has)? asked|no one(?:'s| has)? asked|customer'?s? (?:has )?(?:not|never) asked|just (?:a |my )?(?:hunch|idea|thought|me)|my (?:own )?(?:idea|hunch|two cents|pet|view)|thinking out loud|thinking aloud|random (?:thought|idea)|shower thought|what if we|"
    r"i (?:reckon|think|feel|believe) we should|we should (?:really |probably |maybe )?(?:have|add|do|sell|offer)|not from a customer|wild idea|idea:|blue sky)\b"
)
_COLLEAGUE = re.compile(
    r"(?:^|[.!?]\s+|:\s*|@\w+\s+)(?:hi |hey |morning |afternoon |quick (?:one|question|q)[ ,:–-]*|team[ ,:–-]*|folks[ ,:–-]*|guys[ ,:–-]*|all[ ,:–-]*|@\w+[ ,:–-]*|does |do |has |have |is |can |could |would |will |who(?:'s)? |what(?:'s)? |where(?:'s)? |when(?:'s)? |how |why |anyone |any ?body |somebody |someone |which |did |are |any chance |reminder|fyi)+"
    r"(?:any ?one|any ?body|someone|somebody|you|we all|looks? after|here|the (?:login|link|password|form|sheet|doc|deadline|meeting|printer|wifi|code|rate card)|u |ya)\b"
)
_TO_ME = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|someone|somebody|anyone)\b|\b(?:pls|please) (?:call|ring|email|send|check|look|forward|chase|let me know|update|ask)\b|\bwho (?:looks after|covers|has|owns|handles|is|can)\b|\bany(?:one|body)(?: else)?(?:'s)?\b[^.!?]*\?|\bhas any(?:one|body)\b|\bdoes any(?:one|body)\b"
)
_REQUEST_FORM = re.compile(r"(?:^|\W)request\s?[*:–—-]|\bask\s?:|\bwants?\s?[:\"]")
_LOST_FORM = re.compile(
    r"^\W*(?:lost(?:\s(?:deal|sale|renewal|account|order))?|loss|deal lost|closed lost|cancellation|cancelled|non-?renewal)\b"
)


# Reasons that customers hardly give for anything but going; a missing heading is a want as well.
_TELLING = frozenset(
    (
        "heading_not_known",
        "price",
        "budget_gone",
        "competitor",
        "results_doubted",
        "no_decision",
        "unreachable",
        "out_of_business",
    )
)


@dataclass(frozen=True)
class _Cue:
    at: int
    end: int
    weight: float


def kind(
    text: Text,
    *,
    has_account: bool,
    has_value: bool,
    given: Sequence[Found[str]] = (),
    outside: tuple[tuple[int, int], ...] = (),
) -> Found[Kind]:
    """What a text is, with where its strongest cue stands; `outside` are the places that say nothing of it, such as quotes.

    `given` are reasons for a loss that it seems to state: beside a customer or a sum, they tell of one. What is neither
    is UNCLEAR, and so is what could be anything.
    """
    lost = _lost(text, outside)
    wants = _wants(text, outside)
    low = text.low
    lost_weight = max((cue.weight for cue in lost), default=0.0)
    if len(lost) > 1:
        lost_weight += 0.5
    won = next((one for one in _WON.finditer(low) if not _is_within(one.start(), outside)), None)
    if _SAVED.search(low) or (won and lost_weight < 2.5 and not _LOST_FORM.match(low)) or _SMALLER.search(low):
        lost_weight = 0.0
        if won and not wants:
            return Found(Kind.UNCLEAR, won.start(), won.end(), Sure.LIKELY)
    if lost_weight and _OPEN.search(low) and lost_weight < 2.0:
        lost_weight = 0.0
    if lost_weight and not has_account and not has_value and not re.search(r"\blost\b|\bcancel|\brenew", low):
        lost_weight -= 1.0
    if lost_weight < 2.0 and (has_account or has_value):
        lost_weight = max(lost_weight, _told_by_reasons(text, given, won is not None))
    asks_colleague = bool(_COLLEAGUE.search(low) or _TO_ME.search(low))
    want_weight = _want_weight(text, wants, has_account=has_account, asks_colleague=asks_colleague, won=bool(won))
    if asks_colleague and lost_weight < 2.0 and not has_value:
        lost_weight = 0.0
    if (
        lost_weight >= 1.0
        and (lost_weight >= want_weight or lost_weight >= 2.0 or has_value)
        and not (want_weight >= 2.0 and lost_weight < 1.5)
    ):
        cue = max(lost, key=lambda one: one.weight) if lost else _Cue(given[0].start, given[0].end, 1.0)
        return Found(Kind.LOST_DEAL, cue.at, cue.end, Sure.SURE if lost_weight >= 2.0 else Sure.LIKELY)
    if want_weight >= 1.0:
        cue = wants[0]
        return Found(Kind.REQUEST, cue.at, cue.end, Sure.SURE if want_weight >= 2.0 else Sure.LIKELY)
    return Found(Kind.UNCLEAR, 0, 0, Sure.LIKELY)


def _lost(text: Text, outside: tuple[tuple[int, int], ...]) -> list[_Cue]:
    cues = []
    for one in _LOST.finditer(text.low):
        if _is_within(one.start(), outside):
            continue
        begin, _ = text.sentence(one.start())
        before = text.low[max(begin, one.start() - 44) : one.start()]
        is_denial = one[0].startswith(("not", "won't", "wont", "isn't", "didn", "no ", "never", "can"))
        if _NOT_LOST_BEFORE.search(before) and not is_denial:
            continue
        if is_denial and re.search(r"\b(?:if|unless|might|may|could|or)\s(?:\w+\s){0,2}$", before):
            continue
        if _FUTURE.search(before) and one.lastgroup == "weak":
            continue
        cues.append(_Cue(one.start(), one.end(), 2.0 if one["strong"] else 1.0))
    if _LOST_FORM.match(text.low) and cues:
        cues.append(_Cue(0, 4, 3.0))
    return cues


def _wants(text: Text, outside: tuple[tuple[int, int], ...]) -> list[_Cue]:
    cues = []
    for one in _WANTS.finditer(text.low):
        before = text.low[max(0, one.start() - 32) : one.start()]
        if _is_within(one.start(), outside) and not re.match(r"i'd|i would|if", one[0]):
            continue
        if re.search(
            r"\b(?:i|we|i'd|don't|doesn't|didn't|not|n't|never|no one|nobody|what (?:he|she|they)|whatever (?:he|she|they)|doesnt|dont|didnt|who)\s+(?:really |actually |even |just )?$",
            before,
        ):
            continue
        cues.append(_Cue(one.start(), one.end(), 2.0))
    return cues


def _told_by_reasons(text: Text, given: Sequence[Found[str]], won: bool) -> float:
    """How much the reasons alone tell of a loss: those that only a loss has, where nothing is open or won."""
    if won or _OPEN.search(text.low) or _SAVED.search(text.low) or "?" in text.plain:
        return 0.0
    telling = [one for one in given if one.value in _TELLING]
    if any(one.value == "heading_not_known" for one in telling):
        return 2.0
    return 1.2 if telling else 0.0


def _want_weight(text: Text, wants: list[_Cue], *, has_account: bool, asks_colleague: bool, won: bool) -> float:
    if not wants:
        return 0.0
    low = text.low
    weight = 2.0
    if _NO_CUSTOMER.search(low):
        return 0.0
    if not has_account and not _CUSTOMER.search(low):
        weight -= 1.5
    if asks_colleague and not _REQUEST_FORM.search(low):
        weight -= 1.5 if not has_account or len(wants) < 2 else 0.5
    if won and len(wants) < 2:
        weight -= 1.5
    return weight


def _is_within(at: int, places: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= at < end for start, end in places)
