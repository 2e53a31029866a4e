"""What was read of a message against what its writer saved, field by field. Pure.

Both sides are plain values, as JSON keeps them: names of customers and competitors are pairs of name and id, whose id
is empty where they are new; `said` is text, the value a number of minor units; reasons, and a region, are ids.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from storage.keys import name_key

FIELDS = ("kind", "account", "value", "currency", "reasons", "competitors", "said", "region")
_OF_DEALS = ("reasons", "competitors")
SAID = 3_000  # characters: what a form shows, so that it can be put right
_ENDS = " .,;:!?…\"'“”‘’„«»"
Values = Mapping[str, Any]


class Ending(StrEnum):
    """What became of a field: it stood, was filled in by a person, changed, or emptied."""

    RIGHT = "right"
    MISSED = "missed"
    WRONG = "wrong"
    UNCALLED = "wrongly_filled"


def judged(found: Values, saved: Values, *, kind_told: bool) -> dict[str, Ending]:
    """The fields that were read, each with what became of it.

    A kind that a command said was not read; a request has neither reasons nor competitors.
    """
    is_request = saved["kind"] == "request"
    fields = [one for one in FIELDS if not (one == "kind" and kind_told) and not (one in _OF_DEALS and is_request)]
    return {one: _ending(one, found[one], saved[one]) for one in fields}


def _ending(field: str, found: Any, saved: Any) -> Ending:
    if field in _OF_DEALS:
        return _of_several(field, found, saved)
    if _is_same(field, found, saved):
        return Ending.RIGHT
    if _is_open(found):
        return Ending.MISSED
    return Ending.UNCALLED if _is_open(saved) else Ending.WRONG


def _of_several(field: str, found: Any, saved: Any) -> Ending:
    """Of several, those that are missing are missed, if none is there that should not be."""
    one, other = (frozenset(_ids(field, values)) for values in (found, saved))
    if one == other:
        return Ending.RIGHT
    if one - other:
        return Ending.WRONG if other else Ending.UNCALLED
    return Ending.MISSED


def _ids(field: str, values: Any) -> list[str]:
    if field == "reasons":
        return [str(value) for value in values]
    return [value[1] or name_key(value[0]) for value in values]


def _is_same(field: str, found: Any, saved: Any) -> bool:
    match field, found, saved:
        case "account", [name, id], [other_name, other_id]:
            return bool(id == other_id if id and other_id else name_key(name) == name_key(other_name))
        case "said", str(), str():
            return _spoken(found) == _spoken(saved)
        case _:
            return bool(found == saved)


def _spoken(words: str) -> str:
    return " ".join(words[:SAID].casefold().replace("’", "'").split()).strip(_ENDS)


def _is_open(value: Any) -> bool:
    return value is None or value == ""
