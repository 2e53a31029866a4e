"""`/field themes`: the list, its menus, and the forms behind them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import App

from bot.blocks import kit, private
from bot.blocks import themes as blocks
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Message, Mrk, View
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.edge import Click
from bot.payloads.themes import ThemeEntry, ThemeKey, page_of, theme_entry
from bot.usecases import theme_desk, theme_pages
from bot.usecases.actor import Actor
from bot.usecases.catalog import Place
from bot.usecases.theme_desk import ThemeFacts
from storage.database import Session


def themes_message(desk: Desk, actor: Actor, place: Place, *, said: Mrk | None = None) -> Message:
    """A page of themes as marketing sees it. Raises NotAllowed for others."""
    begins, words = place.begins or 0, place.words[: blocks.LONGEST_SEARCH]
    with desk.database.read() as session:
        page = theme_pages.page(session, actor, begins=begins, words=words, limit=blocks.PAGE, now=desk.clock())
    return blocks.themes_message(page, prefix=desk.names.prefix, said=said)


@dataclass(frozen=True)
class ThemeListeners:
    """A menu opens a form or acts at once; what was done is told above the page of the list, which is drawn anew."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt. `/field themes` itself is heard with the other words of `/field`."""
        app.action(ActionId.MORE_THEMES)(self.turn_page)
        app.action(ActionId.THEME_MORE)(self.choose)
        app.action(ActionId.THEME_DEED)(self.choose_deed)
        for form_id, deed in _DEEDS.items():
            app.view(form_id)(self._does(deed))

    def turn_page(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Show more”: another page in place of this one."""
        click = edge.click(body)
        ack()
        self._show(click.actor, click.response_url, Place.parse(click.value))

    def choose(self, ack: Ack, body: dict[str, Any]) -> None:
        """A choice of a theme's menu: the verb before the colon, the theme behind it."""
        click = edge.click(body)
        verb, theme_id = click.value.split(":")
        key = ThemeKey(uuid.UUID(theme_id), click.response_url, page_of(body))
        if verb == "confirm":
            self._confirm(click, key)
        else:
            self.desk.open_read(click, lambda session: _FORMS[verb](self._facts(session, click, key), str(key)))
        ack()

    def choose_deed(self, ack: Ack, body: dict[str, Any]) -> None:
        """What is to be done with reports was chosen in their form: ask for what that needs. What was chosen stays."""
        click = edge.click(body)
        try:
            with self.desk.database.read() as session:
                facts = self._facts(session, click, ThemeKey.parse(click.metadata))
            view = blocks.reports_form(facts, click.metadata, click.value)
        except BotError as error:
            view = kit.notice(blocks.REPORTS_TITLE, kit.esc(error.sentence))
        self.desk.change_form(click, view)
        ack()

    def _confirm(self, click: Click, key: ThemeKey) -> None:
        try:
            with self.desk.write(click.actor) as session:
                theme = theme_desk.confirm(session, click.actor, key.theme_id, now=self.desk.clock())
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        else:
            self._show(click.actor, key.response_url, key.place, said=blocks.confirmed(theme))

    def _facts(self, session: Session, click: Click, key: ThemeKey) -> ThemeFacts:
        return theme_desk.for_marketing(session, click.actor, key.theme_id, now=self.desk.clock(), shown=blocks.CHOICES)

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
            self._show(sent.actor, entry.key.response_url, entry.key.place, said=said)

        return submit

    def _show(self, actor: Actor, response_url: str, place: Place, *, said: Mrk | None = None) -> None:
        """Draw the list anew where it stands."""
        try:
            message = themes_message(self.desk, actor, place, said=said)
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
            done = theme_desk.split_off(session, actor, theme_id, report_ids=report_ids, name=entry.name, now=now)
        case blocks.MOVE:
            done = theme_desk.move(session, actor, theme_id, report_ids=report_ids, into_id=entry.target_id, now=now)
        case _:
            done = theme_desk.keep_out(session, actor, theme_id, report_ids=report_ids, now=now)
    return blocks.moved(entry.deed, done.theme, done.reports)


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
