"""The first person sets Groundswell up, and admins change it later."""

from typing import Any

from bot.blocks import setup as blocks
from bot.blocks.currencies import CURRENCIES
from storage.models import MessageState, Role
from storage.queries import outbox, workspaces
from tests.flows.conftest import ANA, DIGEST, GENERAL, MAYA, PRIYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import errors, log, quiet, value_of, whisper, words_of

Json = dict[str, Any]


def open_setup(field: Field, user: str) -> Json:
    """Run `/field setup`; the form."""
    field.command(user, "/field setup")
    return field.views(user)[-1]


def save_first(field: Field, **values: Any) -> Json:
    """Ana is the first to run setup."""
    open_setup(field, ANA)
    return field.submit(ANA, **{"triage_channel": TRIAGE, "digest_channel": DIGEST, **values})


def settings(field: Field) -> Any:
    with field.session() as session:
        return workspaces.get_workspace(session, workspace_id=TEAM["id"])


def holders(field: Field, role: Role) -> set[str]:
    with field.session() as session:
        return {grant.user_id for grant in workspaces.holders(session, workspace_id=TEAM["id"], role=role)}


def known(field: Field, look: Any) -> None:
    """Wait until the forms know what was saved."""
    field.eventually(lambda: look(field.bot.snapshots.of(TEAM["id"])))


def labels(form: Json) -> list[str]:
    return [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]


def test_the_first_person_to_run_setup_becomes_admin_and_the_triage_channel_is_told(bare_field: Field) -> None:
    assert save_first(bare_field, marketers=[PRIYA], admins=[TOM])["ok"]
    hello = bare_field.message(TRIAGE, f"<@{ANA}> set up Groundswell here.")
    assert "everybody who asked hears back" in words_of(hello)
    assert "every Monday at 09:00" in words_of(bare_field.message(DIGEST, "weekly digest"))
    assert holders(bare_field, Role.ADMIN) == {ANA, TOM}
    assert holders(bare_field, Role.MARKETER) == {PRIYA}
    assert settings(bare_field).set_up_at is not None


def test_what_was_logged_before_setup_is_posted_after_the_hello(bare_field: Field) -> None:
    bare_field.command(MAYA, '/request "a heading for drone surveys"')
    assert bare_field.submit(MAYA)["ok"]
    assert "its card is posted once it is" in words_of(whisper(bare_field, MAYA, "Request logged."))
    quiet(bare_field)
    assert bare_field.messages(TRIAGE) == []
    assert save_first(bare_field)["ok"]
    bare_field.message(TRIAGE, "drone surveys")
    said = [words_of(one) for one in bare_field.messages(TRIAGE)]
    assert ["set up Groundswell" in said[0], "drone surveys" in said[1]] == [True, True]


def test_the_form_opens_with_what_is_set_and_nothing_is_asked_of_slack_first(field: Field) -> None:
    before = field.control("calls?since=0")["calls"][-1]["n"]
    form = open_setup(field, ANA)
    assert [one["method"] for one in field.control(f"calls?since={before}")["calls"]] == ["views.open"]
    assert value_of(form, "triage_channel") == TRIAGE
    assert value_of(form, "digest_channel") == DIGEST
    assert value_of(form, "zone")["value"] == "Europe/London"
    assert value_of(form, "digest_time") == "09:00"
    assert value_of(form, "first_answer_days") == "2"
    assert value_of(form, "decision_days") == "10"
    assert value_of(form, "regions") == "North West\nWales"
    assert set(value_of(form, "marketers")) == {PRIYA, TOM}
    assert value_of(form, "admins") == [ANA]
    assert labels(form)[-2:] == ["Coordinators of North West", "Coordinators of Wales"]


def test_everything_that_was_changed_is_saved_and_audited(field: Field) -> None:
    open_setup(field, ANA)
    answer = field.submit(
        ANA,
        zone="America/Chicago",
        digest_day="fri",
        digest_time="16:30",
        item_noun="feature",
        currency="USD",
        first_answer_days="3",
        decision_days="15",
        stages=["committee"],
        committee=[PRIYA, TOM],
        secretary=[TOM],
        sales_managers=[MAYA],
    )
    assert answer["ok"]
    now = settings(field)
    assert (now.timezone, now.digest_at) == ("America/Chicago", "fri 16:30")
    assert (now.item_noun, now.currency) == ("feature", "USD")
    assert (now.first_answer_days, now.decision_days) == (3, 15)
    assert (now.has_committee, now.has_regional_review) == (True, False)
    assert holders(field, Role.COMMITTEE) == {PRIYA, TOM}
    assert holders(field, Role.SALES_MANAGER) == {MAYA}
    with field.session() as session:
        deeds = session.connection().exec_driver_sql("select deed, subject from audit order by audit_id").all()
    assert [tuple(row) for row in deeds] == [
        ("settings_changed", ""),
        ("schedule_changed", ""),
        ("roles_changed", "sales_manager"),
        ("roles_changed", "committee"),
        ("roles_changed", "secretary"),
    ]


def test_saving_an_untouched_form_changes_nothing_and_says_so(field: Field) -> None:
    open_setup(field, ANA)
    assert field.submit(ANA)["ok"]
    quiet(field)
    assert "Nothing changed:* everything stays as it was." in words_of(field.views(ANA)[-1])
    assert field.messages(TRIAGE) == field.messages(DIGEST) == []
    with field.session() as session:
        assert session.connection().exec_driver_sql("select count(*) from audit").scalar_one() == 0


def test_two_admins_with_the_form_open_do_not_undo_each_other(field: Field) -> None:
    open_setup(field, ANA)
    field.submit(ANA, admins=[ANA, TOM])
    known(field, lambda one: TOM in one.holders(Role.ADMIN))
    open_setup(field, ANA)
    open_setup(field, TOM)
    assert field.submit(TOM, decision_days="20")["ok"]
    assert field.submit(ANA, currency="EUR")["ok"]
    assert (settings(field).decision_days, settings(field).currency) == (20, "EUR")


def test_somebody_who_is_no_admin_is_told_kindly_who_is(field: Field) -> None:
    field.command(MAYA, "/field setup")
    assert field.views(MAYA) == []
    assert f"Ask <@{ANA}>" in words_of(whisper(field, MAYA, "set up already"))


def test_of_two_first_runs_at_once_the_second_reads_who_was_quicker(bare_field: Field) -> None:
    open_setup(bare_field, MAYA)
    assert save_first(bare_field)["ok"]
    answer = bare_field.submit(MAYA, triage_channel=GENERAL)
    assert (
        errors(answer)["triage_channel"] == ("Groundswell is set up already. Its admins can change this: Ana Reyes.")
        or "Its admins can change this: ana" in errors(answer)["triage_channel"]
    )
    assert settings(bare_field).triage_channel_id == TRIAGE
    assert holders(bare_field, Role.ADMIN) == {ANA}


def test_the_last_admin_cannot_be_removed_but_one_of_two_can(field: Field) -> None:
    open_setup(field, ANA)
    assert not field.submit(ANA, admins=[])["ok"]
    assert holders(field, Role.ADMIN) == {ANA}
    assert field.submit(ANA, admins=[TOM])["ok"]
    assert holders(field, Role.ADMIN) == {TOM}


def test_the_bot_itself_can_hold_no_role(field: Field) -> None:
    open_setup(field, ANA)
    me = field.bot.identity.bot_user_id
    assert "people only" in errors(field.submit(ANA, marketers=[PRIYA, me]))["marketers"]


def test_new_regions_ask_for_their_coordinators_in_the_form_that_follows(field: Field) -> None:
    open_setup(field, ANA)
    assert field.submit(ANA, regions="North West\nWales\nسكوتلندا 🏔\n\n  wales ")["ok"]
    left = field.views(ANA)[-1]
    assert "Pick who coordinates سكوتلندا 🏔" in words_of(left)
    field.control("click", user=ANA, view_id=left["id"], action_id="open_setup")
    form = field.views(ANA)[-1]
    assert "Coordinators of سكوتلندا 🏔" in labels(form)
    block_id = next(b["block_id"] for b in form["blocks"] if b["block_id"].startswith("coordinators:"))
    assert field.submit(ANA, **{block_id: [MAYA]})["ok"]
    assert field.views(ANA) == []
    assert holders(field, Role.COORDINATOR) == {MAYA}


def test_a_region_under_a_new_spelling_keeps_its_coordinator_and_one_taken_out_loses_it(field: Field) -> None:
    form = open_setup(field, ANA)
    fields = [b["block_id"] for b in form["blocks"] if b["block_id"].startswith("coordinators:")]
    assert field.submit(ANA, **{fields[0]: [MAYA], fields[1]: [TOM]})["ok"]
    open_setup(field, ANA)
    assert field.submit(ANA, regions="north west")["ok"]
    with field.session() as session:
        names = [region.name for region in workspaces.regions(session, workspace_id=TEAM["id"])]
    assert names == ["north west"]
    assert holders(field, Role.COORDINATOR) == {MAYA}


def test_no_regions_at_all_is_fine(field: Field) -> None:
    open_setup(field, ANA)
    assert field.submit(ANA, regions="\n  \n")["ok"]
    with field.session() as session:
        assert list(workspaces.regions(session, workspace_id=TEAM["id"])) == []
    known(field, lambda one: not one.regions)
    assert "Sales regions" in labels(open_setup(field, ANA))


def test_two_hundred_regions_are_too_many_and_seventy_fit_the_form(field: Field) -> None:
    open_setup(field, ANA)
    answer = field.submit(ANA, regions="\n".join(f"Region {number}" for number in range(200)))
    assert errors(answer)["regions"].startswith("These are 200 regions; at most 70 fit.")
    assert field.submit(ANA, regions="\n".join(f"Region {number}" for number in range(70)))["ok"]
    known(field, lambda one: len(one.regions) == 70)
    form = open_setup(field, ANA)
    assert sum(label.startswith("Coordinators of") for label in labels(form)) == 70


def test_days_that_cannot_be_are_refused_beside_their_field(field: Field) -> None:
    open_setup(field, ANA)
    for days in ("-1", "two", "2.5", "0", "1000"):
        answer = field.submit(ANA, first_answer_days=days)
        assert not answer["ok"] or errors(answer), days
        assert settings(field).first_answer_days == 2
    assert (
        "before the first answer"
        in errors(field.submit(ANA, first_answer_days="9", decision_days="3"))["decision_days"]
    )


def test_our_own_reasons_speak_of_what_is_sold_by_its_new_name(field: Field) -> None:
    open_setup(field, ANA)
    assert field.submit(ANA, item_noun="plan")["ok"]
    known(field, lambda one: one.item_noun == "plan")
    field.command(MAYA, "/lost")
    reasons = next(b for b in field.views(MAYA)[-1]["blocks"] if b["block_id"] == "reasons")
    offered = [option["text"]["text"] for option in reasons["element"]["options"]]
    assert offered[:3] == ["No suitable plan", "The plan exists, but was not known", "Price"]


def test_without_a_digest_channel_the_form_says_what_is_left(bare_field: Field) -> None:
    open_setup(bare_field, ANA)
    assert bare_field.submit(ANA, triage_channel=TRIAGE)["ok"]
    assert "Choose the digest channel." in words_of(bare_field.views(ANA)[-1])
    bare_field.control("close", user=ANA, all=True)
    known(bare_field, lambda one: one.is_set_up)
    assert "*Still missing:* the digest channel." in words_of(open_setup(bare_field, ANA))


def test_a_channel_that_slack_refuses_is_explained_and_retried_once_invited(bare_field: Field) -> None:
    bare_field.control("members", channel=TRIAGE, leave=["bot"])
    bare_field.command(MAYA, '/request "a heading for drone surveys"')
    assert bare_field.submit(MAYA)["ok"]
    assert save_first(bare_field)["ok"]

    def died() -> bool:
        with bare_field.session() as session:
            dead = outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.DEAD)
        return len(dead) == 2

    bare_field.eventually(died)
    known(bare_field, lambda one: one.is_set_up)
    bare_field.command(ANA, "/field setup")
    trouble = whisper(bare_field, ANA, "did not arrive")
    assert "2 messages did not arrive in the triage channel" in words_of(trouble)
    assert "/invite @Groundswell" in words_of(trouble)
    bare_field.control("members", channel=TRIAGE, join=["bot"])
    bare_field.click(ANA, trouble, "retry_message", channel=GENERAL)
    bare_field.message(TRIAGE, "drone surveys")
    said = [words_of(one) for one in bare_field.messages(TRIAGE)]
    assert ["set up Groundswell" in said[0], "drone surveys" in said[1]] == [True, True]


def test_another_triage_channel_gets_the_hello_and_what_had_died(field: Field) -> None:
    field.control("members", channel=TRIAGE, leave=["bot"])
    field.command(MAYA, '/request "a heading for drone surveys"')
    assert field.submit(MAYA)["ok"]
    quiet(field)
    open_setup(field, ANA)
    assert field.submit(ANA, triage_channel=GENERAL)["ok"]
    field.message(GENERAL, "chose this channel for Groundswell")
    field.message(GENERAL, "Request: ", user="")
    assert field.messages(DIGEST) == []


def test_one_channel_for_both_gets_one_hello(bare_field: Field) -> None:
    assert save_first(bare_field, digest_channel=TRIAGE)["ok"]
    bare_field.message(TRIAGE, "set up Groundswell here")
    quiet(bare_field)
    assert len(bare_field.messages(TRIAGE)) == 1


def test_names_in_arabic_and_emoji_and_a_ping_stay_words(field: Field) -> None:
    open_setup(field, ANA)
    assert field.submit(ANA, item_noun="<!channel>", regions="<!here>\n& Söhne")["ok"]
    known(field, lambda one: one.item_noun == "<!channel>")
    assert "<!" not in words_of(field.views(ANA)[-1]).replace('"<!here>"', "")
    field.command(MAYA, "/field help")
    assert "&lt;!channel&gt;" not in words_of(whisper(field, MAYA, "drone surveys"))


def test_a_card_logged_after_setup_is_open_to_the_marketer_who_was_picked(bare_field: Field) -> None:
    assert save_first(bare_field, marketers=[PRIYA])["ok"]
    card = log(bare_field, MAYA, "a heading for drone surveys")
    bare_field.click(PRIYA, card, "take")
    bare_field.message(TRIAGE, f"owner <@{PRIYA}>")


def test_every_day_and_currency_of_the_form_can_be_chosen() -> None:
    assert len(blocks.DAYS) == 7
    assert len(CURRENCIES) <= 100
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
