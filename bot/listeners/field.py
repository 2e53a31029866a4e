"""`/field`: help, mine, find, catalog, digest, pages, trends, themes, setup, and a kind word for anything else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import digest as digest_blocks
from bot.blocks import field as blocks
from bot.blocks import finding as finding_blocks
from bot.blocks import kit, ledger, private
from bot.blocks import setup as setup_blocks
from bot.blocks import trends as trends_blocks
from bot.blocks.home import stuck
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message
from bot.errors import BotError, NotAllowed
from bot.listeners.catalog import catalog_message
from bot.listeners.desk import NOT_OPENED, Ack, Desk, answer_privately
from bot.listeners.editions import my_edition_form
from bot.listeners.mail import open_mail_form
from bot.listeners.own_sentences import open_words
from bot.listeners.pages import pages_message
from bot.listeners.setup import may_set_up
from bot.listeners.themes import themes_message
from bot.payloads import edge, finding
from bot.payloads import trends as trends_words
from bot.payloads.edge import Command
from bot.payloads.field_command import FieldCommand, field_command
from bot.usecases import digest, pages, search, trends
from bot.usecases import home as home_usecase
from bot.usecases import ledger as ledger_usecase
from bot.usecases.actor import Actor
from bot.usecases.catalog import Place
from digests.weeks import Week
from storage.database import Session
from storage.models import Role
from storage.queries import workspaces


@dataclass(frozen=True)
class FieldListeners:
    """Every answer is private, and given with the ack."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the command to Bolt."""
        app.command(edge.FIELD_COMMAND)(self.answer)
        app.action(ActionId.POST_DIGEST)(self.post_digest)

    def answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """`/field`, whatever word follows."""
        asked = field_command(body)
        self.desk.names.heard(asked.command)
        words: dict[str, Callable[[FieldCommand], Message | None]] = {
            "": self._help,
            "help": self._help,
            "mine": self._mine,
            "find": self._find,
            "catalog": self._catalog,
            "digest": self._digest,
            "pages": self._pages,
            "themes": self._themes,
            "trends": self._trends,
            "mail": self._mail,
            "setup": self._setup,
            "words": lambda asked: open_words(self.desk, asked.command),
        }
        try:
            message = words.get(asked.word, self._unknown)(asked)
        except BotError as error:
            message = private.sorry(error.sentence)
        if message is None:
            ack()
        else:
            answer_privately(ack, message)

    def _help(self, asked: FieldCommand) -> Message:
        snapshot = self.desk.snapshots.of(asked.command.actor.workspace_id)
        return blocks.help_message(
            noun=snapshot.item_noun,
            prefix=asked.prefix,
            may_set_up=may_set_up(snapshot, asked.command.actor.user_id),
            is_marketer=snapshot.roles_of(asked.command.actor.user_id).has(Role.MARKETER, Role.ADMIN),
        )

    def _unknown(self, asked: FieldCommand) -> Message:
        return blocks.unknown(asked.word, asked.prefix)

    def _mine(self, asked: FieldCommand) -> Message:
        actor, now = asked.command.actor, self.desk.clock()
        with self.desk.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
            return ledger.mine(
                ledger_usecase.page(session, actor, limit=ledger.PAGE),
                ledger_usecase.drafts(session, actor, now=now),
                now=now,
                noun=workspace.item_noun,
                prefix=asked.prefix,
                waits=not workspace.triage_channel_id,
            )

    def _find(self, asked: FieldCommand) -> Message:
        wanted = finding.query(asked.rest)
        if wanted.is_empty:
            return finding_blocks.what_to_find(asked.prefix)
        actor, now = asked.command.actor, self.desk.clock()
        with self.desk.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
            result = search.find(session, actor, wanted, now=now)
        return finding_blocks.found(result, workspace, prefix=asked.prefix, now=now)

    def _themes(self, asked: FieldCommand) -> Message:
        return themes_message(self.desk, asked.command.actor, Place(asked.rest, 0))

    def _pages(self, asked: FieldCommand) -> Message:
        return pages_message(self.desk, asked.command.actor)

    def _catalog(self, asked: FieldCommand) -> Message:
        return catalog_message(self.desk, asked.command.actor, Place(asked.rest, 0 if asked.rest else None))

    def _trends(self, asked: FieldCommand) -> Message:
        wanted = trends_words.query(asked.rest)
        with self.desk.database.read() as session:
            answer = trends.answer(session, asked.command.actor, wanted, now=self.desk.clock())
        return trends_blocks.trends_message(answer, prefix=asked.prefix)

    def _mail(self, asked: FieldCommand) -> Message | None:
        return open_mail_form(self.desk, asked.command)

    def _digest(self, asked: FieldCommand) -> Message | None:
        """The latest digest again, a preview of the next, the last closed week's posted now, or one's own set."""
        actor, now = asked.command.actor, self.desk.clock()
        if asked.rest.lower() == "now":
            return self._post_digest(actor)
        if asked.rest.lower() == "mine":
            return self._my_edition(asked.command)
        if asked.rest.lower() not in ("", "preview"):
            return blocks.unknown(f"digest {asked.rest}", asked.prefix)
        with self.desk.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
            report = digest.latest(session, workspace) if not asked.rest else None
            if report is not None:
                url = self._page_of(session, actor, report.period)
                return digest_blocks.message(report, decidable=digest.decidable(session, actor, report), page_url=url)
            report = digest.preview(session, workspace, now)
            decidable = digest.decidable(session, actor, report)
            waits = report.week == digest.last_closed(session, workspace, now) and workspace.digest_channel_id
            may_post = waits and _may_post(session, actor)
        return blocks.preview(
            digest_blocks.message(report, decidable=decidable), period=report.period if may_post else ""
        )

    def _page_of(self, session: Session, actor: Actor, period: str) -> str | None:
        return pages.url_of(
            session,
            actor.workspace_id,
            edition=digest.CHANNEL,
            period=period,
            now=self.desk.clock(),
            public_url=self.desk.public_url,
        )

    def _my_edition(self, command: Command) -> Message | None:
        with self.desk.database.read() as session:
            form = my_edition_form(self.desk, session, command.actor)
        is_open = self.desk.open_form(command.actor.workspace_id, command.trigger_id, form)
        return None if is_open else private.sorry(NOT_OPENED)

    def post_digest(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Post it now” under a preview: that week's digest, unless it went out meanwhile."""
        click = edge.click(body)
        try:
            message = self._post_digest(click.actor, Week.parse(click.value))
        except BotError as error:
            message = private.sorry(error.sentence)
        ack()
        self.desk.replies.instead(click.response_url, message)

    def _post_digest(self, actor: Actor, week: Week | None = None) -> Message:
        now = self.desk.clock()
        with self.desk.write(actor) as session:
            if not _may_post(session, actor):
                raise NotAllowed("Only Marketing can post the digest.")
            workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
            report = (
                digest.post(session, workspace, week, now, actor.user_id)
                if week is not None
                else digest.digest_now(session, workspace, now, actor.user_id)
            )
        self.desk.wake()
        return blocks.on_its_way(report.week.number, workspace.digest_channel_id or "")

    def _setup(self, asked: FieldCommand) -> Message | None:
        """Open the form before any reading; then tell an admin, below it, which messages do not get on."""
        command = asked.command
        snapshot = self.desk.snapshots.of(command.actor.workspace_id)
        if not may_set_up(snapshot, command.actor.user_id):
            return setup_blocks.not_an_admin(snapshot.holders(Role.ADMIN))
        form = setup_blocks.setup_form(snapshot, command.actor.user_id)
        if not self.desk.open_form(command.actor.workspace_id, command.trigger_id, form):
            return private.sorry(NOT_OPENED)
        with self.desk.database.read() as session:
            facts = home_usecase.gather(session, command.actor, now=self.desk.clock())
        trouble = stuck(facts.setup, facts.workspace) if facts.setup else []
        if not trouble:
            return None
        return Message(kit.Mrk("Some messages did not arrive."), trouble)


def _may_post(session: Session, actor: Actor) -> bool:
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    return roles.has(Role.MARKETER, Role.ADMIN)
