"""What a rep does with a direct message from triage: answer a question, say that the customer was told."""

import uuid
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import kit
from bot.blocks import triage as forms
from bot.blocks.ids import ActionId, FormId
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.usecases import answers
from storage.database import Session


@dataclass(frozen=True)
class AnswerListeners:
    """Answer · Told them."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.ANSWER)(self.open_answer)
        app.view(FormId.ANSWER)(self.answer)
        app.action(ActionId.TOLD_THEM)(self.told_them)

    def open_answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Answer” under a question."""
        click = edge.click(body)

        def view(session: Session) -> kit.View:
            return forms.answer_form(answers.question_for(session, click.actor, click.id))

        self.desk.open_read(click, view)
        ack()

    def answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """The answer comes back."""
        sent = edge.submission(body)
        question_id, words = uuid.UUID(sent.metadata), sent.fields.text(answers.WORDS)
        now = self.desk.clock()
        self.desk.submit(
            ack, sent, lambda session: answers.answer(session, sent.actor, question_id, words=words, now=now)
        )

    def told_them(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Told them”: noted once, and the button gives way to a tick."""
        click = edge.click(body)
        now = self.desk.clock()
        self.desk.do(click, lambda session: answers.pass_on(session, click.actor, click.id, now=now))
        ack()
