"""What a correction in words asks for beside new values: to add, to drop, by the month, in another currency. Pure."""

import re
from dataclasses import dataclass

from digests.reading.lexicon import phrases

_ADD = phrases("talking", "add", re.IGNORECASE)
_DROP = phrases("talking", "drop", re.IGNORECASE)
# "It wasn't Yelp", "not Yelp", "price wasn't the reason".
_DENIED = re.compile(
    r"\b(?:wasn't|wasnt|was not|isn't|isnt|is not|not|instead of|rather than)\s+"
    r"(?:about\s+|because of\s+|for\s+|to\s+|really\s+)?(?:the\s+|an?\s+)?(?P<what>[^,;.]+?)(?=\s+but\b|[,;.]|$)",
    re.IGNORECASE,
)
_NO_REASON = re.compile(
    r"(?:^|[,;.]\s*)(?:no,?\s+)?(?:the\s+)?(?P<what>[\w ]{2,30}?)\s+(?:wasn't|wasnt|was not|isn't|isnt|is not)\s+"
    r"(?:really\s+|actually\s+)?"
    r"(?:it|the (?:reason|issue|problem)|an? (?:reason|problem|issue|competitor|rival)|why)\b",
    re.IGNORECASE,
)
# "No timing": away with it, where it is there; else it is what should be there instead, as in "no, Wales".
_NO_WHAT = re.compile(r"^\W*no\s+(?P<what>[^\s,;.]+(?:\s[^\s,;.]+){0,2})\W*$", re.IGNORECASE)
_NO = re.compile(r"^\W*no\s+(?=\W*\d)", re.IGNORECASE)  # "no 5200" is no number of an order
_NOTE = re.compile(
    r"^\W*(?:please\s+)?(?:add\s+(?:an?\s+|this\s+)?(?:to (?:the|my) )?note|note)\b(?:\s+that)?[\s:,-]+(?P<note>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_MONTH = re.compile(r"\b(?:(?:a|per|each|every|by the)\s+month|monthly|pcm|p/?m)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:(?:a|per|each|every|by the)\s+quarter|quarterly)\b", re.IGNORECASE)
_CURRENCIES = (
    ("USD", re.compile(r"\b(?:us )?dollars?\b|\bbucks\b|\busd\b|(?<!\w)\$(?!\d)", re.IGNORECASE)),
    ("EUR", re.compile(r"\beuros?\b|\beur\b|€(?!\s*\d)", re.IGNORECASE)),
    ("GBP", re.compile(r"\bpounds?\b|\bquid\b|\bsterling\b|\bgbp\b|£(?!\s*\d)", re.IGNORECASE)),
)
_NOT_BY_MONTH = re.compile(r"\bnot\s+(?:(?:a|per|each|by the)\s+month|monthly)\b", re.IGNORECASE)
_WRONG = re.compile(
    r"^\W*(?:\w+\W+)?(?:the\s+)?wrong\s+(?:region|customer|account|value|amount|price|competitor|reason|one)\b\W*",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\bnot\s+(?:in\s+)?(?:a |an |the |per |by the )?[\w€£$]+(?:\s+(?:deal|month|year|quarter))?", re.IGNORECASE
)


# A number and nothing else is a sum, with a sign or without: "no, 60 a month for them".
_SUM = re.compile(
    r"^(?P<before>\W*(?:(?:no|nope|sorry|actually|it's|its|it was|it is|make (?:it|that)|more like|about|around|"
    r"worth|and|oh|wait)\b\W*)*)(?P<sum>\d[\d,.]*k?)(?P<behind>\s+(?:a|per|each|every)\s+(?:week|month|quarter|year))?"
    r"(?:\s+(?:for (?:them|him|her|this|that|it)|actually|please|then|now|more like it))*\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mend:
    """What is asked for; `left` are the words beside.

    A sum that was given before is multiplied by `times` and divided by `parts`: it was by the month, or was not.
    `perhaps` is dropped if it is there.
    """

    left: str
    add: str = ""
    drop: tuple[str, ...] = ()
    note: str = ""
    times: int = 1
    parts: int = 1
    perhaps: str = ""
    currency: str = ""


def mend(plain: str) -> Mend:
    """What words ask for; a correction that only names new values asks for nothing here."""
    line = " ".join(plain.replace("’", "'").split()).strip()
    noted = _NOTE.match(line)
    if noted is not None:
        return Mend("", note=noted["note"].strip())
    kept = _DROP.sub(" ", _NO.sub("", _WRONG.sub("", line))).strip()
    named = [one["what"] for one in (*_DROP.finditer(line), *_NO_REASON.finditer(kept), *_DENIED.finditer(kept))]
    left = _DENIED.sub(" ", _NO_REASON.sub(" ", kept))
    added = _ADD.search(left)
    no_what = _NO_WHAT.match(line)
    positive = _NOT_THIS.sub(" ", kept)
    return Mend(
        left,
        add=added["what"].strip() if added else "",
        drop=tuple(one.strip() for one in named),
        times=12 if _MONTH.search(positive) else 4 if _QUARTER.search(positive) else 1,
        parts=12 if _NOT_BY_MONTH.search(kept) else 1,
        perhaps=no_what["what"] if no_what else "",
        currency=next((code for code, pattern in _CURRENCIES if pattern.search(positive)), ""),
    )


def as_sum(words: str) -> str:
    """Words that are a mere number, with a sign by which a reader knows a sum; empty for others."""
    found = _SUM.match(words)
    return f"£{found['sum']}{found['behind'] or ''}" if found is not None else ""
