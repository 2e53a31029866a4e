"""Reads a rep's sentence: the same words always give the same answer, and nothing leaves the machine. Pure.

A field is filled only where the words say so; what may be one thing or another stays open. Each field tells where in
the text it stands and how sure it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace

from digests.reading import reasons as why
from digests.reading import speech
from digests.reading.customer import customer
from digests.reading.found import Kind, Read
from digests.reading.kind import cues, kind
from digests.reading.learned import Learned
from digests.reading.names import Names
from digests.reading.note import rest
from digests.reading.places import Regions
from digests.reading.rivals import Rivals
from digests.reading.text import read
from digests.reading.value import value

# A dictated sentence is short; of a pasted thread the beginning is read, and all of it is kept as it came.
LONGEST = 4_000


class Reader:
    """Knows a workspace's customers, competitors and regions; made once, asked for each message.

    `learned` are other names of customers, each with those whom people mean by it.
    """

    def __init__(
        self,
        *,
        accounts: Iterable[str] = (),
        competitors: Mapping[str, Sequence[str]] | None = None,
        regions: Iterable[str] = (),
        learned: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._names = Names(accounts)
        self._learned = Learned(learned or {})
        self._rivals = Rivals(competitors or {})
        self._regions = Regions(regions)

    def knowing(self, learned: Mapping[str, Sequence[str]]) -> "Reader":
        """The same reader with these other names of customers; made at once, however many customers there are."""
        other = copy(self)
        other._learned = Learned(learned)
        return other

    def read(self, raw: str) -> Read:
        """What a message says, as Slack delivers it."""
        text = read(raw[:LONGEST])
        marks = speech.quoted(text)
        names_in_quotes = [one.outer for one in marks if not speech.is_speech(text, one, True)]
        places = self._regions.places(text)
        sellers = self._rivals.spelled(text)
        who = customer(text, self._names, closed=names_in_quotes, common=places, rivals=[one.place for one in sellers])
        who = self._learned.meant(text, who, names_in_quotes)
        taken = [who.found.place] if who.found is not None else []
        rivals = self._rivals.found(text, taken, sellers)
        has_account = who.found is not None
        found = cues(text, [one.outer for one in marks], taken, [one.place for one in rivals])
        first = kind(found, has_account=has_account, has_value=False)
        worth = value(text, first.value, [one.place for one in rivals], taken)
        # What somebody wants is only lost if it was there and not known; its other reasons need no look.
        among = why.REASONS if found.lost or first.value is not Kind.REQUEST else why.NOT_KNOWN
        given = why.reasons(text, rivals, taken, among=among)
        what = kind(found, has_account=has_account, has_value=worth is not None, given=given)
        if what.value is Kind.LOST_DEAL and among is not why.REASONS:
            given = why.reasons(text, rivals, taken)
        words = speech.said(text, marks, is_request=what.value is Kind.REQUEST)
        region = self._regions.found(text, [*taken, *(one.place for one in rivals)])
        told = Read(
            plain=text.plain,
            kind=what,
            account=who.found,
            is_known=who.is_known,
            value=worth,
            reasons=given if what.value is Kind.LOST_DEAL else (),
            competitors=rivals,
            said=words,
            region=region,
            asks_which=who.which,
        )
        return replace(told, note=rest(told))
