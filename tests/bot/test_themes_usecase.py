"""Themes in the database: found, carried over, and always as people said."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import FormError, Gone, NotAllowed, TooLate
from bot.usecases import theme_desk, theme_pages
from bot.usecases import themes as weekly
from bot.usecases.actor import Actor
from bot.usecases.likeness import Likeness
from digests.similarity.letters import Letters
from digests.themes import finding
from storage.database import Database
from storage.models import AuditEntry, Report, Role, RoleGrant, TextVector, Theme, ThemeReport
from storage.queries import themes
from tests.factories import NOW, Factory

PRIYA, MAYA = Actor("T1", "U2"), Actor("T1", "U1")
PLACES = ("Leeds", "York", "Hull", "Ripon", "Selby", "Whitby", "Skipton")
WANTS = {
    "bees": "bee keeping courses for beginners in {}",
    "drones": "aerial drone photography of roofs in {}",
    "boilers": "emergency boiler repair at night in {}",
}


def said(topic: str, places: Iterable[str] = PLACES) -> list[str]:
    return [WANTS[topic].format(place) for place in places]


def fill(database: Database, wants: Iterable[str], *, start: int = 0) -> list[uuid.UUID]:
    """Reports of these wants, one a minute, each of an account of its own, read and ready to be grouped."""
    with database.write() as session:
        make = Factory(session)
        if session.get(RoleGrant, ("T1", PRIYA.user_id, Role.MARKETER, "")) is None:
            make.grant(Role.MARKETER, PRIYA.user_id)
        ids = [
            make.report(
                want,
                account=make.account(f"Account {start + number}"),
                logged_at=NOW + timedelta(minutes=start + number),
            ).report_id
            for number, want in enumerate(wants)
        ]
    Likeness(database, Letters, most_bytes=0).read_everything("T1", lambda *_: None)
    return ids


def group(database: Database, weeks: int = 0, period: str = "") -> weekly.Grouped | None:
    return weekly.regroup(database, Letters(), "T1", now=NOW + timedelta(weeks=weeks), period=period)


def theme_of(database: Database, report_id: uuid.UUID) -> uuid.UUID | None:
    with database.read() as session:
        placed = session.get(ThemeReport, ("T1", report_id))
        return placed.theme_id if placed else None


def titles(database: Database) -> set[str]:
    with database.read() as session:
        page = theme_pages.page(session, PRIYA, begins=0, limit=50, now=NOW)
        return {line.theme.title for line in page.lines}


@pytest.fixture
def three(database: Database) -> dict[str, list[uuid.UUID]]:
    """Three topics, grouped once, and a want that nobody else has."""
    ids = {topic: fill(database, said(topic), start=index * 100) for index, topic in enumerate(WANTS)}
    ids["alone"] = fill(database, ["zzz qqq xxx"], start=900)
    group(database)
    return ids


def test_what_belongs_together_is_found_named_and_shown_with_an_example(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    for topic in WANTS:
        assert len({theme_of(database, one) for one in three[topic]}) == 1
        assert theme_of(database, three[topic][0]) is not None
    assert theme_of(database, three["alone"][0]) is None
    with database.read() as session:
        page = theme_pages.page(session, PRIYA, begins=0, limit=50, now=NOW)
        assert (page.total, page.unsorted) == (3, 1)
        assert {line.size.accounts for line in page.lines} == {7}
        for line in page.lines:
            assert line.theme.example in {want for topic in WANTS for want in said(topic)}
            assert line.theme.label


def test_next_week_a_theme_is_still_itself_and_takes_in_what_is_new(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    before = theme_of(database, three["bees"][0])
    new = fill(database, said("bees", ["Malton", "Thirsk"]), start=1_000)
    found = group(database, weeks=1)
    assert found is not None
    assert found.new == 0
    assert {theme_of(database, one) for one in [*three["bees"], *new]} == {before}


def behind(database: Database, report_ids: Iterable[uuid.UUID], title: str) -> None:
    """A request that these reports stand behind."""
    with database.write() as session:
        Factory(session).request(title, *(session.get_one(Report, ("T1", one)) for one in report_ids))


def test_reports_behind_one_request_are_one_theme_with_the_name_that_people_gave_the_request(
    database: Database,
) -> None:
    ids = fill(database, ["coils", "my lad next door", "the smell of mango", "better than tobacco", "refills"])
    behind(database, ids, "vape shops")
    found = group(database)
    assert found is not None
    assert (found.themes, found.unsorted) == (1, 0)
    assert titles(database) == {"Vape shops"}


def test_a_customers_own_sentence_is_no_title_of_a_theme(database: Database) -> None:
    ids = fill(database, ["do vapes now", "vapes next door", "vapes, mango ones", "vapes for Ann", "refills"])
    behind(database, ids, "do vapes now")
    group(database)
    assert titles(database) == {"Vapes"}


def test_a_label_is_renewed_each_week_and_a_persons_name_is_not(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    bees, drones = (theme_of(database, three[topic][0]) for topic in ("bees", "drones"))
    assert bees is not None
    with database.write() as session:
        theme_desk.name(session, PRIYA, bees, name="bee School", now=NOW)
        session.get_one(Theme, ("T1", drones)).label = "signed"
    behind(database, three["bees"], "Honey")
    group(database, weeks=1)
    assert "bee School" in titles(database)
    assert not titles(database) & {"signed", "Signed", "Honey"}


def test_no_label_has_a_customers_name(database: Database) -> None:
    fill(database, [f"Account {number} wants topiary in spring" for number in range(7)])
    group(database)
    assert {title for title in titles(database) if "ccount" in title} == set()
    assert titles(database)


def test_of_a_few_reports_of_many_kinds_none_is_made_a_theme(database: Database) -> None:
    odd = ["kettles", "a quiz on Monday", "fjord trips", "cello tuning", "zebra rides", "mime", "yurts", "jam"]
    fill(database, odd)
    assert group(database) == weekly.Grouped(themes=0, new=0, reports=8, unsorted=8)


def test_a_week_is_grouped_once_whoever_comes_first(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    assert group(database, period="2026-W46") is not None
    assert group(database, period="2026-W46") is None
    assert group(database, period="2026-W47") is not None


def test_a_workspace_without_reports_has_no_themes(database: Database) -> None:
    with database.write() as session:
        Factory(session).grant(Role.MARKETER, PRIYA.user_id)
    assert group(database) == weekly.Grouped(0, 0, 0, 0)
    assert titles(database) == set()


def test_a_damaged_vector_is_like_nothing_and_stops_nobody(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    with database.write() as session:
        session.query(TextVector).filter_by(owner_id=three["bees"][0]).one().vector = b"\x01\x02"
    found = group(database, weeks=1)
    assert found is not None
    assert found.themes == 3


def test_a_name_stays_and_so_does_what_is_in_it(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    theme_id = theme_of(database, three["bees"][0])
    assert theme_id is not None
    with database.write() as session:
        theme_desk.name(session, PRIYA, theme_id, name="  Bee   courses ", now=NOW)
    fill(database, said("drones", PLACES * 3), start=2_000)
    group(database, weeks=1)
    assert "Bee courses" in titles(database)
    with database.read() as session:
        rows = [session.get_one(ThemeReport, ("T1", one)) for one in three["bees"]]
        assert {(row.theme_id, row.is_pinned, row.placed_by_id) for row in rows} == {(theme_id, True, "U2")}
        [entry] = session.query(AuditEntry).filter_by(deed="theme_named").all()
        assert entry.after == {"title": "Bee courses"}


def test_a_confirmed_theme_is_confirmed_once(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    theme_id = theme_of(database, three["bees"][0])
    assert theme_id is not None
    with database.write() as session:
        assert theme_desk.confirm(session, PRIYA, theme_id, now=NOW).is_confirmed
    with database.write() as session, pytest.raises(TooLate, match="confirmed already"):
        theme_desk.confirm(session, PRIYA, theme_id, now=NOW)


def test_a_merged_theme_becomes_part_of_the_other_for_good(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    bees, drones = (theme_of(database, three[topic][0]) for topic in ("bees", "drones"))
    assert bees is not None
    assert drones is not None
    with database.write() as session:
        assert theme_desk.merge(session, PRIYA, bees, into_id=drones, now=NOW).theme_id == drones
    group(database, weeks=1)
    assert {theme_of(database, one) for one in [*three["bees"], *three["drones"]]} == {drones}
    with database.write() as session, pytest.raises(Gone, match="became part of"):
        theme_desk.confirm(session, PRIYA, bees, now=NOW)
    with database.write() as session, pytest.raises(FormError, match="same theme"):
        theme_desk.merge(session, PRIYA, drones, into_id=bees, now=NOW)


def test_what_is_split_off_is_a_theme_of_its_own_and_stays_out_of_the_old_one(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    bees = theme_of(database, three["bees"][0])
    assert bees is not None
    with database.write() as session:
        made = theme_desk.split_off(
            session, PRIYA, bees, report_ids=three["bees"][:2], name="Bees in Leeds", now=NOW
        ).theme
    group(database, weeks=1)
    assert {theme_of(database, one) for one in three["bees"][:2]} == {made.theme_id}
    assert {theme_of(database, one) for one in three["bees"][2:]} == {bees}


def test_a_moved_report_stays_moved(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    bees, drones = (theme_of(database, three[topic][0]) for topic in ("bees", "drones"))
    assert bees is not None
    with database.write() as session:
        theme_desk.move(session, PRIYA, bees, report_ids=three["bees"][:1], into_id=drones, now=NOW)
    group(database, weeks=1)
    group(database, weeks=2)
    assert theme_of(database, three["bees"][0]) == drones
    assert {theme_of(database, one) for one in three["bees"][1:]} == {bees}


def test_what_is_not_this_theme_never_comes_back_to_it(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    bees = theme_of(database, three["bees"][0])
    assert bees is not None
    with database.write() as session:
        theme_desk.confirm(session, PRIYA, bees, now=NOW)
        theme_desk.keep_out(session, PRIYA, bees, report_ids=three["bees"][:1], now=NOW)
    for week in (1, 2):
        group(database, weeks=week)
        assert theme_of(database, three["bees"][0]) != bees


def test_what_a_person_did_while_the_machine_was_grouping_stands(
    database: Database, three: dict[str, list[uuid.UUID]], monkeypatch: pytest.MonkeyPatch
) -> None:
    bees, drones = (theme_of(database, three[topic][0]) for topic in ("bees", "drones"))
    assert bees is not None
    fill(database, said("boilers", ["Malton"]), start=3_000)
    really = finding.find

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        with database.write() as session:
            theme_desk.move(session, PRIYA, bees, report_ids=three["bees"][:1], into_id=drones, now=NOW)
            theme_desk.keep_out(session, PRIYA, bees, report_ids=three["bees"][1:2], now=NOW)
        return really(*args, **kwargs)

    monkeypatch.setattr(weekly, "find", meanwhile)
    group(database, weeks=1)
    assert theme_of(database, three["bees"][0]) == drones
    assert theme_of(database, three["bees"][1]) != bees


def test_what_somebody_moved_while_the_form_was_open_stays_where_they_moved_it(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    bees, drones, boilers = (theme_of(database, three[topic][0]) for topic in WANTS)
    assert bees is not None
    chosen = three["bees"][:2]
    with database.write() as session:
        theme_desk.move(session, PRIYA, bees, report_ids=chosen[:1], into_id=drones, now=NOW)
    with database.write() as session:
        assert theme_desk.move(session, PRIYA, bees, report_ids=chosen, into_id=boilers, now=NOW).reports == 1
        with pytest.raises(FormError, match="Somebody took these out of"):
            theme_desk.keep_out(session, PRIYA, bees, report_ids=chosen, now=NOW)
    assert [theme_of(database, one) for one in chosen] == [drones, boilers]


def test_what_was_kept_out_of_a_theme_does_not_come_back_by_its_merge(
    database: Database, three: dict[str, list[uuid.UUID]]
) -> None:
    bees, drones = (theme_of(database, three[topic][0]) for topic in ("bees", "drones"))
    assert bees is not None
    with database.write() as session:
        theme_desk.keep_out(session, PRIYA, bees, report_ids=three["bees"][:1], now=NOW)
        theme_desk.merge(session, PRIYA, bees, into_id=drones, now=NOW)
    group(database, weeks=1)
    assert theme_of(database, three["bees"][0]) != drones
    assert theme_of(database, three["bees"][1]) == drones


def test_only_marketing_sees_and_changes_themes(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    bees = theme_of(database, three["bees"][0])
    assert bees is not None
    with database.write() as session:
        with pytest.raises(NotAllowed):
            theme_pages.page(session, MAYA, begins=0, limit=5, now=NOW)
        with pytest.raises(NotAllowed):
            theme_desk.name(session, MAYA, bees, name="Mine", now=NOW)


def test_forms_say_what_is_missing(database: Database, three: dict[str, list[uuid.UUID]]) -> None:
    bees, drones = (theme_of(database, three[topic][0]) for topic in ("bees", "drones"))
    assert bees is not None
    assert drones is not None
    with database.write() as session:
        with pytest.raises(FormError, match="short name for what"):
            theme_desk.name(session, PRIYA, bees, name="  ", now=NOW)
        with pytest.raises(FormError, match="Pick the theme"):
            theme_desk.merge(session, PRIYA, bees, into_id=None, now=NOW)
        with pytest.raises(FormError, match="at least one report"):
            theme_desk.move(session, PRIYA, bees, report_ids=[], into_id=drones, now=NOW)
        with pytest.raises(FormError, match="another theme"):
            theme_desk.move(session, PRIYA, bees, report_ids=three["bees"], into_id=bees, now=NOW)
        with pytest.raises(FormError, match="name for the new theme"):
            theme_desk.split_off(session, PRIYA, bees, report_ids=three["bees"][:1], name="", now=NOW)
        theme_desk.name(session, PRIYA, drones, name="Drones", now=NOW)
        with pytest.raises(FormError, match="already"):
            theme_desk.name(session, PRIYA, bees, name="drones", now=NOW)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["move", "out", "confirm", "group"]), st.integers(0, 20), st.integers(0, 2)),
        max_size=8,
    )
)
def test_whatever_people_and_the_machine_do_what_people_said_last_holds(
    database: Database, deeds: list[tuple[str, int, int]]
) -> None:
    with database.write() as session:
        for name in ("theme_report", "theme_refusal", "theme", "text_vector", "report", "account"):
            session.connection().exec_driver_sql(f"delete from {name}")
    ids = [one for index, topic in enumerate(WANTS) for one in fill(database, said(topic), start=index * 100)]
    group(database)
    with database.read() as session:
        known = [line.theme.theme_id for line in theme_pages.page(session, PRIYA, begins=0, limit=9, now=NOW).lines]
    put: dict[uuid.UUID, uuid.UUID] = {}
    out: dict[uuid.UUID, set[uuid.UUID]] = {}
    for week, (deed, number, which) in enumerate(deeds):
        report_id, theme_id, here = ids[number], known[which % len(known)], theme_of(database, ids[number])
        if deed == "group":
            group(database, weeks=week)
        elif deed == "confirm":
            with database.write() as session:
                theme = themes.find_theme(session, workspace_id="T1", theme_id=theme_id)
                if theme is not None and not theme.is_confirmed:
                    theme_desk.confirm(session, PRIYA, theme_id, now=NOW)
                    put |= {
                        one: theme_id
                        for one in ids
                        if (row := session.get(ThemeReport, ("T1", one))) and row.theme_id == theme_id
                    }
        elif deed == "move" and here is not None and here != theme_id:
            with database.write() as session:
                theme_desk.move(session, PRIYA, here, report_ids=[report_id], into_id=theme_id, now=NOW)
            put[report_id] = theme_id
            out.get(report_id, set()).discard(theme_id)
        elif deed == "out" and here is not None:
            with database.write() as session:
                theme_desk.keep_out(session, PRIYA, here, report_ids=[report_id], now=NOW)
            put.pop(report_id, None)
            out.setdefault(report_id, set()).add(here)
    group(database, weeks=99)
    assert {one: theme_of(database, one) for one in put} == put
    assert all(theme_of(database, one) not in refused for one, refused in out.items())
