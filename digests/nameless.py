"""A report for people outside: no customer is named in it, in whatever field somebody typed the name. Pure.

A name is found by its key (`storage.keys.name_key`), so that case, accents and punctuation do not matter, with and
without a company's legal form, and with an ’s at its end. What is no name to a machine, such as half a name or a
nickname, stays. A customer who is called like a common word takes that word out of the page: rather too much than a
name.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from digests.deals.report import ListedDeal
from digests.locales import language
from digests.phrases import Phrases
from digests.report import DigestReport, Quote, Who
from storage.keys import name_key

_T = TypeVar("_T")
_Change = Callable[[str, str], str]  # a text, and who says it: the name of the customer, or nothing

# As customers are called in other systems, and not by the people who talk of them.
LEGAL_FORMS = ("ltd", "limited", "llp", "plc", "llc", "inc", "co", "corp", "gmbh", "bv", "sa")
_LONGEST_RUN = 11  # words and signs
_SHORT = 3  # letters of a name that is one only as its customer writes it, or in capitals: "IT", but not "it"
_FORMS_UP_TO = 4  # words of a name to which a legal form may belong

_PIECES = re.compile(r"\w[\w'’ʼ]*|[^\w\s]+")
_BELONGING = re.compile(r"['’ʼ][sS]?$")

# What is ours and not typed by anybody: ids, periods, codes, sentences, and names of regions and of the workspace.
OURS = frozenset(
    {
        "period",
        "language",
        "code",
        "key",
        "workspace",
        "timezone",
        "noun",
        "status",
        "direction",
        "news",
        "since",
        "seen",
        "why",
        "why_none",
        "region",
        "regions",
        "names",
        "silent_regions",
        "account",
    }
)


def names_to_look_up(report: DigestReport) -> set[str]:
    """The key of everything in the report that may be a customer's name; most are not."""
    keys: set[str] = set()

    def collect(text: str, _speaker: str) -> str:
        keys.update(keys_in(text))
        return text

    _changed(report, collect)
    return keys


def keys_in(text: str) -> set[str]:
    """The same of one text."""
    return {key for _, _, written in _runs(text) for key in _keys_of(written)}


def without_customers(report: DigestReport, names: Collection[str] = ()) -> DigestReport:
    """The report without the names of the customers it quotes or lists and without these: names as they are written.

    Where a quote names who says it, "[the customer]" stands; anywhere else "[a customer]".
    """
    return _changed(report, _Eraser([*names, *speakers(report)], report.language).erase)


def erased(text: str, names: Collection[str], told_in: str = "en") -> str:
    """One text without these names; `told_in` is the language of what stands in their place."""
    return _Eraser(names, told_in).erase(text)


class _Eraser:
    """Takes names out of texts."""

    def __init__(self, names: Collection[str], told_in: str) -> None:
        said = Phrases(language(told_in))
        self._speaker, self._somebody = said.phrase("the_customer"), said.phrase("a_customer")
        self._written: dict[str, set[str]] = {}
        for name in names:
            for key in _with_and_without_form(name):
                self._written.setdefault(key, set()).add(name)

    def erase(self, text: str, speaker: str = "") -> str:
        """The text without the names; the speaker's own becomes "[the customer]"."""
        own = _with_and_without_form(speaker) if speaker else set()
        firsts = {key.split()[0] for key in (*self._written, *own) if key}
        kept: list[str] = []
        done = 0
        # The longest first at each place, so that of "Ace Roofing" nothing is left over.
        for begin, end, written in _runs(text, firsts):
            if begin < done:
                continue
            found = next((key for key in _keys_as_written(written) if key in own or self._is_name(key, written)), None)
            if found is not None:
                kept += [text[done:begin], self._speaker if found in own else self._somebody]
                done = end
        return "".join([*kept, text[done:]])

    def _is_name(self, key: str, written: str) -> bool:
        names = self._written.get(key)
        if names is None:
            return False
        return len(key) > _SHORT or written.isupper() or _BELONGING.sub("", written) in names


def _runs(text: str, firsts: Collection[str] | None = None) -> Iterator[tuple[int, int, str]]:
    """Every run of words that may be a name, and where it begins and ends; the longest first at each place.

    Signs stand within a run, or alone. `firsts` are the words with which a name can begin, as keys.
    """
    pieces = list(_PIECES.finditer(text))
    for place, first in enumerate(pieces):
        if firsts is not None and not _may_begin(first.group(), firsts):
            continue
        is_word = _is_word(first)
        lasts = pieces[place : place + _LONGEST_RUN] if is_word else [first]
        for last in reversed(lasts):
            if _is_word(last) == is_word:
                yield first.start(), last.end(), text[first.start() : last.end()]


def _may_begin(piece: str, firsts: Collection[str]) -> bool:
    return any(key.split()[:1] and key.split()[0] in firsts for key in _keys_as_written(piece))


def _is_word(piece: re.Match[str]) -> bool:
    return bool(re.match(r"\w", piece.group()))


def _keys_as_written(written: str) -> tuple[str, ...]:
    """The keys of what is written, as it stands and without the ’s of what belongs to somebody."""
    bare = _BELONGING.sub("", written)
    return (name_key(written),) if bare == written else (name_key(written), name_key(bare))


def _keys_of(written: str) -> Iterator[str]:
    for key in _keys_as_written(written):
        yield key
        if written[:1].isupper() and len(key.split()) <= _FORMS_UP_TO:
            yield from (f"{key} {form}" for form in LEGAL_FORMS)


def _with_and_without_form(name: str) -> set[str]:
    key = name_key(name)
    words = key.split()
    return {key, " ".join(words[:-1])} if len(words) > 1 and words[-1] in LEGAL_FORMS else {key}


def _changed(value: _T, change: _Change, speaker: str = "") -> _T:
    """The same with every text that somebody may have typed changed, and no customer at a quote."""
    changed: Any = value
    match value:
        case Who() | Enum():
            pass
        case str():
            changed = change(value, speaker)
        case tuple():
            changed = tuple(_changed(one, change, speaker) for one in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            said_by = value.account if isinstance(value, Quote | ListedDeal) else speaker
            held = {one.name: getattr(value, one.name) for one in fields(value)}
            # Of a part of the report that is called like a field of ours, each field is looked at by itself.
            typed = {name: one for name, one in held.items() if name not in OURS or is_dataclass(one)}
            changed = replace(value, **{name: _changed(one, change, said_by) for name, one in typed.items()})
            changed = _nobody(changed)
        case _:
            pass
    return cast(_T, changed)


def _nobody(value: object) -> object:
    """The same without the customer who is quoted, or whose deal is listed."""
    match value:
        case Quote():
            return replace(value, account="")
        case ListedDeal():
            return replace(value, account="", account_id=None)
        case _:
            return value


def speakers(value: object) -> Iterator[str]:
    """The customers who are quoted, wherever a quote stands, and those whose deals are listed."""
    if isinstance(value, tuple):
        for one in value:
            yield from speakers(one)
    elif is_dataclass(value):
        if isinstance(value, Quote | ListedDeal) and value.account:
            yield value.account
        for field in fields(value):
            yield from speakers(getattr(value, field.name))
