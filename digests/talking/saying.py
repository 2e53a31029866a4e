"""What somebody does by a message: log a request or a deal, correct what they said, ask, or just say something. Pure.

The reader tells a want and a lost deal. Its "unclear" is split here, by how people begin and end such messages; where
nothing tells, a message with enough words in it is kept and its kind is asked for.
"""

import re
from enum import StrEnum

from digests.reading.found import Kind, Read, Sure
from digests.reading.lexicon import phrases
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
    CHOICE = "choice"  # the answer to what a card asks; only who knows the card can tell
    TAKE = "take"  # what is offered as an answer
    LEAVE = "leave"  # it is not that
    ALL = "all"  # save all that waits; it takes more than one
    NO = "no"
    AGAIN = "again"  # the same for another customer
    GREETING = "greeting"
    THANKS = "thanks"
    OTHER = "other"


_FEW = 3  # words: less is no report
_FIELDS_ONLY = 6  # words of a message that only adds a field
_SHORT = 60  # characters of a yes or a no
_MORE = 20  # words of a message that says more of what waits
_SAME = 16  # words of one that is the same for somebody else
_SAVE, _DISCARD, _NO, _GREETING, _THANKS, _CORRECTS, _TAKES_BACK = (
    phrases("talking", section, re.IGNORECASE)
    for section in ("save", "discard", "no", "greeting", "thanks", "corrects", "takes_back")
)
_ALSO, _GOES_ON = phrases("talking", "also", re.IGNORECASE), phrases("talking", "goes_on", re.IGNORECASE)
_THUMBS = re.compile(r"^[\s\W]*(?:👍|👌|✅|:\+1:|:thumbsup:|:ok_hand:|:white_check_mark:)[\W]*(?::skin-tone-\d:)?\W*$")
_AGAIN = tuple(phrases("talking", section, re.IGNORECASE) for section in ("same_for", "wants_same"))
_WON = re.compile(
    r"^\W*(?:(?:just|finally|hooray|great news|good news)\W+)*(?:we(?:'ve|\shave)?\s+|i(?:'ve|\shave)?\s+)?"
    r"(?:won|signed|closed|landed|sold|renewed)\b(?!\s+(?:out|off|lost|down))"
    r"|\b(?:they|he|she)(?:'ve|\shave|'s|\shas)?\s+(?:just\s+)?(?:signed(?: up)?|said yes|renewed|bought(?! from))\b"
    r"|\bwe won\b|\bwon (?:the|this|it|them|him|her)\b|\bdeal (?:is )?won\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"^\W*(?:just\s+)?lost\b", re.IGNORECASE)


def saying(read: Read, *, waits: bool) -> Saying:
    """What a message does; `waits`: a draft of the same person is open, which it may be about."""
    plain = " ".join(read.plain.replace("’", "'").split())
    short = _of_few_words(plain)
    if short is not None:
        return short
    # Whoever names a customer or a sum tells something, even as a question: "Can you believe that Ace wants bees?"
    if is_question(plain) and not read.value and (is_known(plain) or not read.account):
        return Saying.QUESTION
    count = len(plain.split())
    if count <= _SAME and (any(pattern.match(plain) for pattern in _AGAIN) or (waits and _is_also(read))):
        return Saying.AGAIN
    if _CORRECTS.match(plain) and not _is_new(read, count) and (waits or _is_bare(read, plain)):
        return Saying.CORRECTION
    told = _told(read, plain)
    if waits and told is not Saying.REQUEST and _goes_on(read, plain, count):
        return Saying.CORRECTION
    if told is not Saying.UNSORTED:
        return told
    if waits and count <= _FIELDS_ONLY and _names_something(read):
        return Saying.CORRECTION
    if count <= _FEW and not (read.account or read.value):
        return Saying.OTHER
    return Saying.UNSORTED


def same_for_whom(words: str) -> tuple[str, str]:
    """Of "same for Ace Roofing, 900": the customer's name, and what is said beside it."""
    line = " ".join(words.replace("’", "'").split())
    found = next(filter(None, (pattern.match(line) for pattern in _AGAIN)), None)
    if found is None:
        return re.sub(
            r"^\W*(?:(?:and|also|plus|oh|yes)\b\W*)+|\W*(?:too|as well)\W*$", "", line, flags=re.IGNORECASE
        ), ""
    return found["who"].strip(" .!?"), line[found.end() :].strip(" ,;.!")


def _is_also(read: Read) -> bool:
    """Whether a customer is named, and beside it only "and", "too"."""
    if read.account is None:
        return False
    beside = f"{read.plain[: read.account.start]} {read.plain[read.account.end :]}"
    return bool(beside.strip(" ,.!?")) and _ALSO.fullmatch(beside) is not None


def _goes_on(read: Read, plain: str, count: int) -> bool:
    """Whether it says more of what waits: nobody is named, and it begins as a story goes on, or with a quotation."""
    if read.account or read.asks_which or count > _MORE:
        return False
    says = bool(read.said or read.reasons or read.competitors or read.value or read.region)
    return says and (plain[:1] in '“"‘«' or _GOES_ON.match(plain) is not None)


def _of_few_words(plain: str) -> Saying | None:
    """What needs no reading: a greeting, a yes, a no."""
    if len(plain) > _SHORT:
        return None
    if _THUMBS.match(plain):
        return Saying.SAVE
    known = (
        (_THANKS, Saying.THANKS),
        (_GREETING, Saying.GREETING),
        (_SAVE, Saying.SAVE),
        (_DISCARD, Saying.DISCARD),
        (_NO, Saying.NO),
    )
    return next((what for pattern, what in known if pattern.match(plain)), None)


def _told(read: Read, plain: str) -> Saying:
    is_lost = read.kind.value is Kind.LOST_DEAL
    if _WON.search(plain) and not is_lost and not _LOST.match(plain):
        return Saying.WON_DEAL
    if is_lost:
        return Saying.LOST_DEAL
    return Saying.REQUEST if read.kind.value is Kind.REQUEST else Saying.UNSORTED


def _is_bare(read: Read, plain: str) -> bool:
    """Whether it corrects and could not be told by itself: nobody is named, and nothing of a deal."""
    return not read.account and not read.asks_which and _told(read, plain) is Saying.UNSORTED


def _is_new(read: Read, count: int) -> bool:
    """Whether it begins like a correction and tells a story of its own: "Actually Ace Roofing want drones"."""
    is_told = read.kind.value is not Kind.UNCLEAR and read.kind.sure is Sure.SURE
    return bool(is_told and read.account and count > _FIELDS_ONLY and not _TAKES_BACK.match(read.plain))


def _names_something(read: Read) -> bool:
    is_named = read.account is not None and read.account.sure is Sure.SURE
    return bool(is_named or read.value or read.competitors or read.region or read.asks_which)
