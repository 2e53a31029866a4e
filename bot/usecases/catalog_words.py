"""What customers called things that are for sale: marketing makes it another name of the item, or leaves it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import FormError, Gone, TooLate
from bot.usecases import audit
from bot.usecases.actor import Actor
from bot.usecases.catalog_edit import ADOPTED, LEFT, check_may_edit, note, problems, subject, write
from bot.usecases.catalog_listing import ItemField, Listing, listing_of
from bot.usecases.triage import name_of
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogAnswer, CatalogItem, Verdict
from storage.queries import catalog, home, market, workspaces
from storage.queries.catalog import Heard

SHORT_NAME = "short_name"
# How many of the newest answers are looked through: more than anybody judges in a year.
NEWEST = 2000


@dataclass(frozen=True)
class Candidate:
    """Words that customers used for an item, however spelt: how often, and by how many accounts.

    `report_id` is the newest report with them; it stands for all.
    """

    report_id: uuid.UUID
    item: CatalogItem
    words: str
    times: int
    accounts: int
    last_at: datetime


def candidates(session: Session, workspace_id: str) -> list[Candidate]:
    """Words that wait to be judged, item by item; of one item's, those that most accounts used come first.

    What the item is called already waits for nobody.
    """
    alike: dict[tuple[uuid.UUID, str], list[Heard]] = {}
    for one in catalog.unjudged(session, workspace_id=workspace_id, limit=NEWEST):
        alike.setdefault((one.item_id, name_key(one.words)), []).append(one)
    items = home.items(session, workspace_id=workspace_id, item_ids={item_id for item_id, _ in alike})
    known = catalog.led_to(session, workspace_id=workspace_id, keys={key for _, key in alike})
    found = [
        Candidate(
            report_id=heard[0].report_id,
            item=items[item_id],
            words=heard[0].words,
            times=len(heard),
            accounts=len({one.voice for one in heard}),
            last_at=heard[0].answered_at,
        )
        for (item_id, key), heard in alike.items()
        if item_id not in {item.item_id for item in known.get(key, ())}
    ]
    return sorted(found, key=lambda one: (one.item.name_key, -one.accounts, -one.times, one.words))


def for_judging(session: Session, actor: Actor) -> list[Candidate]:
    """The words that wait, for somebody who may judge them. Raises NotAllowed."""
    check_may_edit(session, actor)
    return candidates(session, actor.workspace_id)


def for_adoption(session: Session, actor: Actor, report_id: uuid.UUID) -> tuple[CatalogAnswer, CatalogItem]:
    """An answer whose words may become another name, and its item.

    Raises NotAllowed, Gone without such an answer, and TooLate when somebody judged it.
    """
    check_may_edit(session, actor)
    answer = catalog.find_answer(session, workspace_id=actor.workspace_id, report_id=report_id)
    item = market.find_item(session, workspace_id=actor.workspace_id, item_id=answer.item_id) if answer else None
    if answer is None or item is None:
        raise Gone("These words are not here any more.")
    if answer.verdict is not None:
        who = name_of(session, actor.workspace_id, answer.judged_by_id)
        did = "made these words another name" if answer.verdict is Verdict.ADOPTED else "left these words as they are"
        raise TooLate(f"{who} {did} already.")
    return answer, item


def adopt(session: Session, actor: Actor, report_id: uuid.UUID, name: str, *, now: datetime) -> CatalogItem:
    """Make what customers said, in short, another name of the item that answered them.

    A name that the item has already is no mistake: the words are judged all the same. Raises FormError for a name
    that cannot be, and what `for_adoption` raises.
    """
    workspaces.hold(session, workspace_id=actor.workspace_id)
    answer, item = for_adoption(session, actor, report_id)
    before = listing_of(session, item)
    wanted = _with(before, name)
    found = problems(session, actor.workspace_id, item.item_id, before=before, wanted=wanted, now=now)
    if not name_key(name):
        found = {ItemField.SYNONYMS: "Write the name, as short as customers would say it."}
    if found:
        raise FormError({SHORT_NAME: " ".join(found.values())})
    write(session, item, before, wanted)
    reports = _judge(session, actor, answer, Verdict.ADOPTED, now)
    note(session, actor, item, ADOPTED, before=before, wanted=wanted, now=now, name=name, reports=reports)
    return item


def leave(session: Session, actor: Actor, report_id: uuid.UUID, *, now: datetime) -> CatalogItem:
    """Leave what customers said as it is, and never ask about it again. Raises what `for_adoption` raises."""
    workspaces.hold(session, workspace_id=actor.workspace_id)
    answer, item = for_adoption(session, actor, report_id)
    reports = _judge(session, actor, answer, Verdict.DISMISSED, now)
    audit.note(session, actor, LEFT, subject=subject(item.item_id), after={"reports": reports}, now=now)
    return item


def _with(before: Listing, name: str) -> Listing:
    key = name_key(name)
    if key in before.keys:
        return before
    return replace(
        before,
        synonyms=(*before.synonyms, name),
        see=tuple(one for one in before.see if name_key(one) != key),
    )


def _judge(session: Session, actor: Actor, answer: CatalogAnswer, verdict: Verdict, now: datetime) -> Sequence[str]:
    """Keep the verdict on every answer with the same words; the reports they answered, for the audit."""
    key = name_key(answer.words)
    alike = [
        one
        for one in catalog.open_answers(session, workspace_id=actor.workspace_id, item_id=answer.item_id)
        if name_key(one.words) == key
    ]
    for one in alike:
        one.verdict, one.judged_at, one.judged_by_id = verdict, now, actor.user_id
    session.flush()
    return [str(one.report_id) for one in alike]
