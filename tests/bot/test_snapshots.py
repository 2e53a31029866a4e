"""What forms are filled from is read again when something changed, and never while a form is being opened."""

from bot.usecases.snapshot import Snapshots
from storage.database import Database
from storage.models import ReportKind, Role
from tests.factories import Factory


def test_an_unknown_workspace_has_an_empty_snapshot(database: Database) -> None:
    snapshots = Snapshots(database)
    snapshots.refresh("T9")
    assert snapshots.of("T9").accounts == {}
    assert not snapshots.of("T9").roles_of("U1").has(Role.ADMIN)


def test_a_snapshot_holds_what_forms_show(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        region = make.region("Wales")
        make.account("Ace Roofing", region_id=region.region_id)
        make.reason("Price")
        other = make.reason("Other", code="other", position=1, needs_note=True)
        make.grant(Role.SALES_MANAGER, "U1")
        make.grant(Role.COORDINATOR, "U2", region)
    snapshots = Snapshots(database)
    snapshots.refresh("T1")
    snapshot = snapshots.of("T1")
    assert snapshot.accounts["ace roofing"].region_id == region.region_id
    assert [choice.label for choice in snapshot.reasons[ReportKind.LOST_DEAL]] == ["Price", "Other"]
    assert snapshot.needs_note == {other.reason_id}
    assert snapshot.roles_of("U1").has(Role.SALES_MANAGER)
    assert snapshot.holders(Role.COORDINATOR, region.region_id) == ["U2"]
    assert set(snapshot.region_of) == {"U1", "U2"}


def test_a_change_is_read_in_the_next_round_and_one_that_follows_it_in_the_round_after(database: Database) -> None:
    with database.write() as session:
        Factory(session).account("Ace Roofing")
    snapshots = Snapshots(database)
    snapshots.refresh("T1")
    before = snapshots.of("T1")
    snapshots.refresh_stale()
    assert snapshots.of("T1") is before
    snapshots.stale("T1")
    snapshots.refresh_stale()
    assert snapshots.of("T1") is not before
    with database.write() as session:  # the form that named a new customer is settled only now
        Factory(session).account("Bell Plumbing")
    snapshots.refresh_stale()
    assert "bell plumbing" in snapshots.of("T1").accounts
    settled = snapshots.of("T1")
    snapshots.refresh_stale()
    assert snapshots.of("T1") is settled
