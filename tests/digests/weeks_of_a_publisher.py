"""Four weeks to read digests by: a full one, a quiet one, a first one, and one that names nobody."""

from datetime import datetime, timedelta

from bot.usecases.rollups import count_due
from storage.models import Evidence, RequestStatus, Stage
from storage.queries import rollups
from tests.digests.market import DUE, MONDAY, WEEK, Market

SOLAR = "Solar & battery installers"
CHARGERS = "EV charger fitting"
GROOMING = "Mobile dog grooming"
BILLING = "Monthly billing"
INSERTS = "Printed inserts for trades"


def full_week(market: Market) -> None:
    """Many customers, lost deals, decisions, and three weeks before to compare with."""
    for user_id, name in {"U1": "Jo Marsh", "U2": "Sam Reed", "U3": "Ada Cole", "U4": "Lee Fox"}.items():
        market.person(user_id, name)
    market.person("UPRIYA", "Priya Nair")
    market.person("UTOM", "Tom Ash")
    for region in ("South West", "North", "London", "Wales"):
        market.region(region)
    for position, label in enumerate(("Price", "No suitable heading", "Competitor", "Timing or missed the close")):
        market.reason(label, position)
    _requests(market)
    _weeks_before(market)
    _asked(market)
    _deals(market)
    _decided(market)
    _answered_at_once(market)


def _requests(market: Market) -> None:
    early = MONDAY - 2 * WEEK
    market.request(SOLAR, owner="UPRIYA", opened_at=early, decide_by=DUE - timedelta(days=2))
    market.request(CHARGERS, owner="UPRIYA", opened_at=MONDAY + timedelta(days=1), decide_by=DUE + timedelta(days=1))
    market.request(GROOMING, opened_at=MONDAY + timedelta(days=2), decide_by=DUE + timedelta(days=9))
    market.request("Tree surgeons", opened_at=early, owner="UTOM", decide_by=DUE + timedelta(days=10))
    market.request("Heat-pump servicing", opened_at=MONDAY, decide_by=DUE + timedelta(days=11))
    market.request("Garden offices", opened_at=MONDAY, decide_by=DUE + timedelta(days=12))
    market.request(BILLING, status=RequestStatus.PILOT, opened_at=early)
    market.request(INSERTS, status=RequestStatus.DECLINED, opened_at=early)
    market.request("EV charging", status=RequestStatus.ANSWERED, item="Electric vehicle charging")


def _weeks_before(market: Market) -> None:
    for number in (1, 2, 3):
        at = MONDAY - number * WEEK
        market.report("U1", f"Early Bird {number}", about=BILLING, at=at, region="South West")
        market.report("U2", f"Second Cup {number}", about=INSERTS, at=at, region="North")
        market.lost("U3", f"Gone {number}", at=at, reasons=["Price"], value=900, region="London")
    early = market.report("U1", "Sunnyside", about=SOLAR, at=MONDAY - WEEK, region="South West")
    market.in_theme(early, "solar panels", name="Solar and batteries")
    market.won("U4", "Happy Days", at=MONDAY - WEEK, value=2000, region="London")


def _asked(market: Market) -> None:
    words = (
        "We are not electricians and we are not roofers. People look for *solar* <right now> & we are under neither."
    )
    solar = {
        "Brightside": ("U1", "South West", words),
        "Sunnyside": ("U1", "South West", ""),
        "Panel Power": ("U2", "South West", "My trade is not in your book."),
        "Roof Rays": ("U3", "North", ""),
    }
    for number, (account, (rep, region, said)) in enumerate(solar.items()):
        report_id = market.report(
            rep,
            account,
            about=SOLAR,
            at=MONDAY + timedelta(days=number),
            value=4000,
            region=region,
            segment="installer",
            said=said,
            is_unasked=bool(said),
            evidence=Evidence.CUSTOMER_WORDS if said else Evidence.OPINION,
        )
        market.in_theme(report_id, "solar panels", name="Solar and batteries")
    market.report("U3", None, about=SOLAR, region="North")
    garages = "Nobody finds us under garages."
    for report_id in (
        market.report("U2", "Plug & Go", about=CHARGERS, value=1200, region="London", said=garages),
        market.report("U3", "Amp It", about=CHARGERS, region="London", is_unasked=False),
    ):
        market.in_theme(report_id, "charging at home")
    market.report("U4", "Cold Comfort", about="Heat-pump servicing", region="London")
    market.report("U1", "Warm Front", about="Heat-pump servicing", region="South West")
    for number in range(5):
        market.report("U4", f"Kennel {number}", about=GROOMING, region="London", is_unasked=True)
    market.report("U1", "Oak & Ash", about="Tree surgeons", region="South West")
    market.report("U1", "Oak & Ash", about="Tree surgeons", region="South West", at=MONDAY + timedelta(hours=3))


def _deals(market: Market) -> None:
    market.lost(
        "U2",
        "Volt Bros",
        about=SOLAR,
        value=3600,
        reasons=["No suitable heading"],
        region="North",
        said="If you had a heading for solar I would buy an ad under it tomorrow.",
        evidence=Evidence.CUSTOMER_WORDS,
    )
    market.lost(
        "U1",
        "Ace Roofing",
        value=4800,
        reasons=["Price", "Competitor"],
        lost_to=["Yelp"],
        region="South West",
        said="Half the calls Ace Roofing paid for never came.",
        evidence=Evidence.CUSTOMER_WORDS,
    )
    market.lost("U4", "Bloom", value=1500, reasons=["Price"], lost_to=["Google Ads"], region="London")
    market.lost("U4", None, value=700, region="London")
    market.won("U3", "Hale & Sons", value=5200, region="North")


def _decided(market: Market) -> None:
    pilot = market.change(
        BILLING, RequestStatus.PILOT, by="UTOM", words="In the Midlands from 1 December, to see who pays on time"
    )
    market.change(
        INSERTS, RequestStatus.DECLINED, by="UPRIYA", words="Printing costs more than the inserts bring.", at=DUE - WEEK
    )
    market.change("EV charging", RequestStatus.ANSWERED, by="UPRIYA")
    for number in (1, 2):
        behind = market.report("U1", f"Pay Monthly {number}", about=BILLING, at=MONDAY - 2 * WEEK)
        market.told(behind, pilot, passed_on_at=DUE - timedelta(days=3) if number == 1 else None)


def _answered_at_once(market: Market) -> None:
    for rep, account in (("U1", "Brightside"), ("U2", "Panel Power"), ("U2", "Brightside")):
        market.answer(market.report(rep, account, region="South West"), "Drone Services")


def quiet_week(market: Market) -> None:
    """Two customers and nothing decided."""
    market.report("U1", "Brightside", about=SOLAR)
    market.lost("U1", "Ace Roofing", value=4800)


def first_week(market: Market) -> None:
    """Three customers, and nobody before them."""
    for number, rep in enumerate(("U1", "U2", "U3")):
        market.report(rep, f"Panel {number}", about=SOLAR, region="North")


def unnamed_week(market: Market) -> None:
    """Reports that name no account: one loud rep and two others."""
    for number in range(4):
        market.report("U1", None, about=SOLAR, at=MONDAY + timedelta(hours=number), value=100)
    market.report("U2", None, about=SOLAR)
    market.report("U3", None, about=CHARGERS)


def single_voices(market: Market) -> None:
    """Four wants, each of one customer, after a week like it."""
    for number, about in enumerate((SOLAR, CHARGERS, GROOMING, BILLING)):
        market.report(f"U{number}", f"Account {number}", about=about, region="North")
        market.report(f"U{number}", f"Account {number}", about=about, region="North", at=MONDAY - WEEK)


def deals_only(market: Market) -> None:
    """Deals lost and won, nothing asked for; one region of two stays silent."""
    market.region("Wales")
    for number in range(3):
        market.lost("U1", f"Prospect {number}", value=1000, reasons=["Price"], lost_to=["Yelp"], region="North")
    market.lost("U2", "Prospect 9", value=250, currency="EUR", region="North")
    market.won("U2", "Happy Days", value=2000, region="North")


def moving_weeks(market: Market) -> None:
    """Thirty weeks of two wants in two regions; then many in South West ask for solar panels, and a want is new."""
    for back in range(30, -1, -1):
        at = MONDAY - back * WEEK
        for region, rep in (("South West", "U1"), ("North", "U2")):
            for number in range(2 + back % 2):
                of_theme(market, rep, f"Panel {region} {back} {number}", "solar panels", region, at)
            for number in range(3 + (back + 1) % 2):
                of_theme(market, rep, f"Kennel {region} {back} {number}", "dog grooming", region, at)
    for number, rep in enumerate(("U1", "U3", "U4", "U3", "U4", "U1", "U3", "U4")):
        said = "We are not electricians, and people look for solar." if number == 1 else ""
        of_theme(market, rep, f"New Panel {number}", "solar panels", "South West", MONDAY, value=4000, said=said)
    for number in range(3):
        of_theme(market, f"U{number}", f"Bee Garden {number}", "bee hotels", "North", MONDAY)
    count_weeks(market)


def count_weeks(market: Market) -> None:
    """Have the weeks counted, as the bot does by itself."""
    days = [MONDAY - number * timedelta(days=1) for number in range(-42, 7 * 32)]
    rollups.mark_days(market.session, workspace_id=market.workspace_id, moments=days)
    while count_due(market.session, market.workspace_id):
        pass


def of_theme(
    market: Market,
    rep: str,
    account: str,
    theme: str,
    region: str,
    at: datetime,
    value: int | None = None,
    said: str = "",
) -> None:
    """A report of a theme, of which one has a name."""
    made = market.report(rep, account, region=region, at=at, value=value, said=said)
    market.in_theme(made, theme, name={"solar panels": "Solar panels"}.get(theme, ""))


def selling_quarter(market: Market) -> None:
    """Thirteen weeks of deals lost and won: reasons, competitors, stages, money in two currencies, one deal large."""
    for position, label in enumerate(("Price", "No suitable heading", "Went to a competitor", "Timing")):
        market.reason(label, position)
    stages = (Stage.CONSIDERING, Stage.NEGOTIATING, Stage.RENEWAL, None, Stage.NOT_AWARE)
    reasons: tuple[list[str], ...] = (
        ["Price"],
        ["Price", "Timing"],
        ["No suitable heading"],
        ["Went to a competitor"],
        [],
    )
    for week in range(13):
        for number in range(3):
            turn = week * 3 + number
            given = reasons[turn % 5]
            market.lost(
                f"U{turn % 4}",
                f"Gone {turn}",
                at=MONDAY - week * WEEK,
                value=9_000 if turn == 2 else 400 + 50 * (turn % 7),
                currency="EUR" if turn % 9 == 4 else "GBP",
                region=("North", "South West")[turn % 2],
                reasons=given,
                lost_to=["Yelp"] if turn % 3 == 0 else ["Google Ads"] if turn % 8 == 1 else [],
                about=SOLAR if "No suitable heading" in given else None,
                stage=stages[turn % 5],
                evidence=Evidence.OPINION if turn % 6 == 0 else Evidence.CUSTOMER_WORDS,
                said="Your rival is half the price." if turn == 0 else "",
            )
        for number in range(2):
            turn = week * 2 + number
            lost_to = ["Yelp"] if turn % 13 == 0 else ["Google Ads"] if turn % 4 == 1 else []
            market.won(f"U{turn % 3}", f"Won {turn}", at=MONDAY - week * WEEK, value=700, lost_to=lost_to)
    for number in range(4):
        market.report(f"U{number}", f"Panel {number}", about=SOLAR, region="North", is_unasked=number != 1, value=500)
