"""Why a deal was lost, as far as a text says it: patterns for each reason, each with what takes it back. Pure.

A pattern counts where it is not denied ("wasn't the money", "price was fine"). What a rival did better is a reason of
its own only if the table has it. The table is that of the default reasons; a workspace's own come from their names.
"""

import re
from collections.abc import Sequence

from digests.reading.found import Found, Sure
from digests.reading.text import Text

_NOT = r"(?:not|n't|nt|never|no|isn't|wasn't|wasnt|isnt|nothing to do with|nothing wrong with|rather than|instead of|wasn't about|not about|hardly|ain't)"
_DENIED = re.compile(
    rf"\b(?:not|never|no|nothing to do with|nothing wrong with|rather than|wasn'?t|isn'?t|aren'?t|weren'?t|ain'?t|didn'?t|doesn'?t|don'?t|neither|nor|hardly|not even|not about|not because of|more than)\s+(?:really |even |just |about |down to |because of |on |the |a |an |any |our |his |her |their |it's |is |was |so |that |very |too )*$"
)
_FINE = re.compile(
    r"^\s*(?:\w+\s)?(?:(?:was|is|were|are|wasn't|isn't)\s(?:totally |all |perfectly |quite |absolutely |never |not )?(?:fine|ok|okay|good|great|right|alright|no (?:issue|problem|bother)|the (?:issue|problem|reason)|an issue|a problem|it)\b|not the (?:issue|problem|reason))"
)

_PATTERNS: dict[str, str] = {
    "no_suitable_heading": r"""
        (?:we|us|you)\s(?:just\s|still\s|simply\s)?(?:don't|dont|do\snot|didn't|didnt|can't|cant|cannot|couldn't)\s(?:actually\s|even\s)?(?:have|do|offer|sell|stock|carry|support|make|list|provide|cater\sfor)\b(?!\s(?:it\b|this\b|that\b)?\s?(?:in\stime|until|till))
        | (?:haven't|havent|hasn't|have\snot)\s(?:got|yet\sgot)\s(?:a|an|any|the|one)\b
        | (?:no|wrong|missing|without\sa|lack\sof\s(?:a|an)?|lacking)\s(?:suitable\s|proper\s|right\s|such\s|matching\s|decent\s|separate\s|relevant\s|own\s)?(?:heading|category|section|listing\stype|feature|integration|size|format|slot\ssize|product|option|module|export|api|sso|plan)s?\b
        | (?:feature|product|functionality)\s(?:gap|missing)|gap\sin\s(?:the\s|our\s)?(?:product|range|catalog\w*)
        | no\s(?:offline|mobile|native|two-?way|bulk|live|multi-?\w+|self-?\w+)\s\w+
        | (?:needed|wanted|wants|was\safter|asked\sfor|need|needs)\b[^.;!?]{0,60}\b(?:and\s|but\s|which\s|,\s)(?:we|us)\s(?:only\s|just\s)?(?:don't|dont|didn't|couldn't|can't|cant|haven't|have\sno|had\sno|only\s(?:have|had|do|did|offer))
        | (?:isn't|isnt|wasn't|not)\s(?:a|any|one|in)\s(?:heading|category|section|option)\b|nothing\s(?:that\sfits|to\sput\s(?:him|her|them)\s(?:in|under)|suitable|for\s(?:him|her|them)\s(?:to\sgo\sunder|in\sthe\sbook))
        | nowhere\sto\s(?:put|list)|doesn't\sdo\swhat|missing\sthe\s\w+\s(?:feature|option|module)|kein\w*\s(?:passende\w*\s)?(?:rubrik|kategorie)|pas\sde\srubrique|no\s(?:hay|tenemos|existe)\s(?:un\s)?(?:apartado|categor[ií]a)
    """,
    "heading_not_known": r"""
        (?:there\s(?:is|was|are|were)|we\s(?:do\s)?(?:have|had|sell|offer|do|stock))\b[^.;!?]{0,40}\b(?:all\salong|already|actually\sis|after\sall)
        | (?:didn't|didnt|did\snot|never|hadn't|had\snot)\s(?:know|realise|realize|knew|been\stold|hear|heard|told)\b[^.;!?]{0,40}\b(?:we|existed|exists|there\s(?:is|was)|about\s(?:it|the|our)|had\s(?:it|one|that)|do\s(?:it|that|one))
        | (?:i|we|he|she|they|rep|nobody|no\sone)\s(?:just\s)?(?:didn't|didnt|never)\s(?:know|knew|tell|told|mention\w*)\s(?:it|him|her|them|about\sit|me|us)\b
        | turns?(?:ed)?\sout\s(?:there\sis|there\swas|we\s(?:do|have|had|sell))|there\sis\sa\s(?:heading|plan|feature|category)|there\sis\s(?:one|a\sheading)|found\sout\s(?:too\slate|afterwards|later)\s(?:that\s)?(?:we|there)
        | unaware|wasn't\saware|weren't\saware|not\saware\s(?:we|that|of)|if\s(?:i|he|she|they|we)(?:'d|\shad)\sknown\s(?:we|there|about)
    """,
    "price": r"""
        too\s(?:dear|expensive|pricey|costly|steep|much(?:\smoney)?(?=\s*(?:[.,;!?"”’]|$|for\b|to\b|he\b|she\b|they\b|money)))|pric(?:ed?\sout|y\b|ier)|overpriced|over\spriced|expensive|dearer|costly
        | \bprice\b(?!\slist)|\bpricing\b|\bprices\b|\bcheaper\b|\bcheapest\b|\bdouble\swhat|(?:twice|three\stimes|double|triple|half)\s(?:the\s(?:price|cost|money)|what\s(?:it|he|she|they|we)\b|as\smuch)
        | (?:put|putting|went|gone|going|jacked|hiked)\s(?:it|the\sprice|prices?|the\srate|rates?)?\s?up\sby\b|rate\s(?:rise|increase|hike)|(?:price|rate)\s(?:increase|rise|hike)|(?:increase|hike)\s(?:in|on)\s(?:price|rate|the\srenewal)
        | under\s?cut|lower\s(?:cpm|price|cost|rate|quote|fee)s?|(?:beat|matched)\s(?:us\s)?on\s(?:price|cost)|(?:for|at)\s(?:half|a\s(?:third|quarter|fraction))\b|for\s(?:free|nothing)\b|\bfree\s(?:of\scharge|elsewhere|on\s\w+|listing|with)|gets\sit\sfree|is\sfree\b|it's\sfree
        | can'?t\s(?:justify|stomach|swallow)|not\sworth\s(?:the\smoney|that\smuch|it\sat)|value\sfor\smoney|rip\s?off|tenner\sa\s(?:week|month)|for\sa\s(?:tenner|fiver)|zu\steuer|preis|trop\scher|muy\scaro|demasiado\scaro
        | \d+\s?%\s(?:less|cheaper|lower|below)|(?:couldn't|can't|cant|won't)\s(?:match|meet)\s(?:their|the)\s(?:price|quote|rate)|want(?:s|ed)\sit\s(?:for\sless|cheaper)|more\sthan\s(?:he|she|they)\s(?:want\w*|will|would|'ll|is\sprepared|are\sprepared)\sto\s(?:pay|spend)
    """,
    "budget_gone": r"""
        budget\b(?!\s(?:of|is|was\s(?:fine|there)|around|about|line\sfor)\b)(?![^.;!?]{0,12}\b(?:approved|signed|fine|no\sissue))|(?:spent|gone|went|blown|put|ploughed)\s(?:it\s|all\s|the\smoney\s|everything\s|every\spenny\s)?(?:all\s)?on\s(?:a|an|the|new|his|her|their|cladding|repairs?|staff|rent|tax|vans?|equipment|refurb\w*|legal\w*)
        | (?:money|cash|funds?|funding|spend|marketing|grant)(?:'s|\sis|\swas|\shas|\shave)?\s(?:all\s|just\s)?(?:been\s)?(?:gone|cut|frozen|tight|slashed|pulled|stopped|dried\sup|spent)
        | (?:cut|cutting|cuts|slash\w*|freez\w*|froze\w*|frozen|trimm\w*|tighten\w*)\s(?:back\s)?(?:on\s)?(?:all\s|the\s|their\s|his\s|her\s|its\s)?(?:spend\w*|spending|budgets?|costs|marketing|advertising|ad\sspend|belts?|everything)
        | (?:can't|cant|cannot|couldn't|could\sno\slonger|can\sno\slonger)\s(?:afford|pay|stretch|find\sthe\smoney)|no\s(?:money|budget|cash|funds)\b|skint|broke\b|out\sof\s(?:money|cash|budget)|cash\s?flow|short\sof\s(?:cash|money)|strapped|spending\sfreeze|kein\sgeld|plus\sde\sbudget|sin\spresupuesto
    """,
    "timing": r"""
        (?:miss(?:ed|ing)?|past|after|blew|beat)\s(?:the\s|our\s|his\s|her\s|their\s|by\s)*(?:\w+\s){0,2}(?:deadline|close|cut-?\s?off|closing|copy\sdate|print\s(?:run|date|deadline)|window|date|slot|issue|edition|bus)
        | (?:too|a\s(?:day|week|month|bit|touch|little)|two\s(?:days|weeks)|\d\s(?:days|weeks))\s(?:late|early)\b|days\slate|weeks\slate|(?:book|edition|issue|deadline|window|campaign|print)\s(?:had\s|has\s|was\s|is\s|'s\s)?(?:already\s)?(?:closed|shut|gone|passed|gone\sto\spress|full)
        | (?:call|ring|try|ask|speak\sto|come\sback\sto|come\sback|get\sback\sto)\s(?:me|him|her|them|us)?\s?(?:back\s)?(?:again\s)?(?:in\s(?:the\s)?(?:new\syear|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|\w+\smonths)|next\s(?:year|month|quarter|season|spring|summer|autumn|fall))
        | not\s(?:until|till|before|this\s(?:year|quarter|month|season)|right\snow|yet)\b|bad\stim\w+|wrong\stime|timing|(?:tied|locked|bound|stuck|under)\s(?:in|into|to|up|by)?\s?(?:a\s|an\s|another\s|his\s|her\s|their\s|the\s)?(?:\w+[\s-]){0,2}(?:contract|deal|agreement|term)|(?:mid|in)[-\s]contract|contract\s(?:runs|until|till|ends|isn't\sup)
        | next\schance|a\syear\soff|maybe\snext\s(?:year|time)|next\syear\s(?:maybe|perhaps|he|she|they|instead)|(?:put|push\w*|kick\w*)\s(?:it\s|this\s|everything\s)?(?:off|back|out)\s(?:to|until|till|a\syear)|postpon\w*|zu\sspät|trop\star[dt]|demasiado\starde
        | (?:we|i|our\s\w+)\s(?:were|was|got\sthere|came|sent\s\w+(?:\s\w+)?|filed|submitted)\s(?:\w+\s){0,3}(?:too\s)?late\b(?!ly)
    """,
    "results_doubted": r"""
        (?:no|any|many|much|enough|few|half|single|one|four|two|three|zero|not\sa|bad|poor|rubbish|useless|wrong|junk|dead|hardly\s\w+|barely\s\w+|never\s(?:got|had|a)\s?\w*)\s(?:\w+\s){0,2}(?:calls?|leads?|enquir\w+|inquir\w+|jobs?|customers?|clicks?|bookings?|responses?|returns?|roi|sales|footfall|business|work)\b(?![^.;!?]{0,20}\b(?:list|centre|center)\b)
        | (?:doesn't|doesnt|don't|dont|didn't|didnt|isn't|isnt|not|never|wasn't|hasn't|no\slonger)\s(?:\w+\s)?(?:work(?:ing|ed|s)?|pull\w*|bring\w*|generat\w*|pay\w*\s(?:off|back|for\sitself|its\sway)|perform\w*|deliver(?:ing|ed)?\s(?:any|enough|leads|calls|results)|look(?:ing)?\s(?:there|in\s(?:it|there|the\sbook|a\sbook)))\b
        | tyre\skickers?|tire\skickers?|time\s?wasters?|waste\sof\s(?:money|time|space)|(?:money|cash)\sdown\sthe\sdrain|no\s(?:results?|return|response|roi|value|benefit|point)\b|results\b|(?:nobody|no\sone|nobody's|who)\s(?:\w+\s)?(?:looks?|reads?|uses?|opens?|sees?|calls?|rings?|picks)\b
        | can'?t\spoint\sto|can'?t\sprove|couldn't\s(?:show|prove)|(?:half|none|few|fewer)\s(?:of\s)?the\s(?:calls|leads|enquiries|jobs)|calls\s(?:dropped|dried|fell|are\sdown|were\sdown|stopped)|(?:everyone|everybody|people|customers|clients|they\sall|kids|couples|punters|folk)\s(?:\w+\s){0,3}(?:on|use|uses|go\sto|look\son|just\sgoogle)\s(?:google|insta\w*|facebook|tiktok|online|their\sphones?|the\s(?:internet|web))
        | out\sof\sdate\smedium|dead\sformat|old\s?hat|who\suses\sa\s(?:book|phone\s?book)|da\srufen\s\w+|not\sa\s(?:single|penny)|got\snothing\s(?:from|out|back)|nothing\s(?:from|out\sof|but)\s|doubts?\b|doubtful|not\sconvinced|unconvinced|sceptical|skeptical
    """,
    "no_decision": r"""
        (?:couldn't|could\snot|can't|cant|cannot|didn't|never|won't|unable\sto|failed\sto)\s(?:\w+\s){0,6}(?:agree|decide|make\s(?:up\s)?(?:his|her|their|a|its)\s?(?:mind|minds?|decision)?|commit|get\s(?:sign-?\s?off|approval|it\s(?:signed|approved|past)))
        | no\s(?:decision|vote|quorum|sign-?\s?off|consensus)\b|(?:nobody|no\sone)\s(?:\w+\s){0,2}(?:can|could|will|would|allowed\sto|authori[sz]ed\sto|has\sauthority\sto)\s(?:\w+\s)?(?:sign|decide|approve|say\syes|make\sthe\scall)|do(?:ing)?\snothing|sit(?:ting)?\son\s(?:it|the\sfence|their\shands)|still\s(?:umm?ing|dithering|undecided)|undecided|indecisi\w+|dither\w*|went\sround\sin\scircles|stuck\s(?:in|with)\s(?:committee|legal|procurement|the\sboard)|stall(?:ed|ing)|the\s(?:board|committee|partners|owners|brothers|family|directors)\s(?:\w+\s)?(?:couldn't|can't|never|didn't|won't|still)|keine\sentscheidung
    """,
    "unreachable": r"""
        (?:no|never|not\sone|zero|without\san?|didn't|hasn't|won't|doesn't|not)\s(?:\w+\s){0,2}(?:repl(?:y|ies|ied)|answer(?:s|ed|ing)?|response|returned|return(?:s|ing)?\s(?:my|our|any|calls)|pick(?:s|ed|ing)?\sup|call(?:ed|s)?\s(?:me\s|us\s)?back|rang\s(?:me\s|us\s)?back|ring\sback|get(?:s|ting)?\sback|got\sback|respond(?:s|ed|ing)?)
        | ghost(?:ed|ing)?|gone\s(?:quiet|dark|cold|silent)|went\s(?:quiet|dark|cold|silent)|radio\ssilence|voice\s?mails?|(?:can't|cant|couldn't|cannot|unable\sto|impossible\sto)\s(?:\w+\s)?(?:reach|get\s(?:hold|through|him|her|them)|contact|raise|find\s(?:him|her|them))|never\s(?:in|there|available|answers|about)\b|(?:rang|called|phoned|tried|emailed|chased|left)\s(?:\w+\s){0,4}(?:\d+|five|six|seven|eight|ten|a\sdozen|several|umpteen|countless)\s(?:times|messages|emails|calls)|un-?reachable|unresponsive|not\s(?:answering|picking|returning|responding)|number(?:'s|\sis)?\s(?:dead|disconnected)|nicht\serreichbar|injoignable
    """,
    "out_of_business": r"""
        (?:clos(?:ed|ing|es|e)|shut(?:ting|s)?)\s(?:\w+\s){0,3}(?:down|up\sshop|shop|doors|for\sgood|the\s(?:business|shop|doors|firm|place|practice|store|restaurant|company|site|branch)|permanently|his\sdoors|their\sdoors|her\sdoors|after\s\d+\syears)|(?:has|have|had|is|are|was|'s|they've|he's|she's)\s(?:now\s|just\s|all\s)?(?:closed|shut|retired|retiring|folded|bankrupt|insolvent|liquidated|wound\sup)\b
        | out\sof\sbusiness|gone\s(?:bust|under|bankrupt|to\sthe\swall|into\s(?:administration|liquidation|receivership))|went\s(?:bust|under|bankrupt|out\sof\sbusiness|to\sthe\swall)|going\s(?:bust|under|out\sof\sbusiness)|\bbust\b|bankrupt\w*|insolven\w*|liquidat\w*|administration\b|receivership|ceas(?:ed|ing)\s(?:trading|operat\w+)|stopped\strading|chapter\s(?:7|11)\b
        | retir(?:ed|ing|es|ement)\b|pack(?:ed|ing|s)\s(?:it\s(?:all\s)?in|up\b)|(?:sold|selling|sells)\s(?:\w+\s)?(?:up\b|the\s(?:business|company|firm|shop|practice|vans?|lot|building|place|restaurant)|out\sto|his\sbusiness|her\sbusiness|it\son|to\sa\schain)|(?:been\s|got\s|was\s|were\s|getting\s)(?:bought|sold|taken\sover|acquired|swallowed|folded\sinto|merged\sinto)|bought\sout\b|taken\sover\b|acquired\sby|(?:moved|moving|emigrat\w+)\s(?:abroad|to\s(?:spain|australia|portugal|canada|florida|france))|passed\saway|died\b|geschlossen|hat\saufgegeben|ferm[eé]|cerr(?:ó|ado|aron)|winding\s(?:up|down)|calling\sit\sa\sday|hung\sup\s(?:his|her|their)|burnt?\sdown
    """,
    "wrong_fit": r"""
        (?:wrong|not\sthe\sright|bad|poor|not\sa\s(?:good|great)?)\s?(?:fit|area|audience|market|demographic|crowd|town|region|age\sgroup|coverage|postcode|zip\w*|clientele)\b|(?:doesn't|doesnt|don't|didn't|not|won't|can't)\s(?:really\s)?(?:fit|suit|cover|serve|reach|deliver\sto|go\sas\sfar\sas|extend\sto)\b|(?:outside|out\sof|beyond|off)\s(?:our|the|his|her|their)\s(?:area|patch|coverage|footprint|territory|region|catchment|network)
        | no\s(?:coverage|signal|fibre|fiber|reception|service)\s(?:to|at|in|there|out)|coverage\b|(?:book|map|area|directory|ad|we)\s(?:covers?|goes|go|only\scovers?)\s(?:the\swhole|too|all\sof|only|miles)|(?:he|she|they)(?:'s|'re|\sis|\sare)?\s(?:only\s)?(?:works?|serves?|trades?|covers?|wants?|need|needs)\s(?:only\s|just\s)?(?:locals?|within|people\swithin|walking|trade\sonly|in\s\w+\sonly|nationally|nationwide|b2b|wholesale|export)
        | too\s(?:big|small|large|wide|far|local|niche|broad|tiny|national|upmarket|corporate|complicated|complex|basic)\b(?:\s(?:for|a\s\w+)\s?(?:them|him|her|us|what|our|the))?|overkill|outgr(?:own|ew|owing)|(?:under|over)-?sized|minimum\s(?:order|spend|term|quantity)|more\sthan\s(?:he|she|they)\sneeds?\b|don't\sneed\s(?:that|so|all)|not\s(?:their|his|her)\s(?:sort|kind|type|customers|market)|only\s(?:want|need)\s(?:people|customers)\swithin|falsche\s(?:region|zielgruppe)
    """,
    "service_problem": r"""
        (?:misprint\w*|mis-?print|typos?|mis-?spel\w+|spel(?:t|led|ling)\b[^.;!?]{0,20}\bwrong|wrong\s(?:phone\s)?(?:number|logo|name|address|photo|picture|heading|proof|hours|page|town|ad|part|size|order|invoice|delivery|colou?r)|(?:printed|put|ran|listed|published|used|got)\s(?:\w+\s){0,5}(?:wrong|upside\sdown|twice|out\sof\sdate)\b|old\s(?:logo|number|address|photo|ad|price))
        | (?:bill(?:ed|ing)|invoic\w+|charg(?:ed|ing))\b[^.;!?]{0,24}\b(?:twice|double|wrong\w*|mistake|error|mess|overcharg\w*|problems?|issues?|after|still)|overcharg\w*|double[-\s](?:bill|charg)\w*|(?:billing|invoice|invoicing|delivery|deliveries|onboarding|setup|install\w*)\s(?:error|mess|mistake|problem|issue|fiasco|cock-?up|nightmare|mix-?up)s?
        | (?:nobody|no\sone|we|our\s\w+|support|sales|i)\s(?:never\s|ever\s|didn't\s|hadn't\s|hasn't\s|failed\sto\s)(?:\w+\s)?(?:rang|called|phoned|ring|call|got|get|came|come|replied|answered|respond\w*|return\w*|turned|turn|deliver\w*|fix\w*|show\w*|sent|send)\b|(?:nobody|no\sone)\s(?:rang|called|phoned|got|came|replied|turned|answered|fixed|bothered|followed)\b
        | (?:deliver(?:y|ies|ed)|shipment|parts?|order|proof|install\w*|engineer|support|response)\s?(?:\w+\s){0,4}(?:late|slow|lost|damaged|broken|cancelled|no-?show|never\s(?:came|arrived|showed))|turn(?:ed|ing|s)?\sup\s(?:late|broken|damaged)|outage\w*|down\s?time|kept\s(?:crashing|going\sdown|dropping|turning\sup|failing|breaking|being\slate)|crash(?:ed|es|ing)|bug(?:s|gy)\b|mess(?:ed)?\s(?:it\s|them\s|him\s|her\s)?up|let\s(?:him|her|them|me)\sdown|our\s(?:mistake|fault|error|cock-?up|screw-?up|mess)|(?:poor|bad|rubbish|terrible|awful|shocking|slow|useless)\s(?:service|support|after-?care|customer\sservice|response)|proofread|botched|screwed\sup|cocked\sup|stuffed\sup|forgot\s(?:to|about|his|her|their|them|him)|left\s(?:him|her|them|it)\sout\b|missed\s(?:out\s)?(?:his|her|their)\s(?:ad|listing|appointment|call|entry)|complaint\b|falsche\s(?:nummer|adresse)
    """,
    "unknown": r"""
        (?:no\s(?:idea|clue)|dunno|don'?t\sknow|do\snot\sknow|not\ssure|unsure|god\sknows|goodness\sknows|who\sknows|beats\sme|search\sme|mystery|unclear|couldn'?t\ssay|can'?t\ssay|won'?t\ssay|wouldn'?t\ssay|didn'?t\ssay|not\ssaying|wouldn'?t\stell|won'?t\stell|nobody\s(?:will|would|can|could)\s(?:tell|say)|no\sone\s(?:will|would|can|could)\s(?:tell|say)|never\s(?:said|told\sme|found\sout|got\sa\sreason)|no\s(?:real\s|clear\s)?(?:reason|explanation)\b|without\s(?:a\sreason|saying|giving\sa|explanation)|didn'?t\sgive\s(?:a|any|me\sa|us\sa)\sreason|keine\sahnung|warum\sweiß)(?:\s(?:why|what|at\sall|tbh))?
    """,
    "other": r"""
        (?:head\soffice|company|group|corporate|hq|council|trust|government|board)\s(?:\w+\s)?(?:policy|rules?|decision|ban|freeze)|\bpolicy\b|new\s(?:rules|law|laws|regulations?|legislation)|regulat(?:ion|ions|or|ory)|(?:illegal|banned|not\sallowed|aren't\sallowed|isn't\sallowed|can'?t\sadvertise|cant\sadvertise|no\slonger\sallowed|licen[cs]e\s(?:revoked|issue|lost))
        | (?:booked|fully\sbooked|booked\s(?:solid|up|out)|rushed\soff|flat\sout|snowed\sunder|run\soff)\b|(?:enough|plenty\sof|too\smuch|more)\s(?:work|business|jobs|customers|on)\b(?!\s(?:from|out))|(?:doesn't|doesnt|don't|didn't)\s(?:want|need)\s(?:any\s)?more\s(?:work|calls|customers|business|jobs|clients)|can't\s(?:take\son|cope|keep\sup)|busy\senough|turning\s(?:work|customers|jobs)\saway|word\sof\smouth|full\s(?:up|order\sbook|waiting\slist)|waiting\slist
        | in-?\s?house|(?:doing|does|do|did|build|building|built|making|runs?|running|handle|handling)\s(?:it|him|her|them|that|their\sown|his\sown|her\sown)\s?(?:a\s\w+\s)?(?:himself|herself|themselves|internally|in\shouse|instead)|(?:his|her|their|the)\s(?:nephew|niece|son|daughter|brother|sister|wife|husband|cousin|mate|friend|grandson|kid|lad|partner|brother-in-law|son-in-law|daughter-in-law|neighbou?r)\s(?:is\s|has\s|will\s|does|did|'s\s|builds?|built|runs?|makes?|made|set|offered|said\she)\s?(?:\w+\s)?(?:doing|building|built|making|made|does|do|it|a\s(?:website|site)|designing|up|him|her|for|to)|nephew|family\s(?:does|member|is\sdoing)
        | (?:is|'s|was|been|fell|taken|got|very|seriously|husband's|wife's|mum's|dad's)\s(?:ill|sick|in\shospital|unwell|poorly)\b|illness|cancer|surgery|operation\b|(?:heart\sattack|stroke|hip|knee|bereave\w*|divorc\w*|maternity|pregnan\w*|baby\s(?:coming|due|on\sthe\sway)|family\s(?:reasons|trouble|matters|stuff)|personal\sreasons|health\b)|cutting\sback\b|semi-?retire\w*|scaling\s(?:back|down)|winding\sdown\shours|restructur\w*|reorgani[sz]\w*|strike\b|flood\w*|(?:kitchen\s)?fire\b(?!wall)|war\b|covid|brexit|tariffs?\b|rebrand\w*|new\s(?:owner|owners|manager|management|agency|marketing\s(?:manager|director|person))\b
    """,
}
_COMPILED = {reason: re.compile(rf"(?<!\w)(?:{pattern})", re.VERBOSE) for reason, pattern in _PATTERNS.items()}

# Where business goes, or stays, named or not.
_GONE_TO = re.compile(
    r"(?:went|gone|going|goes|moved|moving|moves|switched|switching|jumped|defected|over|signed|signing|shifted|lost(?:\s\w+){0,3})\s(?:\w+\s){0,4}?(?:to|with|over\sto|across\sto|for)\s(?:a\s(?:competitor|rival|cheaper|local|bigger|different|new)|the\s(?:competition|other|opposition|rivals?)|another|someone\selse|somebody\selse|others?\b|one\sof\sthe)"
    r"|(?:competitor|rival|competition|opposition|another\s(?:supplier|provider|vendor|publisher|directory|agency|company|firm|seller|outfit|crowd|lot))\b"
    r"|(?:someone|somebody|anywhere)\selse\b|elsewhere\b|other\slot\b|with\sthe\sother\b|already\s(?:with|uses?|using)\b",
    re.VERBOSE,
)
_TO_RIVAL = re.compile(
    r"(?:\b(?:to|with|into|onto|over to|chose|choosing|picked|preferred|prefers|prefer|gave it to|taken by|beaten by|beat(?:en)? (?:us )?(?:by)?|undercut by|using|uses|on|for|stayed with|staying with|sticking with|stick with|via|from|by|zu|chez|con|a|signed|joined|by|went)|→|->|=>|[:(/–—-])\s*(?:the |a |an |his |her )?$"
)
_NOT_TO_RIVAL = re.compile(
    r"\b(?:not (?:going|gone|moving|lost|even)?\s?(?:to|with)?|didn'?t (?:go|move|switch|lose) (?:it )?(?:to|with)|wasn'?t|isn'?t|nor|neither|no sign of|even though|although|despite|was once with|used to be with)\s+(?:a |the |even )?$"
)
_RIVAL_WINS = re.compile(
    r"^['’]?s?\s*(?:(?:has|have|had|just|got|really|will|would|can|are|is|was|were|they|who|already|now|ads?|rep|guy|people)\s+){0,3}(?:got|get|gets|undercut|beat|won|took|gave|does|do|did|offer\w*|is next day|next day|cheaper|matched|does the job|do it|did it|came in|bundled|threw in|sealed|have (?:him|her|them|it)|instead|works|brings|promised|half|at half|for half|for (?:a|less|free)|again)\b"
)


def reasons(text: Text, rivals: Sequence[Found[str]]) -> tuple[Found[str], ...]:
    """Every reason that a text about a lost deal states, each once, in the order of the table; `rivals` are those it names.

    Where only the reason's absence is told, nothing is read.
    """
    found: dict[str, Found[str]] = {}
    for reason, pattern in _COMPILED.items():
        for one in pattern.finditer(text.low):
            if not _is_denied(text, reason, one.start(), one.end()):
                found[reason] = Found(reason, one.start(), one.end(), Sure.LIKELY)
                break
    went = _competitor(text, rivals)
    if went is not None:
        found["competitor"] = went
    _settle(found)
    order = ["no_suitable_heading", "heading_not_known", "price", "budget_gone", "competitor", *list(_PATTERNS)[4:]]
    return tuple(found[reason] for reason in order if reason in found)


def _is_denied(text: Text, reason: str, start: int, end: int) -> bool:
    begin, stop = text.sentence(start)
    before, behind = text.low[max(begin, start - 48) : start], text.low[end : min(stop, end + 32)]
    if reason == "price" and re.search(
        r"\b(?:we|we're|ours) (?:were|are|was|is)?\s*(?:actually |even |already )?$", before
    ):
        return True  # we were the cheaper ones
    if reason == "unknown":
        return bool(
            re.search(r"\b(?:i|we)\s+(?:just\s+)?$", before)
            and re.match(r"\s+(?:it|about|there|that|him|her|them|if)\b", behind)
        )
    if reason in ("price", "budget_gone", "wrong_fit", "timing") and _FINE.match(behind):
        return True
    return bool(_DENIED.search(before)) and reason in (
        "price",
        "budget_gone",
        "timing",
        "service_problem",
        "results_doubted",
        "other",
    )


def _competitor(text: Text, rivals: Sequence[Found[str]]) -> Found[str] | None:
    for one in rivals:
        begin, stop = text.sentence(one.start)
        before, behind = _ahead(text.low, one.start), text.low[one.end : min(stop, one.end + 40)]
        if _NOT_TO_RIVAL.search(before) or re.search(
            r"\b(?:not|never) (?:the |a )?competitor", text.low[max(0, begin - 60) : one.start]
        ):
            continue
        if _TO_RIVAL.search(before) or _RIVAL_WINS.match(behind):
            return Found("competitor", one.start, one.end, Sure.SURE)
    for found in _GONE_TO.finditer(text.low):
        begin, _ = text.sentence(found.start())
        before = text.low[max(begin, found.start() - 40) : found.start()]
        if not re.search(r"\b(?:not|n't|never|no|nor|neither|nobody|without)\b(?:\s\w+){0,3}\s*$", before):
            return Found("competitor", found.start(), found.end(), Sure.LIKELY)
    return None


def _ahead(low: str, start: int) -> str:
    """What stands before a place in its sentence; an arrow or a dash leads on."""
    return re.split(r"[.!?;]\s|\n", low[max(0, start - 48) : start])[-1]


def _settle(found: dict[str, Found[str]]) -> None:
    """Of reasons that one phrase seems to give, the one it gives."""
    if "heading_not_known" in found:
        found.pop("no_suitable_heading", None)
    if "out_of_business" in found:
        for weaker in ("other", "wrong_fit"):
            if weaker in found and _near(found[weaker], found["out_of_business"]):
                found.pop(weaker)
    for stronger, weaker in (
        ("service_problem", "results_doubted"), ("service_problem", "unreachable"), ("unreachable", "service_problem"), ("budget_gone", "other"),
        ("wrong_fit", "no_suitable_heading"), ("no_decision", "unknown"), ("timing", "service_problem"), ("other", "results_doubted"),
    ):  # fmt: skip
        if stronger in found and weaker in found and _overlap(found[stronger], found[weaker]):
            found.pop(weaker)
    if "unknown" in found and len(found) > 1:
        found.pop("unknown")


def _overlap(one: Found[str], other: Found[str]) -> bool:
    return one.start < other.end and other.start < one.end


def _near(one: Found[str], other: Found[str]) -> bool:
    return min(abs(one.start - other.end), abs(other.start - one.end)) < 60 or _overlap(one, other)
