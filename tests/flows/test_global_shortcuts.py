"""“Log a request” and “Log a lost deal” among Slack's shortcuts, from wherever somebody is."""

from storage.models import ReportKind, Source
from storage.queries import reports
from tests.flows.conftest import MAYA, TEAM, TRIAGE, Field
from tests.flows.steps import Json, calls, deliver_again, deliveries, pick, quiet, value_of


def choose(field: Field, callback_id: str) -> Json:
    """Maya chooses a shortcut."""
    return field.control("shortcut", user=MAYA, callback_id=callback_id)


def logged(field: Field) -> list[Json]:
    """What Maya logged: kind and way in, newest first."""
    quiet(field)
    with field.session() as session:
        found = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=9)
        return [{"kind": one.report.kind, "source": one.report.source} for one in found]


def test_a_rep_logs_a_request_from_anywhere(field: Field) -> None:
    assert choose(field, "log_a_request")["ok"]
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Log a request"
    assert not value_of(form, "said")
    assert field.submit(MAYA, said="a heading for bees")["ok"]
    field.message(TRIAGE, "a heading for bees")
    assert logged(field) == [{"kind": ReportKind.REQUEST, "source": Source.SHORTCUT}]
    field.message(f"@{MAYA}", "Request logged.")  # a shortcut belongs to no channel


def test_a_rep_logs_a_lost_deal_from_anywhere(field: Field) -> None:
    assert choose(field, "log_a_lost_deal")["ok"]
    assert field.views(MAYA)[-1]["title"]["text"] == "Log a lost deal"
    account = pick(field, MAYA, "account", "Ace Roofing")
    assert field.submit(MAYA, account=account, reasons=["Price"])["ok"]
    field.message(TRIAGE, "Lost: Ace Roofing")
    assert logged(field) == [{"kind": ReportKind.LOST_DEAL, "source": Source.SHORTCUT}]


def test_a_form_that_opened_though_slack_did_not_say_so_is_known_as_a_shortcuts(field: Field) -> None:
    field.control("faults", method="views.open", kind="drop_after")
    choose(field, "log_a_request")
    assert field.submit(MAYA, said="a heading for bees")["ok"]
    assert logged(field) == [{"kind": ReportKind.REQUEST, "source": Source.SHORTCUT}]


def test_its_form_sent_twice_is_one_report(field: Field) -> None:
    choose(field, "log_a_request")
    assert field.submit(MAYA, said="a heading for bees")["ok"]
    assert deliver_again(field, deliveries(field, "view_submission")[-1]).status == 200
    assert len(logged(field)) == 1


def test_its_form_closed_without_submit_leaves_nothing_to_finish(field: Field) -> None:
    choose(field, "log_a_request")
    field.control("close", user=MAYA, all=True)
    assert logged(field) == []
    field.control("home", user=MAYA)
    home = field.eventually(lambda: field.control(f"home?user={MAYA}")["view"])
    assert "Not sent yet" not in str(home)


def test_when_slack_is_too_slow_for_its_form_one_can_press_again(field: Field) -> None:
    field.control("faults", method="views.open", kind="error", error="expired_trigger_id")
    assert choose(field, "log_a_request")["ok"]
    assert field.views(MAYA) == []
    assert calls(field, "chat.postMessage") == []
    choose(field, "log_a_request")
    assert field.submit(MAYA, said="a heading for bees")["ok"]
    assert len(logged(field)) == 1
