"""Who gets the digest by e-mail: what an admin's list takes, and what it does not do by itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.blocks import mail as blocks
from bot.blocks.kit import View
from bot.errors import FormError, NotAllowed
from bot.payloads.mail import addresses
from bot.usecases import digest, mail
from bot.usecases.actor import Actor
from bot.usecases.mail import Changes, MailField
from storage.database import Database, Session
from storage.models import AuditEntry, MailReader, MessageKind, MessageState, OutboxMessage, Role
from storage.queries import outbox
from tests.digests.market import DUE, MONDAY, Market
from tests.factories import NOW, Factory

ADMIN, REP = Actor("T1", "UADMIN"), Actor("T1", "UREP")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A workspace with one admin."""
    with database.write() as session:
        make = Factory(session)
        make.person("UADMIN")
        make.grant(Role.ADMIN, "UADMIN")
        yield session


def add(session: Session, text: str, **more: frozenset[object]) -> mail.Changed:
    return mail.change(session, ADMIN, Changes(add=addresses(text), **more), now=NOW)  # type: ignore[arg-type]


def on(session: Session) -> list[str]:
    return [one.address for one in mail.mail_list(session, ADMIN).on]


def reader(session: Session, address: str) -> MailReader:
    everybody = mail.mail_list(session, ADMIN)
    [found] = [one for one in (*everybody.on, *everybody.stopped) if one.address == address]
    return found


def letters(session: Session) -> list[OutboxMessage]:
    waiting = outbox.in_state(session, workspace_id="T1", state=MessageState.PENDING)
    return [one for one in waiting if one.kind is MessageKind.MAIL]


def sentence(raised: pytest.ExceptionInfo[FormError]) -> str:
    return raised.value.fields[MailField.ADD]


def test_addresses_are_taken_as_people_type_and_paste_them(session: Session) -> None:
    add(
        session,
        "ann@example.com\n\n  Bob Lee <bob@EXAMPLE.com>; “Cole, Jo” <jo@example.com>\r\nd@example.com, e@example.com",
    )
    assert on(session) == ["ann@example.com", "bob@example.com", "d@example.com", "e@example.com", "jo@example.com"]


def test_what_is_no_address_is_named_with_its_line_and_nothing_is_kept(session: Session) -> None:
    with pytest.raises(FormError) as raised:
        add(session, "ann@example.com\nbob@\n\njo@example\nä@example.com\nx\ny")
    assert sentence(raised) == (
        "Line 2: “bob@” is not an e-mail address. Line 4: “jo@example” is not an e-mail address. "
        "Line 5: before the @ of “ä@example.com” stand letters that many mail servers do not take. And 2 more."
    )
    assert on(session) == []


def test_an_address_is_on_the_list_once_whatever_its_capitals(session: Session) -> None:
    add(session, "ann@example.com\nANN@example.com")
    changed = add(session, "Ann@Example.com")
    assert (changed.on, changed.added) == (1, 0)


def test_at_most_two_hundred_addresses_are_on_the_list(session: Session) -> None:
    many = "\n".join(f"reader{number}@example.com" for number in range(mail.MOST))
    assert add(session, many).on == mail.MOST
    with pytest.raises(FormError) as raised:
        add(session, "one-more@example.com")
    assert sentence(raised) == "That makes 201 addresses; 200 is the most. Use a mailing list."
    taken_off = frozenset({reader(session, "reader0@example.com").reader_id})
    assert add(session, "one-more@example.com", remove=taken_off).on == mail.MOST


def test_somebody_who_stopped_is_written_to_again_only_when_that_is_chosen(session: Session) -> None:
    add(session, "ann@example.com\nbob@example.com")
    ann = reader(session, "ann@example.com")
    mail.stop(session, "T1", ann.token, now=NOW)
    assert on(session) == ["bob@example.com"]
    with pytest.raises(FormError) as raised:
        add(session, "bob@example.com\nANN@example.com")
    assert sentence(raised).startswith("Line 2: ANN@example.com stopped the letters.")
    token = ann.token
    add(session, "", again=frozenset({ann.reader_id}))
    assert on(session) == ["ann@example.com", "bob@example.com"]
    assert ann.token == token


def test_a_stop_is_taken_once_and_a_token_of_nobody_stops_nothing(session: Session) -> None:
    add(session, "ann@example.com")
    ann = reader(session, "ann@example.com")
    mail.stop(session, "T1", "nobodys", now=NOW)
    mail.stop(session, "T2", ann.token, now=NOW)
    assert ann.stopped_at is None
    mail.stop(session, "T1", ann.token, now=NOW)
    mail.stop(session, "T1", ann.token, now=NOW + timedelta(days=1))
    assert ann.stopped_at == NOW


def test_who_is_taken_off_is_forgotten(session: Session) -> None:
    add(session, "ann@example.com")
    changed = add(session, "", remove=frozenset({reader(session, "ann@example.com").reader_id}))
    assert (changed.on, changed.removed) == (0, 1)
    assert session.scalars(select(MailReader)).all() == []


def test_only_admins_see_and_change_the_list(session: Session) -> None:
    with pytest.raises(NotAllowed):
        mail.mail_list(session, REP)
    with pytest.raises(NotAllowed):
        mail.change(session, REP, Changes(), now=NOW)


def test_the_audit_names_readers_by_ids_and_not_by_addresses(session: Session) -> None:
    add(session, "ann@example.com")
    ann = reader(session, "ann@example.com")
    add(session, "ann@example.com")
    mail.stop(session, "T1", ann.token, now=NOW)
    add(session, "", again=frozenset({ann.reader_id}))
    add(session, "", remove=frozenset({ann.reader_id}))
    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.audit_id)).all()
    me = [str(ann.reader_id)]
    assert [(one.deed, one.by_id, one.after) for one in rows] == [
        ("mail_readers_changed", "UADMIN", {"added": me}),
        ("mail_readers_changed", "UADMIN", {"again": me}),
        ("mail_readers_changed", "UADMIN", {"removed": me}),
    ]


def text_of(view: View) -> str:
    return "\n".join(block["text"]["text"] for block in view["blocks"] if block["type"] == "section")


def form(session: Session, *, is_on: bool = True) -> View:
    return blocks.mail_form(mail.mail_list(session, ADMIN), is_on=is_on, names_on_pages=False)


def test_the_form_says_how_e_mail_is_switched_on(session: Session) -> None:
    off = text_of(form(session, is_on=False))
    assert "*E-mail is off, so nothing is sent.*" in off
    assert all(name in off for name in ("SMTP_URL", "SMTP_FROM", "PUBLIC_URL"))
    assert text_of(form(session)) == (
        "Nobody is on the list for the channel's weekly digest. Customers' names are left out."
    )


def test_the_form_offers_every_address_of_a_long_list(session: Session) -> None:
    add(session, "\n".join(f"reader{number:03}@example.com" for number in range(150)))
    mail.stop(session, "T1", reader(session, "reader007@example.com").token, now=NOW)
    menus = {
        one["block_id"]: len(one["element"].get("options", [])) for one in form(session)["blocks"] if "element" in one
    }
    assert menus == {"mail_add": 0, "mail_remove:1": 100, "mail_remove:2": 49, "mail_again:1": 1}


def test_the_form_says_why_the_last_letter_is_held_up(session: Session) -> None:
    Factory(session).message(MessageKind.MAIL, "mail:1", error="The mail server cannot be reached.")
    assert "*The last letter did not go out:* The mail server cannot be reached." in text_of(form(session))


def test_each_reader_gets_the_digest_of_a_week_once(database: Database) -> None:
    with database.write() as session:
        market = Market(session)
        market.workspace.set_up_at = MONDAY
        Factory(session).grant(Role.ADMIN, "UADMIN")
        add(session, "ann@example.com\nbob@example.com\ncy@example.com")
        mail.stop(session, "T1", reader(session, "cy@example.com").token, now=NOW)
        assert digest.claim_due(session, market.workspace, DUE) == ["2026-W47"]
        assert digest.claim_due(session, market.workspace, DUE) == []
        to = {str(reader(session, f"{name}@example.com").reader_id) for name in ("ann", "bob")}
        assert {one.ids["reader_id"] for one in letters(session)} == to
        assert {one.lane for one in letters(session)} == {f"mail:{one}" for one in to}


def test_after_an_outage_only_the_newest_week_is_mailed(database: Database) -> None:
    with database.write() as session:
        market = Market(session)
        market.workspace.set_up_at = MONDAY
        Factory(session).grant(Role.ADMIN, "UADMIN")
        add(session, "ann@example.com")
        claimed = digest.claim_due(session, market.workspace, DUE + timedelta(weeks=3))
        assert len(claimed) == 4
        assert [one.ids["period"] for one in letters(session)] == [claimed[-1]]
