"""What waits for a decision and what was decided, from the week's rows. Pure."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from digests.report import Decided, Urgency, Waiting, Waitlist, Who
from storage.models import ChangeKind, RequestStatus
from storage.models.request import DECISIONS
from storage.queries.digest_triage import Change, OpenRequest

LISTED = 5
# A decision due within so many days is pointed out: time enough to prepare it in the week of the digest.
SOON = timedelta(days=3)


def listed(waiting: Sequence[OpenRequest], now: datetime) -> list[OpenRequest]:
    """The requests that are named; those snoozed are left in peace."""
    return [one for one in waiting if not _is_snoozed(one, now)][:LISTED]


def waitlist(
    waiting: Sequence[OpenRequest],
    behind: Mapping[uuid.UUID, int],
    names: Mapping[str, str],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Waitlist:
    """What waits for a decision; `behind` holds the accounts of the listed ones."""
    awake = [one for one in waiting if not _is_snoozed(one, now)]
    today = now.astimezone(zone).date()
    return Waitlist(
        total=len(awake),
        late=sum(one.decide_by < now for one in awake),
        snoozed=len(waiting) - len(awake),
        first=tuple(
            Waiting(
                request_id=one.request_id,
                title=one.title,
                accounts=behind.get(one.request_id, 0),
                owner=who(one.owner_id, names) if one.owner_id else None,
                waited=max(0, (today - one.opened_at.astimezone(zone).date()).days),
                due_in=(one.decide_by.astimezone(zone).date() - today).days,
                due_on=one.decide_by.astimezone(zone).date(),
                urgency=_urgency(one.decide_by, now),
            )
            for one in listed(waiting, now)
        ),
    )


def decisions(changes: Sequence[Change], names: Mapping[str, str], *, zone: ZoneInfo) -> tuple[Decided, ...]:
    """Each request's decision that stood at the end of the week, and what went on sale, in the order it happened.

    One that was taken back, merged or withdrawn in the same week is left out; steps after a yes are no news.
    """
    standing: dict[uuid.UUID, Change] = {}
    for change in changes:
        if change.to_status in DECISIONS or change.to_status is RequestStatus.LIVE:
            standing.pop(change.request_id, None)
            standing[change.request_id] = change
        elif change.kind is ChangeKind.REOPENED or change.to_status in (RequestStatus.MERGED, RequestStatus.WITHDRAWN):
            standing.pop(change.request_id, None)
    return tuple(
        Decided(
            request_id=change.request_id,
            title=change.title,
            status=str(change.to_status),
            reason=change.words,
            item=change.item,
            by=who(change.by_id, names),
            on=change.at.astimezone(zone).date(),
            until=change.until,
        )
        for change in standing.values()
    )


def who(user_id: str, names: Mapping[str, str]) -> Who:
    """A person with the name we know."""
    return Who(user_id, names.get(user_id, ""))


def _is_snoozed(one: OpenRequest, now: datetime) -> bool:
    return one.snoozed_until is not None and one.snoozed_until > now


def _urgency(decide_by: datetime, now: datetime) -> Urgency:
    if decide_by < now:
        return Urgency.LATE
    return Urgency.SOON if decide_by - now <= SOON else Urgency.CALM
