"""The buttons on a lost deal's card; and “Ask the rep” and “Assign”, whose forms both kinds of card share."""

import uuid
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import kit
from bot.blocks import triage as forms
from bot.blocks.ids import ActionId, FormId
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.usecases import answers, lost_deals, triage
from storage.database import Session
from storage.queries import reports, requests


@dataclass(frozen=True)
class LostDealListeners:
    """Take it, mark as read, ask, link, assign."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.TAKE_LOST_DEAL)(self.take)
        app.action(ActionId.MARK_READ)(self.mark_read)
        app.action(ActionId.ASK_LOST_DEAL)(self.open_ask)
        app.action(ActionId.LINK)(self.open_link)
        app.action(ActionId.MORE_LOST_DEAL)(self.open_assign)
        app.view(FormId.LINK)(self.link)
        app.view(FormId.ASK)(self.ask)
        app.view(FormId.ASSIGN)(self.assign)

    def take(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Take it”."""
        click = edge.click(body)
        self.desk.do(click, lambda session: lost_deals.take(session, click.actor, click.id))
        ack()

    def mark_read(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Mark as read”."""
        click = edge.click(body)
        now = self.desk.clock()
        self.desk.do(click, lambda session: lost_deals.mark_read(session, click.actor, click.id, now=now))
        ack()

    def open_ask(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Ask the rep” about a lost deal."""
        click = edge.click(body)

        def view(session: Session) -> kit.View:
            report = lost_deals.for_triage(session, click.actor, click.id)
            facts = reports.facts_of(session, workspace_id=click.actor.workspace_id, reports=[report])
            names = requests.names_of(session, workspace_id=click.actor.workspace_id, user_ids=[report.reporter_id])
            return forms.ask_form(f"report:{click.id}", f"Lost: {facts[0].account or 'a customer'}", facts, names)

        self.desk.open_read(click, view)
        ack()

    def open_link(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Link to a request”."""
        click = edge.click(body)

        def view(session: Session) -> kit.View:
            report = lost_deals.for_triage(session, click.actor, click.id)
            facts = reports.facts_of(session, workspace_id=click.actor.workspace_id, reports=[report])
            return forms.link_form(click.id, facts[0].account)

        self.desk.open_read(click, view)
        ack()

    def open_assign(self, ack: Ack, body: dict[str, Any]) -> None:
        """The “…” menu has one choice today: assign."""
        click = edge.click(body)
        report_id = uuid.UUID(click.value.partition(":")[2])

        def view(session: Session) -> kit.View:
            report = lost_deals.for_triage(session, click.actor, report_id)
            facts = reports.facts_of(session, workspace_id=click.actor.workspace_id, reports=[report])
            return forms.assign_form(
                f"report:{report_id}", f"Lost: {facts[0].account or 'a customer'}", report.owner_id
            )

        self.desk.open_read(click, view)
        ack()

    def link(self, ack: Ack, body: dict[str, Any]) -> None:
        """The link form comes back."""
        sent = edge.submission(body)
        choice = sent.fields.choice(triage.TARGET)
        self.desk.submit(
            ack,
            sent,
            lambda session: lost_deals.link(
                session,
                sent.actor,
                uuid.UUID(sent.metadata),
                request_id=uuid.UUID(choice) if choice else None,
                now=self.desk.clock(),
            ),
        )

    def ask(self, ack: Ack, body: dict[str, Any]) -> None:
        """The question comes back, about a request or a lost deal."""
        sent = edge.submission(body)
        subject, subject_id = sent.metadata.split(":")
        about = sent.fields.choice(answers.ABOUT)

        def deed(session: Session) -> object:
            request = None
            if subject == "request":
                request = triage.for_triage(session, sent.actor, uuid.UUID(subject_id))
            else:
                lost_deals.for_triage(session, sent.actor, uuid.UUID(subject_id))
            return answers.ask(
                session,
                sent.actor,
                report_id=uuid.UUID(about) if about else None,
                request=request,
                words=sent.fields.text(answers.WORDS),
                now=self.desk.clock(),
            )

        self.desk.submit(ack, sent, deed)

    def assign(self, ack: Ack, body: dict[str, Any]) -> None:
        """Somebody was picked, for a request or a lost deal."""
        sent = edge.submission(body)
        subject, subject_id = sent.metadata.split(":")
        use_case = triage.assign if subject == "request" else lost_deals.assign
        user_id = sent.fields.user(triage.PERSON)
        self.desk.submit(
            ack,
            sent,
            lambda session: use_case(
                session, sent.actor, uuid.UUID(subject_id), user_id=user_id, now=self.desk.clock()
            ),
        )
