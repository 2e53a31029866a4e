"""What `/field find` looks through: the words of every report and request, kept by the transaction that writes them."""

import math
import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base

# A position is a moment and, behind it, so many bits that keep things of one second apart.
_APART = 30
_LAST = (1 << _APART) - 1
# What a database keeps as an integer: the seconds from 1697 to 2242.
_LOWEST, _HIGHEST = -(1 << 63), (1 << 63) - 1


class SearchOf(StrEnum):
    """Whose words they are."""

    REPORT = "report"
    REQUEST = "request"


class SearchText(Base):
    """The words of a report or request, folded and each once (`storage.keys.indexed`).

    `words` are the customer's want, or a request's title; `about` is what else a report says or names. `scope` are
    marks of who it belongs to, so that the index can leave out the rest by itself (`storage.queries.word_index`).
    `position` sorts by the second it is about, and is the row's number in SQLite's index.
    """

    __tablename__ = "search_text"
    __table_args__ = (Index("uq_search_text_position", "position", unique=True),)

    workspace_id: Mapped[columns.workspace_key]
    owner_id: Mapped[columns.id_key]
    kind: Mapped[SearchOf]
    position: Mapped[int] = mapped_column(BigInteger)
    scope: Mapped[columns.words]
    words: Mapped[columns.words]
    about: Mapped[columns.words]


def first_position(moment: datetime) -> int:
    """The lowest position of what is about this second; of the first or the last that can be kept if it is beyond."""
    return min(max(math.floor(moment.timestamp()) << _APART, _LOWEST), _HIGHEST - _LAST)


def position_of(moment: datetime, owner_id: uuid.UUID) -> int:
    """Where something is about this moment, unless that is taken."""
    return first_position(moment) | owner_id.int & _LAST


def after(position: int) -> int:
    """The next position of the same second, which begins anew at its end."""
    return position & ~_LAST | (position + 1) & _LAST
