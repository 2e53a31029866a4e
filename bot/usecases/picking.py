"""The answer in words to what a card asks, and "the same for" somebody else: drafts as they are then."""

import uuid
from dataclasses import replace

from bot.usecases.correcting import as_kind, name_in, of_customer, renamed, values_of
from bot.usecases.dropping import Ways, without_customer
from bot.usecases.snapshot import Snapshot
from bot.usecases.understanding import NEW_NAME, Named, Open, Understood, account_of
from digests.talking.choosing import Every, chosen, kind_said
from digests.talking.saying import Saying, same_for_whom
from storage.keys import name_key
from storage.models import ReportKind

_KINDS = {
    Saying.REQUEST: ReportKind.REQUEST,
    Saying.LOST_DEAL: ReportKind.LOST_DEAL,
    Saying.WON_DEAL: ReportKind.WON_DEAL,
}
_NOWHERE = uuid.UUID(int=0)


def answers(before: Understood, plain: str, snapshot: Snapshot) -> bool:
    """Whether words answer the question on a draft's card, and say nothing else."""
    if before.asks is Open.KIND:
        return kind_said(plain) is not None
    return before.asks is Open.WHICH and chosen(plain, _offered(before, snapshot)) is not None


def picked(before: Understood, plain: str, source: str, ways: Ways) -> list[Understood]:
    """What was understood of `source`, with the answer in it; several where all of the customers are meant."""
    if before.asks is Open.KIND:
        return [as_kind(before, _KINDS[kind_said(plain) or Saying.REQUEST], source, ways)]
    choice = chosen(plain, _offered(before, ways.snapshot))
    if choice is Every.ALL:
        # One sum for several customers needs a look.
        shared = replace(before, unsure=before.unsure | ({"value"} if before.value else set()))
        return [of_customer(shared, one, ways.snapshot, ways.user_id) for one in before.which]
    if isinstance(choice, int):
        return [of_customer(before, before.which[choice], ways.snapshot, ways.user_id)]
    return [without_customer(before)]


def tapped(before: Understood, account_id: str, snapshot: Snapshot, user_id: str) -> Understood:
    """The customer whose button was pressed; none of them where `account_id` is empty."""
    if not account_id:
        return without_customer(before)
    pressed = next((one for one in before.which if str(one.id) == account_id), None)
    return of_customer(before, pressed, snapshot, user_id) if pressed is not None else before


def same_for(before: Understood, source: str, words: str, ways: Ways) -> tuple[str, Understood | None]:
    """The same of the customer that `words` name, with what else they say; None where they name nobody.

    The words of the first one are told of the other, by name.
    """
    who, beside = same_for_whom(words)
    account, which = account_of(ways.read_as(who, before.kind), ways.snapshot)
    known = ways.snapshot.accounts.get(name_key(who))
    if account is None and known is not None:
        account = Named(known.name, known.account_id)
    if account is None and not which and who[:1].isupper():
        account = Named(who[:NEW_NAME])
    if account is None and not which:
        return "", None
    told = source[: before.told or None]
    old, name = name_in(source, before, ways), account.name if account else who
    copy = replace(before, unsure=before.unsure | ({"value"} if before.value else set()), told=0)
    copy = replace(renamed(copy, told, name, ways), note=before.note.replace(old, name) if old else before.note)
    copy = (
        of_customer(copy, account, ways.snapshot, ways.user_id) if account else replace(copy, account=None, which=which)
    )
    return told.replace(old, name) if old else told, values_of(copy, beside, ways)


def _offered(before: Understood, snapshot: Snapshot) -> list[str]:
    """By what words each of the customers that are asked for is known: its name, and its region where all share one."""
    if len({one.name for one in before.which}) > 1:
        return [one.name for one in before.which]
    regions = {one.id: one.label for one in snapshot.regions}
    shared = snapshot.namesakes.get(name_key(before.which[0].name), ())
    known = {one.account_id: one.region_id or _NOWHERE for one in shared}
    return [f"{one.name} {regions.get(known.get(one.id or _NOWHERE, _NOWHERE), 'no region')}" for one in before.which]
