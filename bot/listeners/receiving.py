"""A filled form or a saved draft, received: put on disk, and what to ask its rep about it."""

import logging
import uuid
from dataclasses import dataclass

from bot.blocks.kit import View
from bot.blocks.suggestions import suggestions_form
from bot.listeners.desk import Desk
from bot.usecases import intake
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry, NewAccount
from bot.usecases.snapshot import Snapshot
from bot.usecases.suggestions import Suggestions, suggest
from storage.database import Duplicate

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a rep is asked about a report that was received."""

    report_id: uuid.UUID
    found: Suggestions

    @property
    def form(self) -> View:
        """The question as a form."""
        return suggestions_form(self.found, self.report_id)


@dataclass(frozen=True)
class Receiving:
    """The one way in which a report comes in, whoever filled it in."""

    desk: Desk

    def receive(self, actor: Actor, draft_id: uuid.UUID, filled: Entry) -> Asked | None:
        """Put a report on disk, which is all the rep waits for; what to ask about it, if anything.

        Sent twice, it is there already, and that is fine. Raises NotAllowed.
        """
        snapshot, now = self.desk.snapshots.of(actor.workspace_id), self.desk.clock()
        found = self._suggest(actor, filled, snapshot)
        if not intake.is_admitted(actor, filled, known=snapshot.region_of):
            with self.desk.database.write() as session:
                intake.admit(session, actor, filled, now=now)
        received = intake.receipt(
            actor, filled, draft_id=draft_id, currency=snapshot.currency, now=now, is_asked=bool(found)
        )
        report_id: uuid.UUID | None = received.report_id
        try:
            self.desk.database.insert(*received.rows)
        except Duplicate:
            with self.desk.database.write() as session:
                report_id = intake.receive_again(
                    session, actor, filled, draft_id=draft_id, is_asked=bool(found), now=now
                )
            if report_id is None:
                raise  # another key than the form's: a fault of ours, and nothing is on disk
        if isinstance(filled.account, NewAccount) or actor.user_id not in snapshot.region_of:
            self.desk.snapshots.stale(actor.workspace_id)
        return Asked(report_id, found) if found and report_id else None

    def _suggest(self, actor: Actor, filled: Entry, snapshot: Snapshot) -> Suggestions:
        """What may answer the rep at once. Whatever goes wrong here must not keep the report from being saved."""
        if not (filled.want and self.desk.likeness.knows(actor.workspace_id)):
            return Suggestions()
        region_id = filled.region_id or snapshot.region_of.get(filled.reporter_id or actor.user_id)
        try:
            with self.desk.database.read() as session:
                return suggest(
                    session,
                    self.desk.likeness,
                    workspace_id=actor.workspace_id,
                    want=filled.want,
                    region_id=region_id,
                    with_requests=filled.joins is None,
                )
        except Exception:
            logger.exception("cannot look for what is alike")
            return Suggestions()
