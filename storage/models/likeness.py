"""What texts are like: their vectors, whose text is to be read anew, which requests look the same, what the catalog
answered.
"""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by


class TextOf(StrEnum):
    """Whose text it is: a catalog item's names, a request's title, or the want in a report."""

    ITEM = "item"
    REQUEST = "request"
    REPORT = "report"


class TextVector(Base):
    """One text of an item, request or report as a vector of one byte a dimension, by the model that made it.

    `text_key` is a digest of the text, so that a text that stayed is not read again; `position` rises with every
    vector, so that a process sees what others added.
    """

    __tablename__ = "text_vector"
    __table_args__ = (Index("ix_text_vector_workspace_id_position", "workspace_id", "position"),)

    workspace_id: Mapped[columns.workspace_key]
    owner_id: Mapped[columns.id_key]
    text_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[TextOf]
    model_id: Mapped[str] = mapped_column(String(64))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    position: Mapped[uuid.UUID]


class TextDue(Base):
    """Somebody whose texts changed, or went: put in the transaction that changes them, gone once they were read."""

    __tablename__ = "text_due"

    workspace_id: Mapped[columns.workspace_key]
    owner_id: Mapped[columns.id_key]
    kind: Mapped[TextOf]


class HintAnswer(StrEnum):
    """What somebody made of a hint."""

    SAME = "same"
    NOT_SAME = "not_same"


class Hint(Base):
    """A request that looks like another, or like a catalog item; once answered it is never asked again.

    Of two requests the younger one asks about the older. `score` is a cosine, 0 to 1.
    """

    __tablename__ = "hint"
    __table_args__ = (
        owned_by("request_id", "request", "request_id"),
        Index("ix_hint_workspace_id_other_id", "workspace_id", "other_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    request_id: Mapped[columns.id_key]
    other_id: Mapped[columns.id_key]
    kind: Mapped[TextOf]
    score: Mapped[float] = mapped_column(Float)
    found_at: Mapped[columns.moment]
    answer: Mapped[HintAnswer | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[columns.slack_id | None]


class Verdict(StrEnum):
    """What marketing made of a customer's words as another name of a catalog item."""

    ADOPTED = "adopted"
    DISMISSED = "dismissed"


class CatalogAnswer(Base):
    """A report that the catalog answered at once: the customer's words are a candidate for another name of the item."""

    __tablename__ = "catalog_answer"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("item_id", "catalog_item", "item_id"),
        Index("ix_catalog_answer_workspace_id_item_id", "workspace_id", "item_id"),
        Index("ix_catalog_answer_workspace_id_answered_at", "workspace_id", "answered_at"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    item_id: Mapped[uuid.UUID]
    words: Mapped[columns.words]
    answered_at: Mapped[columns.moment]
    answered_by_id: Mapped[columns.slack_id]
    verdict: Mapped[Verdict | None]
    judged_at: Mapped[datetime | None]
    judged_by_id: Mapped[columns.slack_id | None]
