"""`/field trends drone region:wales 26w`: words, a region and so many weeks apart, with a sentence for what is none."""

import re

from bot.errors import BotError
from bot.payloads.finding import apart
from bot.usecases.trends import MOST_WEEKS, TrendsQuery

FILTERS = ("region",)
_UNITS = r"w|wks?|weeks?"
_WEEKS = re.compile(rf"([-+−–]?\d{{1,9}})(?:{_UNITS})", re.IGNORECASE)
# "12 weeks" is two words; "12 w" too.
_GAP = re.compile(rf"(?<!\S)([-+−–]?\d{{1,9}})\s+({_UNITS})(?!\S)", re.IGNORECASE)


def query(typed: str) -> TrendsQuery:
    """Read what was typed after `trends`. Raises BotError with a sentence for what cannot be meant."""
    said, filters = apart(_GAP.sub(r"\1\2", typed), FILTERS)
    words = [word for word in said if not _WEEKS.fullmatch(word)]
    spans = [word for word in said if _WEEKS.fullmatch(word)]
    if len(spans) > 1:
        raise BotError(f"Two spans are there: {spans[0]} and {spans[1]}. Ask for one at a time.")
    region = filters.get("region", "")
    return TrendsQuery(" ".join(words), region, _weeks(spans[0])) if spans else TrendsQuery(" ".join(words), region)


def _weeks(typed: str) -> int:
    found = _WEEKS.fullmatch(typed)
    number = int(found[1].replace("−", "-").replace("–", "-")) if found else 0
    if not 1 <= number <= MOST_WEEKS:
        raise BotError(
            f"“{typed}” is no span that can be shown. Ask for 1 to {MOST_WEEKS} weeks, such as `12w` or `26w`."
        )
    return number
