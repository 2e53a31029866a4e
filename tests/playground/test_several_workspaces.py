"""One server, several workspaces: each sees its own people, channels and messages, and has its own token."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import playground
from playground import Workspace
from playground.store import Database, OldStateFile
from tests.playground.support import CHANNELS, PEOPLE, FakeApp, Json, button, manifest, modal
from tests.playground.test_oauth import BACK, consent

OTHER: Json = {
    "team": {"id": "T0OTHER", "name": "Other Publisher", "domain": "other"},
    "users": [{"id": "U0ELSE", "name": "eve", "real_name": "Eve Other"}],
    "channels": [{"id": "C0ELSE", "name": "triage"}],
}


@pytest.fixture
def two(workspace: Workspace) -> Workspace:
    """A second workspace beside the first, and an app that may be installed by OAuth."""
    body = manifest()
    body["oauth_config"]["redirect_urls"] = [BACK]
    body["oauth_config"]["scopes"]["bot_optional"] = ["files:write.extra"]
    assert workspace.post("/_control/seed", **OTHER)["ok"]
    assert workspace.post("/_control/install", manifest=body)["ok"]
    return workspace


@pytest.fixture
def other(two: Workspace) -> WebClient:
    """The app's client in the second workspace, where somebody allowed it without the optional scope."""
    installed = two.post("/_control/install", manifest=two.world.app.manifest)
    _, answer = consent(two, "allow=1&team=T0OTHER", client_id=installed["client_id"], redirect_uri=BACK)
    access = WebClient(base_url=two.api_url).oauth_v2_access(
        client_id=installed["client_id"],
        client_secret=installed["client_secret"],
        code=answer["code"][0],
        redirect_uri=BACK,
    )
    assert access["team"] == {"id": "T0OTHER", "name": "Other Publisher"}
    assert "files:write.extra" not in access["scope"]
    return WebClient(access["access_token"], base_url=two.api_url, retry_handlers=[])


@pytest.fixture
def app(two: Workspace) -> Iterator[FakeApp]:
    app = FakeApp(two, two.post("/_control/install", manifest=two.world.app.manifest))
    app.connect()
    yield app
    app.close()


def test_each_token_speaks_for_its_workspace(two: Workspace, other: WebClient) -> None:
    first = WebClient(two.world.app.bot_token, base_url=two.api_url)
    assert (first.auth_test()["team"], other.auth_test()["team"]) == (two.world.team.name, "Other Publisher")
    assert first.auth_test()["user_id"] != other.auth_test()["user_id"]


def test_a_workspace_sees_nothing_of_another(two: Workspace, other: WebClient) -> None:
    assert [one["name"] for one in other.users_list()["members"]] == ["eve", "groundswell"]
    assert [one["id"] for one in other.conversations_list()["channels"]] == ["C0ELSE"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        other.chat_postMessage(channel="C1", text="not yours")
    with pytest.raises(SlackApiError, match="user_not_found"):
        other.users_info(user="U1")
    # The same name leads each to its own channel.
    assert other.chat_postMessage(channel="#triage", text="ours")["channel"] == "C0ELSE"
    assert two.get("/_control/messages", channel="C1")["messages"] == []


def test_payloads_of_both_come_over_the_same_socket_and_name_their_workspace(app: FakeApp, other: WebClient) -> None:
    for user, channel in (("U1", "C1"), ("U0ELSE", "C0ELSE")):
        assert app.workspace.post("/_control/command", user=user, channel=channel, text="/lost x")["ok"]
    told = app.wait_for("command", 2)
    assert [(one["team_id"], one["user_id"]) for one in told] == [
        (app.workspace.world.team_id, "U1"),
        ("T0OTHER", "U0ELSE"),
    ]
    # A trigger of one workspace opens nothing with the token of the other.
    with pytest.raises(SlackApiError, match="trigger"):
        other.views_open(trigger_id=told[0]["trigger_id"], view=modal(button("go")))
    assert other.views_open(trigger_id=told[1]["trigger_id"], view=modal(button("go")))["ok"]


def test_an_answer_goes_to_the_workspace_whose_address_it_uses(app: FakeApp, other: WebClient) -> None:
    assert app.workspace.post("/_control/command", user="U0ELSE", channel="C0ELSE", text="/lost x")["ok"]
    [told] = app.wait_for("command")
    request = urllib.request.Request(told["response_url"], data=b'{"text": "heard"}', method="POST")
    urllib.request.urlopen(request).close()
    seen = app.workspace.get("/_control/messages", channel="C0ELSE", user="U0ELSE")["messages"]
    assert [one["text"] for one in seen] == ["heard"]


def test_taking_the_app_out_of_one_leaves_it_in_the_other(app: FakeApp, other: WebClient) -> None:
    assert app.workspace.post("/_control/uninstall", team="T0OTHER")["ok"]
    assert app.wait_for("app_uninstalled")[0]["team_id"] == "T0OTHER"
    with pytest.raises(SlackApiError, match="token_revoked"):
        other.auth_test()
    assert app.client.auth_test()["ok"]


def test_a_revoked_token_is_void_and_the_next_install_gives_another(app: FakeApp) -> None:
    before = app.installed["bot_token"]
    assert app.workspace.post("/_control/revoke")["ok"]
    assert app.wait_for("tokens_revoked")[0]["event"]["tokens"]["bot"] == [app.installed["bot_user_id"]]
    with pytest.raises(SlackApiError, match="token_revoked"):
        app.client.auth_test()
    again = app.workspace.post("/_control/install", manifest=manifest())
    assert again["bot_token"] != before
    assert WebClient(again["bot_token"], base_url=app.workspace.api_url).auth_test()["ok"]


def test_the_page_of_a_person_is_the_one_of_their_workspace(two: Workspace) -> None:
    boot = two.get("/page/boot", **{"as": "U0ELSE"})
    assert (boot["team"]["id"], boot["me"]) == ("T0OTHER", "U0ELSE")
    assert [one["id"] for one in boot["channels"]] == ["C0ELSE"]
    assert [one["id"] for one in boot["teams"]] == [two.world.team_id, "T0OTHER"]
    assert two.get("/page/boot", team="T0OTHER")["me"] == "U0ELSE"
    assert two.get("/page/boot", team="T0NONE")["ok"] is False


def test_an_id_belongs_to_one_workspace(two: Workspace) -> None:
    taken = two.post("/_control/seed", team={"id": "T0OTHER"}, users=PEOPLE[:1])
    assert taken == {"ok": False, "error": "U1 is in another workspace already."}
    taken = two.post("/_control/seed", team="T0OTHER", channels=CHANNELS[:1])
    assert taken == {"ok": False, "error": "C1 is in another workspace already."}
    assert two.post("/_control/seed", team={"id": "x"})["ok"] is False


def test_the_consent_page_lets_one_choose_where_and_what(two: Workspace) -> None:
    client_id = two.world.app.client_id
    query = {"client_id": client_id, "redirect_uri": BACK, "team": "T0OTHER", "scope": "commands,chat:write"}
    with urllib.request.urlopen(f"{two.url}/oauth/v2/authorize?{urlencode(query)}") as page:
        text = page.read().decode()
    assert '<option value="T0OTHER" selected>Other Publisher</option>' in text
    assert "<li>chat:write</li>" in text
    assert 'value="files:write.extra"' in text
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{two.url}/oauth/v2/authorize?{urlencode({**query, 'scope': 'admin'})}")
    assert refused.value.code == 400
    refused.value.close()


def test_only_what_was_allowed_is_granted(two: Workspace) -> None:
    query = {"client_id": two.world.app.client_id, "redirect_uri": BACK, "scope": "commands,chat:write"}
    _, answer = consent(two, "allow=1&team=T0OTHER&optional=files:write.extra", **query)
    access = WebClient(base_url=two.api_url).oauth_v2_access(
        client_id=query["client_id"], client_secret=two.world.app.client_secret, code=answer["code"][0]
    )
    assert access["scope"] == "commands,chat:write,files:write.extra"
    with pytest.raises(SlackApiError, match="missing_scope") as missing:
        WebClient(access["access_token"], base_url=two.api_url).users_list()
    assert (missing.value.response["needed"], missing.value.response["provided"]) == ("users:read", access["scope"])


def test_a_restart_keeps_all_workspaces_and_knows_void_tokens(tmp_path: Path) -> None:
    state = str(tmp_path / "workspace.db")
    with playground.running(state) as workspace:
        workspace.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
        workspace.post("/_control/seed", **OTHER)
        tokens = [
            workspace.post("/_control/install", team=team, manifest=manifest())["bot_token"]
            for team in (workspace.world.team_id, "T0OTHER")
        ]
        workspace.post("/_control/revoke", team="T0OTHER")
    with playground.running(state) as workspace:
        assert WebClient(tokens[0], base_url=workspace.api_url).auth_test()["ok"]
        with pytest.raises(SlackApiError, match="token_revoked"):
            WebClient(tokens[1], base_url=workspace.api_url).auth_test()
        assert [one["name"] for one in workspace.get("/_control/teams")["teams"]] == ["Groundswell", "Other Publisher"]


def test_a_state_file_of_another_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    state = str(tmp_path / "workspace.db")
    database = Database(state)
    database.run("pragma user_version = 1")
    database.close()
    with pytest.raises(OldStateFile, match="Remove it to start afresh"):
        Database(state)
