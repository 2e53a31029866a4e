"""The form of who gets the digest by e-mail, as it was sent: addresses as people type and paste them."""

import re
import uuid

from bot import smtp
from bot.errors import FormError
from bot.payloads.edge import Submission
from bot.usecases.mail import Changes, MailField, Typed

_BRACKETED = re.compile(r"<([^<>]*)>")
_BETWEEN = re.compile(r"[\s,;]+")
_NAMED = 3


def mail_changes(sent: Submission) -> Changes:
    """Read the form; FormError that names the lines on which something is no address."""
    return Changes(
        add=addresses(sent.fields.as_typed(MailField.ADD)),
        remove=_chosen(sent, MailField.REMOVE),
        again=_chosen(sent, MailField.AGAIN),
    )


def addresses(text: str) -> tuple[Typed, ...]:
    """One address a line, or what mail programs make of several: `Ann Lee <ann@example.com>, bob@example.com`."""
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        for word in _BRACKETED.findall(line) or [one for one in _BETWEEN.split(line) if one]:
            try:
                found.append(Typed(number, smtp.address(word)))
            except ValueError as error:
                wrong.append(f"Line {number}: {error}.")
    if wrong:
        more = f" And {len(wrong) - _NAMED} more." if len(wrong) > _NAMED else ""
        raise FormError({MailField.ADD: " ".join(wrong[:_NAMED]) + more})
    return tuple(found)


def _chosen(sent: Submission, name: MailField) -> frozenset[uuid.UUID]:
    """What was chosen in all menus of one kind; a long list has several."""
    menus = [field for field in sent.fields.values if field.partition(":")[0] == name]
    return frozenset(uuid.UUID(one) for menu in menus for one in sent.fields.choices(menu))
