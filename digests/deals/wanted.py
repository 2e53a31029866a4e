"""What would have won lost deals, what became of it meanwhile, and what customers raise unasked. Pure."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from digests.deals.deal import Deal
from digests.deals.money import Purse
from digests.deals.report import LostForWant, LostWant, RaisedWant, Standing
from storage.models import RequestStatus
from storage.queries.deals import Raised, WantBehind

# The code of the reason that nothing suitable was for sale.
NO_HEADING = "no_heading"

_STANDING = {
    RequestStatus.APPROVED: Standing.YES,
    RequestStatus.APPROVED_AS_SYNONYM: Standing.YES,
    RequestStatus.PILOT: Standing.YES,
    RequestStatus.SCHEDULED: Standing.YES,
    RequestStatus.DEFERRED: Standing.LATER,
    RequestStatus.DECLINED: Standing.NO,
    RequestStatus.LIVE: Standing.ON_SALE,
    RequestStatus.MEASURED: Standing.ON_SALE,
    RequestStatus.ANSWERED: Standing.ON_SALE,
}


def standing(status: RequestStatus) -> Standing:
    """How a request stands, as far as whoever lost a deal for want of it cares."""
    return _STANDING.get(status, Standing.OPEN)


def lost_for_want(deals: Sequence[Deal], purse: Purse, wants: Sequence[WantBehind]) -> LostForWant:
    """The lost deals that something would have won, by request; those for "no suitable heading" without one apart."""
    heads = {want.request_id: want for want in wants}
    behind: dict[uuid.UUID, list[Deal]] = defaultdict(list)
    for deal in deals:
        for request_id in deal.wants:
            behind[request_id].append(deal)
    linked = [deal for deal in deals if deal.wants]
    unlinked = [deal for deal in deals if NO_HEADING in deal.reasons and not deal.wants]

    def told(request_id: uuid.UUID) -> LostWant:
        head, found = heads[request_id], behind[request_id]
        return LostWant(
            request_id=request_id,
            title=head.title,
            status=head.status,
            standing=standing(head.status),
            deals=len(found),
            worth=purse.measured(value for deal in found for value in purse.of(deal)),
        )

    # By deals and never by money: one large deal is still one.
    order = sorted(behind, key=lambda one: (-len(behind[one]), heads[one].title.casefold(), str(one)))
    return LostForWant(
        deals=len(linked),
        worth=purse.measured(value for deal in linked for value in purse.of(deal)),
        wants=tuple(told(request_id) for request_id in order),
        unlinked=len(unlinked),
        unlinked_worth=purse.measured(value for deal in unlinked for value in purse.of(deal)),
    )


def raised(rows: Sequence[Raised]) -> tuple[RaisedWant, ...]:
    """The requests that somebody raised unasked, most voices first.

    A voice is an account, or a rep whose reports name none; one that was asked once and came by itself another time
    counts as unasked.
    """
    by_request: dict[uuid.UUID, list[Raised]] = defaultdict(list)
    for row in rows:
        by_request[row.request_id].append(row)
    made = [_raised(found) for found in by_request.values()]
    return tuple(
        sorted(
            (one for one in made if one.unasked),
            key=lambda one: (-one.unasked, one.noted, one.title.casefold(), str(one.request_id)),
        )
    )


def _raised(rows: Sequence[Raised]) -> RaisedWant:
    unasked = [row for row in rows if row.is_unasked]
    return RaisedWant(
        request_id=rows[0].request_id,
        title=rows[0].title,
        status=rows[0].status,
        unasked=len({_voice(row) for row in unasked}),
        noted=len({_voice(row) for row in rows}),
        worth=_worth(unasked),
    )


def _voice(row: Raised) -> tuple[str, object]:
    return ("account", row.account_id) if row.account_id else ("rep", row.reporter_id)


def _worth(rows: Sequence[Raised]) -> dict[str, int]:
    highest: dict[tuple[str, tuple[str, object]], int] = {}
    for row in rows:
        if row.value_minor is not None and row.value_minor > 0:
            place = (row.currency, _voice(row))
            highest[place] = max(highest.get(place, 0), row.value_minor)
    totals: dict[str, int] = defaultdict(int)
    for (currency, _), minor in highest.items():
        totals[currency] += minor
    return dict(sorted(totals.items()))
