"""A filled report form, checked field by field: an `Entry`, or a sentence under each field that needs another look."""

import uuid

from bot.blocks.forms import NEW_ACCOUNT, NEW_COMPETITOR, Field
from bot.errors import FormError
from bot.payloads.edge import Fields
from bot.usecases.entry import Entry, NewAccount
from bot.usecases.reading import Money, parse_value
from storage.models import Evidence, Importance, ReportKind, Stage

# A deal is worth logging when any of these says something.
_TELLING = (Field.ACCOUNT, Field.VALUE, Field.REASONS, Field.COMPETITORS, Field.SAID, Field.NOTE, Field.WOULD)


def entry(kind: ReportKind, fields: Fields, *, currency: str, needs_note: frozenset[uuid.UUID] = frozenset()) -> Entry:
    """Read a form of this kind; `needs_note` are the reasons that say nothing without a note.

    Raises FormError naming every field that is wrong at once.
    """
    errors: dict[str, str] = {}
    said, note, would = fields.text(Field.SAID), fields.text(Field.NOTE), fields.text(Field.WOULD)
    if kind is ReportKind.REQUEST and not said:
        errors[Field.SAID] = "Write what they asked for; a few words are enough."
    value = _value(fields, currency, errors)
    reason_ids = tuple(uuid.UUID(choice) for choice in fields.choices(Field.REASONS))
    if needs_note.intersection(reason_ids) and not (said or note):
        errors[Field.NOTE] = "“Other” needs a few words here: what was it?"
    if kind is not ReportKind.REQUEST and not any(fields.is_filled(name) for name in _TELLING):
        errors[Field.ACCOUNT] = "Say at least who it was, or why."
    if errors:
        raise FormError(errors)
    joins = fields.choice(Field.JOINS)
    region = fields.choice(Field.REGION)
    unasked = fields.choice(Field.UNASKED)
    return Entry(
        kind=kind,
        said=said,
        note=note,
        account=_account(fields),
        region_id=uuid.UUID(region) if region else None,
        value=value,
        importance=Importance(choice) if (choice := fields.choice(Field.IMPORTANCE)) else None,
        is_unasked=unasked == "yes" if unasked else None,
        stage=Stage(choice) if (choice := fields.choice(Field.STAGE)) else None,
        evidence=Evidence(choice) if (choice := fields.choice(Field.EVIDENCE)) else None,
        reason_ids=reason_ids,
        competitors=tuple(_competitor(choice) for choice in fields.choices(Field.COMPETITORS)),
        would_have_bought=would,
        joins=uuid.UUID(joins) if joins else None,
        reporter_id=fields.user(Field.REPORTER) or None,
    )


def _value(fields: Fields, currency: str, errors: dict[str, str]) -> Money | None:
    typed = fields.text(Field.VALUE)
    if not typed:
        return None
    try:
        return parse_value(typed, currency)
    except ValueError as error:
        errors[Field.VALUE] = str(error)
        return None


def _account(fields: Fields) -> uuid.UUID | NewAccount | None:
    choice = fields.choice(Field.ACCOUNT)
    if choice.startswith(NEW_ACCOUNT):
        return NewAccount(choice.removeprefix(NEW_ACCOUNT))
    return uuid.UUID(choice.removeprefix("id:")) if choice else None


def _competitor(choice: str) -> uuid.UUID | str:
    if choice.startswith(NEW_COMPETITOR):
        return choice.removeprefix(NEW_COMPETITOR)
    return uuid.UUID(choice.removeprefix("id:"))
