"""Who gets which edition of the digest, how often and of what; and how it is read outside the channel."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by


class EditionKind(StrEnum):
    """What a person's own edition tells: the digest by their filters, a rep's answers, or a team's."""

    DIGEST = "digest"
    REP = "rep"
    TEAM = "team"


class Rhythm(StrEnum):
    """How often somebody wants it."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class Subscription(Base):
    """One person's wish for one kind of edition. `only` narrows it: lists of ids by what they are of; empty is all.

    `since` is when the rhythm was set: nothing that closed before is sent.
    """

    __tablename__ = "subscription"
    __table_args__ = (owned_by("user_id", "person", "user_id"),)

    workspace_id: Mapped[columns.workspace_key]
    user_id: Mapped[columns.slack_key]
    kind: Mapped[EditionKind] = mapped_column(primary_key=True)
    rhythm: Mapped[Rhythm]
    only: Mapped[columns.json_object]
    since: Mapped[columns.moment]


class DigestOpinion(Base):
    """That somebody found a digest not useful: counted once for each reader and digest."""

    __tablename__ = "digest_opinion"

    workspace_id: Mapped[columns.workspace_key]
    edition: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(16), primary_key=True)
    user_id: Mapped[columns.slack_key]
    at: Mapped[columns.moment]


class PageLink(Base):
    """A link to the page of a digest, open to whoever has it until it expires or is taken back."""

    __tablename__ = "page_link"

    workspace_id: Mapped[columns.workspace_key]
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[columns.moment]
    expires_at: Mapped[columns.moment]
    ended_at: Mapped[datetime | None]


class MailReader(Base):
    """An address that gets the channel's digest by e-mail; `token` is what its link to stop carries."""

    __tablename__ = "mail_reader"

    workspace_id: Mapped[columns.workspace_key]
    reader_id: Mapped[columns.id_key]
    address: Mapped[str] = mapped_column(String(320))
    token: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[columns.moment]
    added_by_id: Mapped[columns.slack_id]
    stopped_at: Mapped[datetime | None]


class OwnSentence(Base):
    """A sentence of the digest as an admin words it, in place of ours."""

    __tablename__ = "own_sentence"

    workspace_id: Mapped[columns.workspace_key]
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    template: Mapped[columns.words]
    set_at: Mapped[columns.moment]
    set_by_id: Mapped[columns.slack_id]
