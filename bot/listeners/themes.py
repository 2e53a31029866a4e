"""`/field themes`: the list, its menus, and the forms behind them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import App

from bot.blocks import private
from bot.blocks import themes as blocks
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Message, Mrk, View
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.edge import Click
from bot.payloads.themes import ThemeEntry, ThemeKey, theme_entry
from bot.usecases import theme_desk
from bot.usecases.actor import Actor
from bot.usecases.theme_desk import ThemeFacts
from storage.database import Session


def themes_message(desk: Desk, actor: Actor, *, begins: int = 0, said: Mrk | None = None) -> Message:
    """A page of themes as marketing sees it. Raises NotAllowed for others."""
    with desk.database.read() as session:
        page = theme_desk.page(session, actor, begins=begins, limit=blocks.PAGE, now=desk.clock())
    return blocks.themes_message(page, said=said)


@dataclass(frozen=True)
class ThemeListeners:
    """A menu opens a form or acts at once; what was done is told above the list, which is drawn anew."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt. `/field themes` itself is heard with the other words of `/field`."""
        app.action(ActionId.MORE_THEMES)(self.turn_page)
        app.action(ActionId.THEME_MORE)(self.choose)
        for form_id, deed in _DEEDS.items():
            app.view(form_id)(self._does(deed))

    def turn_page(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Show more”: another page in place of this one."""
        click = edge.click(body)
        ack()
        self._show(click.actor, click.response_url, begins=int(click.value))

    def choose(self, ack: Ack, body: dict[str, Any]) -> None:
        """A choice of a theme's menu: the verb before the colon, the theme behind it."""
        click = edge.click(body)
        verb, theme_id = click.value.split(":")
        if verb == "confirm":
            self._confirm(click, uuid.UUID(theme_id))
        else:
            self._open(click, uuid.UUID(theme_id), _FORMS[verb])
        ack()

    def _confirm(self, click: Click, theme_id: uuid.UUID) -> None:
        try:
            with self.desk.write(click.actor) as session:
                theme = theme_desk.confirm(session, click.actor, theme_id, now=self.desk.clock())
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        else:
            self._show(click.actor, click.response_url, said=blocks.confirmed(theme))

    def _open(self, click: Click, theme_id: uuid.UUID, form: Callable[[ThemeFacts, str], View]) -> None:
        def view(session: Session) -> View:
            facts = theme_desk.for_marketing(
                session, click.actor, theme_id, now=self.desk.clock(), shown=blocks.CHOICES
            )
            return form(facts, str(ThemeKey(theme_id, click.response_url)))

        self.desk.open_read(click, view)

    def _does(self, deed: "Deed") -> Callable[..., None]:
        def submit(ack: Ack, body: dict[str, Any]) -> None:
            sent = edge.submission(body)
            entry = theme_entry(sent)
            try:
                with self.desk.write(sent.actor) as session:
                    said = deed(session, sent.actor, entry, self.desk.clock())
            except BotError as error:
                show_errors(ack, error, next(iter(sent.fields.values), ""))
                return
            ack()
            self._show(sent.actor, entry.key.response_url, said=said)

        return submit

    def _show(self, actor: Actor, response_url: str, *, begins: int = 0, said: Mrk | None = None) -> None:
        """Draw the list anew where it stands."""
        try:
            message = themes_message(self.desk, actor, begins=begins, said=said)
        except BotError as error:
            message = private.sorry(error.sentence)
        self.desk.replies.instead(response_url, message)


Deed = Callable[[Session, Actor, ThemeEntry, datetime], Mrk]


def _name(session: Session, actor: Actor, entry: ThemeEntry, now: datetime) -> Mrk:
    return blocks.named(theme_desk.name(session, actor, entry.key.theme_id, name=entry.name, now=now))


def _merge(session: Session, actor: Actor, entry: ThemeEntry, now: datetime) -> Mrk:
    return blocks.merged(theme_desk.merge(session, actor, entry.key.theme_id, into_id=entry.target_id, now=now))


def _with_reports(session: Session, actor: Actor, entry: ThemeEntry, now: datetime) -> Mrk:
    theme_id, report_ids = entry.key.theme_id, entry.report_ids
    match entry.deed:
        case blocks.SPLIT:
            theme = theme_desk.split_off(session, actor, theme_id, report_ids=report_ids, name=entry.name, now=now)
        case blocks.MOVE:
            theme = theme_desk.move(session, actor, theme_id, report_ids=report_ids, into_id=entry.target_id, now=now)
        case _:
            theme = theme_desk.keep_out(session, actor, theme_id, report_ids=report_ids, now=now)
    return blocks.moved(entry.deed, theme, len(report_ids))


_FORMS: dict[str, Callable[[ThemeFacts, str], View]] = {
    "name": blocks.name_form,
    "merge": blocks.merge_form,
    "reports": blocks.reports_form,
}
_DEEDS: dict[FormId, Deed] = {
    FormId.NAME_THEME: _name,
    FormId.MERGE_THEMES: _merge,
    FormId.THEME_REPORTS: _with_reports,
}
