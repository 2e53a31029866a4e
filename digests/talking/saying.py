"""What somebody does by a message: log a request or a deal, correct what they said, ask, or just say something. Pure.

The reader tells a want and a lost deal. Its "unclear" is split here, by how people begin and end such messages; where
nothing tells, a message with enough words in it is kept and its kind is asked for.
"""

import re
from enum import StrEnum

from digests.reading.found import Kind, Read, Sure
from digests.talking.asking import is_known, is_question


class Saying(StrEnum):
    """What a message is. UNSORTED is worth keeping, and nobody knows as what."""

    REQUEST = "request"
    LOST_DEAL = "lost_deal"
    WON_DEAL = "won_deal"
    UNSORTED = "unsorted"
    CORRECTION = "correction"
    QUESTION = "question"
    SAVE = "save"
    DISCARD = "discard"
    GREETING = "greeting"
    OTHER = "other"


_FEW = 3  # words: less is no report
_FIELDS_ONLY = 6  # words of a message that only adds a field
_CORRECTS = re.compile(
    r"^\W*(?:(?:no|nope|nah|wait|oops|sorry|correction)\b(?:\s*[,.:;!–—-]|\s+(?:it|that|the|make|wait|sorry|actually)\b)"
    r"|(?:actually|i meant|i mean|make (?:it|that)|change (?:it|that|the)|should (?:be|have been|read)|it should|"
    r"that(?:'s| is| was) (?:wrong|not)|not \w+[,.]? but|it(?:'s| is| was) (?:not |actually |a lost|a won|a request)|"
    r"and it was|plus|also add)\b)",
    re.IGNORECASE,
)
_WON = re.compile(
    r"^\W*(?:(?:just|finally|hooray|great news|good news)\W+)*(?:we(?:'ve|\shave)?\s+|i(?:'ve|\shave)?\s+)?"
    r"(?:won|signed|closed|landed|sold|renewed)\b(?!\s+(?:out|off|lost|down))"
    r"|\b(?:they|he|she)(?:'ve|\shave|'s|\shas)?\s+(?:just\s+)?(?:signed(?: up)?|said yes|renewed|bought(?! from))\b"
    r"|\bwe won\b|\bwon (?:the|this|it|them|him|her)\b|\bdeal (?:is )?won\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"^\W*(?:just\s+)?lost\b", re.IGNORECASE)
_SAVE = re.compile(
    r"^\W*(?:yes|yep|yeah|yup|save|save (?:it|that|this)|yes,? save(?: it| that)?|ok|okay|correct|right|perfect|"
    r"that(?:'s| is) (?:right|it|correct))\W*$",
    re.IGNORECASE,
)
_DISCARD = re.compile(
    r"^\W*(?:discard|cancel|delete|drop|scrap|forget|ignore)(?: (?:it|that|this))?\W*$|^\W*never ?mind\W*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|thanks|thank you|cheers|ta|help|test|testing|"
    r"\?+)(?: there| you| groundswell| a lot| very much| so much| me)*\W*$",
    re.IGNORECASE,
)


def saying(read: Read, *, waits: bool) -> Saying:
    """What a message does; `waits`: a draft of the same person is open, which it may be about."""
    plain = read.plain.strip()
    count = len(plain.split())
    if _GREETING.match(plain):
        return Saying.GREETING
    if waits and _SAVE.match(plain):
        return Saying.SAVE
    if waits and _DISCARD.match(plain):
        return Saying.DISCARD
    # Whoever names a customer or a sum tells something, even as a question: "Can you believe that Ace wants bees?"
    if is_question(plain) and (is_known(plain) or not (read.account or read.value)):
        return Saying.QUESTION
    if waits and _CORRECTS.match(plain) and not _is_new(read, count):
        return Saying.CORRECTION
    is_lost = read.kind.value is Kind.LOST_DEAL
    if _WON.search(plain) and not is_lost and not _LOST.match(plain):
        return Saying.WON_DEAL
    if is_lost:
        return Saying.LOST_DEAL
    if read.kind.value is Kind.REQUEST:
        return Saying.REQUEST
    if waits and count <= _FIELDS_ONLY and _names_something(read):
        return Saying.CORRECTION
    if count <= _FEW and not (read.account or read.value):
        return Saying.OTHER
    return Saying.UNSORTED


def _is_new(read: Read, count: int) -> bool:
    """Whether it begins like a correction and tells a story of its own: "Actually Ace Roofing want drones"."""
    is_told = read.kind.value is not Kind.UNCLEAR and read.kind.sure is Sure.SURE
    starts = re.match(r"^\W*(?:actually|sorry)\b", read.plain, re.IGNORECASE)
    return bool(is_told and read.account and count > _FIELDS_ONLY and starts)


def _names_something(read: Read) -> bool:
    return bool(read.account or read.value or read.competitors or read.region or read.asks_which)
