"""A publisher's reps in week 47, added to a database: what they heard, what was answered, whom they told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from digests.people import rep, team
from digests.people.report import RepReport, TeamReport
from storage.database import Session
from storage.models import ChangeKind, Report, ReportKind, Request, RequestChange, RequestStatus
from tests.factories import NOW, Factory

START, END = datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)
DUE = END + timedelta(hours=9)
DAY = timedelta(days=1)
MAYA, TOM, ZOE = "UMAYA", "UTOM", "UZOE"


def rep_of(session: Session, user_id: str = MAYA) -> RepReport:
    """A rep's edition of week 47."""
    return rep.build(session, workspace_id="T1", user_id=user_id, start=START, end=END, period="2026-W47", now=DUE)


def team_of(session: Session, *members: str, user_id: str = "UBOSS") -> TeamReport:
    """A manager's edition of week 47."""
    return team.build(
        session,
        workspace_id="T1",
        user_id=user_id,
        team=members,
        start=START,
        end=END,
        period="2026-W47",
        now=DUE,
    )


def decided(
    make: Factory, request: Request, to: RequestStatus, *told: Report, at: datetime = NOW + DAY, **columns: Any
) -> RequestChange:
    """A decision, which the request follows, and the marks on the reports whose reps heard of it."""
    given = {"kind": ChangeKind.DECIDED, "from_status": request.status, **columns}
    request.status = to
    change = make.change(request, to_status=to, at=at, **given)
    for report in told:
        make.told(report, change, told_at=at)
    return change


def busy_week(make: Factory) -> None:
    """A rep with news of every kind, two colleagues, and a region in which not everything is sold."""
    north, wales = make.region("North West"), make.region("Wales")
    for user_id, name in ((MAYA, "Maya Okafor"), (TOM, "Tom Reed"), (ZOE, "Zoe Hill"), ("UBOSS", "Bo Lund")):
        make.person(user_id, name=name, region_id=north.region_id)
    make.person("UPRIYA", name="Priya Nair")
    ace, bell, cup = make.account("Ace Roofing"), make.account("Bell Plumbing"), make.account("Cup & Saucer")
    solar = make.request("solar panels")
    for who, account in ((MAYA, ace), (MAYA, bell), (TOM, ace), (ZOE, cup)):
        make.link(make.report("solar", reporter_id=who, account=account, region=north), solar)
    make.link(make.report("solar", reporter_id="UFAR", account=make.account("Far Off"), region=wales), solar)
    early = NOW - 20 * DAY
    inserts = make.report("inserts", reporter_id=MAYA, account=bell, logged_at=early)
    decided(
        make,
        make.request("inserts in the printed book", inserts),
        RequestStatus.DECLINED,
        inserts,
        words="printing costs more than the inserts bring",
    )
    monthly = make.report("monthly billing", reporter_id=MAYA, account=cup, logged_at=early)
    decided(
        make,
        make.request("monthly billing", monthly),
        RequestStatus.DEFERRED,
        monthly,
        words="we look at it with the new tariffs",
        until=date(2027, 3, 1),
    )
    charging = make.item("Electric vehicle charging", on_sale_on=date(2026, 11, 18), talk_track="Drivers look for you.")
    plugs = make.report("EV charging", reporter_id=MAYA, account=ace, logged_at=early)
    tills = make.report("EV charging", reporter_id=TOM, account=bell, logged_at=early)
    garages = make.request("EV charging", plugs, tills, item_id=charging.item_id)
    decided(make, garages, RequestStatus.ANSWERED, plugs, tills)
    make.sold_in(make.item("Ferry trips", on_sale_on=date(2026, 11, 18)), wales)
    price = make.reason("Price")
    make.report(
        "too dear", reporter_id=MAYA, account=cup, kind=ReportKind.LOST_DEAL, value_minor=480_000, reasons=(price,)
    )
    make.report("gone", reporter_id=TOM, account=bell, kind=ReportKind.LOST_DEAL, value_minor=90_000, currency="EUR")
    make.report("yes", reporter_id=ZOE, account=ace, kind=ReportKind.WON_DEAL, value_minor=520_000)
    make.question(plugs, "How many charging points?", asked_by_id="UPRIYA", request_id=garages.request_id)
    slow = make.report("kennels", reporter_id=ZOE, account=bell, logged_at=early)
    make.request("dog kennels", slow, first_answer_by=early + 2 * DAY, decide_by=early + 14 * DAY)


def quiet_week(make: Factory) -> None:
    """A team to whom nothing happened."""
    north = make.region("North West")
    for user_id in (MAYA, TOM, "UBOSS"):
        make.person(user_id, region_id=north.region_id)
