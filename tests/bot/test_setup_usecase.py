"""Saving the setup: who may, what is refused, what is audited, what is let go."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import FormError, Gone, NotAllowed
from bot.usecases import regions, setup, stuck
from bot.usecases.actor import Actor
from bot.usecases.setup import Changes
from storage.database import Database
from storage.models import AuditEntry, MessageKind, MessageState, OutboxMessage, Reason, Role, Workspace
from storage.queries import workspaces
from tests.factories import NOW, Factory

ANA, TOM, BOT = Actor("T1", "UANA", "Ana"), Actor("T1", "UTOM", "Tom"), "UBOT"
FIRST = Changes(triage_channel_id="CTRIAGE", digest_channel_id="CDIGEST")


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """A workspace in which nobody has run setup."""
    with database.write() as session:
        make = Factory(session)
        make.workspace.set_up_at = None
        make.workspace.bot_user_id = BOT
        yield make


@pytest.fixture
def done(make: Factory) -> Factory:
    """A workspace that Ana has set up."""
    setup.save(make.session, ANA, FIRST, now=NOW)
    return make


def held_by(make: Factory, role: Role) -> list[str]:
    return sorted(grant.user_id for grant in workspaces.holders(make.session, workspace_id="T1", role=role))


def deeds(make: Factory) -> list[AuditEntry]:
    make.session.flush()
    return list(make.session.scalars(select(AuditEntry).order_by(AuditEntry.audit_id)))


def outbox(make: Factory, *states: MessageState) -> list[OutboxMessage]:
    make.session.flush()
    rows = make.session.scalars(select(OutboxMessage).order_by(OutboxMessage.position))
    return [row for row in rows if not states or row.state in states]


def refused(make: Factory, changes: Changes, actor: Actor = ANA) -> dict[str, str]:
    with pytest.raises(FormError) as refusal:
        setup.save(make.session, actor, changes, now=NOW)
    return refusal.value.fields


def test_the_first_to_save_is_admin_beside_those_they_picked(make: Factory) -> None:
    saved = setup.save(make.session, ANA, replace(FIRST, holders={Role.ADMIN: ("UTOM",)}), now=NOW)
    assert held_by(make, Role.ADMIN) == ["UANA", "UTOM"]
    assert (saved.is_first, saved.missing, saved.new_regions) == (True, (), ())
    assert make.workspace.set_up_at == NOW


def test_before_and_after_are_in_the_audit_by_whom_and_when(done: Factory) -> None:
    setup.save(done.session, ANA, Changes(currency="EUR", holders={Role.MARKETER: ("UTOM",)}), now=NOW)
    settings, roles = deeds(done)[-2:]
    assert (settings.deed, settings.by_id, settings.at) == ("settings_changed", "UANA", NOW)
    assert (settings.before, settings.after) == ({"currency": "GBP"}, {"currency": "EUR"})
    assert (roles.deed, roles.subject) == ("roles_changed", "marketer")
    assert (roles.before, roles.after) == ({"user_ids": []}, {"user_ids": ["UTOM"]})


def test_only_admins_may_save_once_there_is_one(done: Factory) -> None:
    with pytest.raises(NotAllowed, match="Its admins can change this: Ana"):
        setup.save(done.session, TOM, FIRST, now=NOW)


def test_where_roles_were_given_before_setup_their_admin_sets_up(make: Factory) -> None:
    make.grant(Role.ADMIN, "UTOM")
    with pytest.raises(NotAllowed):
        setup.save(make.session, ANA, FIRST, now=NOW)
    setup.save(make.session, TOM, FIRST, now=NOW)
    assert held_by(make, Role.ADMIN) == ["UTOM"]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_saved(make: Factory) -> None:
    fields = refused(
        make,
        Changes(
            item_noun="",
            first_answer_days=-2,
            decision_days=10**9,
            regions=("x" * 80,),
            holders={Role.MARKETER: (BOT,)},
        ),
    )
    assert set(fields) == {"triage_channel", "item_noun", "first_answer_days", "decision_days", "regions", "marketers"}
    assert make.workspace.set_up_at is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (Changes(triage_channel_id=""), "triage_channel"),
        (Changes(holders={Role.ADMIN: ()}), "admins"),
        (Changes(decision_days=1), "decision_days"),
        (Changes(first_answer_days=11), "decision_days"),
        (Changes(timezone="Europe/Atlantis"), "zone"),
        (Changes(timezone="../etc/passwd"), "zone"),
        (Changes(digest_at="mon 25:00"), "zone"),
        (Changes(regions=tuple(f"R{number}" for number in range(71))), "regions"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(done: Factory, changes: Changes, field: str) -> None:
    assert list(refused(done, changes)) == [field]


def test_an_admin_can_leave_when_another_stays(done: Factory) -> None:
    setup.save(done.session, ANA, Changes(holders={Role.ADMIN: ("UTOM",)}), now=NOW)
    assert held_by(done, Role.ADMIN) == ["UTOM"]
    with pytest.raises(NotAllowed):
        setup.save(done.session, ANA, Changes(currency="EUR"), now=NOW)


def test_the_digest_channel_can_be_taken_away_again_and_is_missed(done: Factory) -> None:
    saved = setup.save(done.session, ANA, Changes(digest_channel_id=""), now=NOW)
    assert done.workspace.digest_channel_id is None
    assert saved.missing == ("the digest channel",)


def test_a_hello_goes_before_what_was_held_and_every_held_message_is_let_go(make: Factory) -> None:
    waiting = [make.message(state=MessageState.HELD) for _ in range(3)]
    setup.save(make.session, ANA, replace(FIRST, digest_channel_id=""), now=NOW)
    hello, *rest = outbox(make, MessageState.PENDING)
    assert hello.kind is MessageKind.SETUP_DONE
    assert [row.message_id for row in rest] == [row.message_id for row in waiting]


def test_what_the_worker_read_before_the_channel_was_known_is_taken_anew(make: Factory) -> None:
    in_hand = make.message(lease_until=NOW)
    setup.save(make.session, ANA, FIRST, now=NOW)
    assert in_hand.lease_until is None
    assert next(row.kind for row in outbox(make, MessageState.PENDING)) is MessageKind.SETUP_DONE


def test_what_is_being_posted_in_the_old_channel_is_left_to_its_worker(done: Factory) -> None:
    in_hand = done.message(lease_until=NOW)
    setup.save(done.session, ANA, Changes(triage_channel_id="CNEW"), now=NOW)
    assert in_hand.lease_until == NOW


def test_more_than_a_thousand_held_messages_are_all_let_go(make: Factory) -> None:
    for _ in range(1001):
        make.message(state=MessageState.HELD)
    setup.save(make.session, ANA, FIRST, now=NOW)
    assert outbox(make, MessageState.HELD) == []


def test_a_new_channel_gets_what_had_died_in_its_lane_alone(done: Factory) -> None:
    dead = done.message(lane="triage", state=MessageState.DEAD, error="no")
    other = done.message(lane="digest", state=MessageState.DEAD, error="no")
    setup.save(done.session, ANA, Changes(triage_channel_id="CNEW"), now=NOW)
    assert (dead.state, other.state) == (MessageState.PENDING, MessageState.DEAD)
    hellos = [row.lane for row in outbox(done, MessageState.PENDING) if row.kind is MessageKind.SETUP_DONE]
    assert sorted(hellos) == ["digest", "triage", "triage"]


def test_changing_anything_else_says_nothing_in_channels(done: Factory) -> None:
    before = len(outbox(done))
    setup.save(done.session, ANA, Changes(currency="EUR", regions=("Wales",)), now=NOW)
    assert len(outbox(done)) == before


def test_a_reason_that_somebody_worded_keeps_its_words_when_the_noun_changes(done: Factory) -> None:
    ours, theirs = done.reason("No suitable heading"), done.reason("Wanted a heading in gold")
    setup.save(done.session, ANA, Changes(item_noun="plan"), now=NOW)
    labels = {reason.reason_id: reason.label for reason in done.session.scalars(select(Reason))}
    assert labels == {ours.reason_id: "No suitable plan", theirs.reason_id: "Wanted a heading in gold"}


def test_regions_come_go_return_and_change_their_spelling(done: Factory) -> None:
    def live() -> dict[str, Any]:
        return {one.name: one.region_id for one in workspaces.regions(done.session, workspace_id="T1")}

    assert regions.settle(done.session, ANA, ("Wales", "North"), now=NOW) == ("North", "Wales")
    first = live()
    assert regions.settle(done.session, ANA, ("NORTH",), now=NOW) == ()
    assert live() == {"NORTH": first["North"]}
    assert regions.settle(done.session, ANA, ("north", "wales"), now=NOW) == ("wales",)
    assert live() == {"north": first["North"], "wales": first["Wales"]}
    assert [entry.deed for entry in deeds(done)].count("regions_changed") == 3


def test_a_region_that_is_taken_out_takes_its_coordinators_role_with_it(done: Factory) -> None:
    regions.settle(done.session, ANA, ("Wales", "North"), now=NOW)
    wales = next(one for one in workspaces.regions(done.session, workspace_id="T1") if one.name == "Wales")
    setup.save(done.session, ANA, Changes(coordinators={wales.region_id: ("UTOM",)}), now=NOW)
    assert held_by(done, Role.COORDINATOR) == ["UTOM"]
    setup.save(done.session, ANA, Changes(regions=("North",), coordinators={wales.region_id: ("UANA",)}), now=NOW)
    assert held_by(done, Role.COORDINATOR) == []


def test_names_are_read_one_a_line_in_any_script_and_once_each() -> None:
    text = "  North   West \r\n\nnorth west\nاسكتلندا\n🌊\n🌋\n<!channel>\n"
    assert regions.listed(text) == ("North West", "اسكتلندا", "🌊", "🌋", "<!channel>")
    assert regions.listed("") == ()


def test_only_an_admin_sends_again_what_died_and_twice_is_once(done: Factory) -> None:
    first, second = (done.message(state=MessageState.DEAD, error="no") for _ in range(2))
    with pytest.raises(NotAllowed):
        stuck.retry(done.session, TOM, first.message_id)
    assert stuck.retry(done.session, ANA, first.message_id) == 2
    assert second.state is MessageState.PENDING
    assert first.position < second.position
    with pytest.raises(Gone):
        stuck.retry(done.session, ANA, first.message_id)


def test_letting_go_spares_what_failed_for_another_reason(done: Factory) -> None:
    first = done.message(lane="dm:UTOM", state=MessageState.DEAD, error="gone")
    other = done.message(lane="dm:UTOM", state=MessageState.DEAD, error="too long")
    assert stuck.let_go(done.session, ANA, first.message_id, now=NOW) == 1
    assert (first.state, other.state) == (MessageState.SENT, MessageState.DEAD)
    assert deeds(done)[-1].deed == "messages_let_go"


def test_what_somebody_logged_is_retried_but_never_let_go(done: Factory) -> None:
    report = done.message(lane="in:UTOM", state=MessageState.DEAD, error="a fault")
    with pytest.raises(NotAllowed, match="never let go"):
        stuck.let_go(done.session, ANA, report.message_id, now=NOW)
    assert stuck.retry(done.session, ANA, report.message_id) == 1


def test_a_workspace_never_touches_another(done: Factory, database: Database) -> None:
    other = Factory(done.session, "T2")
    held = other.message(state=MessageState.HELD)
    setup.save(done.session, ANA, Changes(triage_channel_id="CNEW", currency="EUR", regions=("X",)), now=NOW)
    assert held.state is MessageState.HELD
    assert done.session.get_one(Workspace, "T2").currency == "GBP"
