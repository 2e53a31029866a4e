"""The form in which an admin says who gets the digest by e-mail, and what Save answers."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.ids import FormId
from bot.blocks.kit import Block, Element, Mrk, View, mrk
from bot.usecases.mail import MOST, Changed, MailField, MailList
from digests.wording import count
from storage.models import MailReader

TITLE = "Digest by e-mail"


def mail_form(readers: MailList, *, is_on: bool, names_on_pages: bool) -> View:
    """The list as it stands; where e-mail is off it can be prepared, and the form says how e-mail is switched on."""
    return kit.modal(
        FormId.MAIL,
        TITLE,
        [
            *map(kit.section, _intro(readers, is_on=is_on, names_on_pages=names_on_pages)),
            kit.input_block(
                MailField.ADD,
                "Add addresses",
                kit.text_input(multiline=True, placeholder="ann@example.com\nbob@example.com"),
                hint=f"One a line; {MOST} in all. Ask people before: each letter says that you put them on the list.",
            ),
            *_menus(MailField.REMOVE, "Take off the list", readers.on, "Their addresses are deleted."),
            *_menus(
                MailField.AGAIN,
                "Stopped: write to them again",
                readers.stopped,
                "They pressed Stop in a letter. Choose only who asked for it.",
            ),
        ],
        submit="Save",
    )


def mail_saved(changed: Changed) -> View:
    """After Save: how the list stands now."""
    done = [
        *([f"{count(changed.added, 'address', 'addresses')} added"] if changed.added else []),
        *([f"{count(changed.removed, 'address', 'addresses')} taken off"] if changed.removed else []),
    ]
    what = ", ".join(done) or "Nothing changed"
    return kit.notice(
        TITLE,
        mrk(
            "*{what}.* The next digest goes to {readers}.",
            what=what,
            readers=count(changed.on, "address", "addresses") if changed.on else "nobody by e-mail",
        ),
    )


def _intro(readers: MailList, *, is_on: bool, names_on_pages: bool) -> list[Mrk]:
    lines = []
    if not is_on:
        lines.append(
            Mrk(
                "*E-mail is off, so nothing is sent.* Whoever runs Groundswell switches it on with `SMTP_URL`, "
                "`SMTP_FROM` and `PUBLIC_URL`."
            )
        )
    elif readers.trouble:
        lines.append(mrk("*The last letter did not go out:* {why}", why=readers.trouble))
    lines.append(
        mrk(
            "{on} on the list for the channel's weekly digest. Customers' names {names}.",
            on=count(len(readers.on), "address is", "addresses are") if readers.on else "Nobody is",
            names="stand in it, as setup allows" if names_on_pages else "are left out",
        )
    )
    return lines


def _menus(field: MailField, label: str, readers: Sequence[MailReader], hint: str) -> list[Block]:
    """As many menus as it takes; one holds a hundred."""
    pages = [readers[start : start + kit.MENU] for start in range(0, len(readers), kit.MENU)]
    return [
        kit.input_block(
            f"{field}:{number}",
            label if number == 1 else f"{label} ({number})",
            kit.multi_select([_option(one) for one in page], placeholder="Choose addresses"),
            hint=hint,
        )
        for number, page in enumerate(pages, start=1)
    ]


def _option(reader: MailReader) -> Element:
    return kit.option(reader.address, reader.reader_id)
