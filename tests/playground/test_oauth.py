"""Installing by OAuth: consent, code, token."""

import http.client
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import Workspace
from playground.app.consents import Consents
from playground.errors import ApiError
from tests.playground.support import Json, manifest

BACK = "https://bot.example/slack/oauth_redirect"


@pytest.fixture
def installed(workspace: Workspace) -> Json:
    body = manifest()
    body["oauth_config"]["redirect_urls"] = ["https://bot.example/slack"]
    return workspace.post("/_control/install", manifest=body)


def consent(workspace: Workspace, answer: str, **query: str) -> tuple[int, dict[str, list[str]]]:
    """Press Allow or Cancel; the status and what the app gets back."""
    connection = http.client.HTTPConnection(workspace.url.removeprefix("http://"), timeout=10)
    connection.request("POST", f"/oauth/v2/authorize?{urlencode(query)}", body=answer)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, parse_qs(urlsplit(response.headers.get("location", "")).query)


def test_a_consent_becomes_a_token_once(workspace: Workspace, installed: Json) -> None:
    client_id, secret = installed["client_id"], installed["client_secret"]
    query = {"client_id": client_id, "redirect_uri": BACK, "state": "s1"}
    with urllib.request.urlopen(f"{workspace.url}/oauth/v2/authorize?{urlencode(query)}") as page:
        assert b"Groundswell would like to be added" in page.read()
    status, answer = consent(workspace, "allow=1", **query)
    assert (status, answer["state"]) == (302, ["s1"])
    web = WebClient(base_url=workspace.api_url)
    [code] = answer["code"]
    access = web.oauth_v2_access(client_id=client_id, client_secret=secret, code=code, redirect_uri=BACK)
    assert access["access_token"] == installed["bot_token"]
    assert access["team"]["id"] == installed["team_id"]
    with pytest.raises(SlackApiError, match="invalid_code"):
        web.oauth_v2_access(client_id=client_id, client_secret=secret, code=code, redirect_uri=BACK)
    assert installed["bot_token"] not in str(workspace.get("/_control/calls"))
    assert secret not in str(workspace.get("/_control/calls"))


def test_an_install_after_taking_the_app_out_gets_a_new_token(workspace: Workspace, installed: Json) -> None:
    workspace.post("/_control/uninstall")
    _, answer = consent(workspace, "allow=1", client_id=installed["client_id"], redirect_uri=BACK)
    access = WebClient(base_url=workspace.api_url).oauth_v2_access(
        client_id=installed["client_id"], client_secret=installed["client_secret"], code=answer["code"][0]
    )
    assert access["access_token"] != installed["bot_token"]
    assert WebClient(access["access_token"], base_url=workspace.api_url).auth_test()["ok"]


def test_cancel_and_strangers_get_no_code(workspace: Workspace, installed: Json) -> None:
    _, answer = consent(workspace, "allow=0", client_id=installed["client_id"], redirect_uri=BACK)
    assert answer == {"error": ["access_denied"]}
    assert consent(workspace, "allow=1", client_id="other", redirect_uri=BACK)[0] == 400
    elsewhere = consent(workspace, "allow=1", client_id=installed["client_id"], redirect_uri="https://evil.example")
    assert elsewhere[0] == 400
    web = WebClient(base_url=workspace.api_url)
    with pytest.raises(SlackApiError, match="invalid_client_id"):
        web.oauth_v2_access(client_id="other", client_secret="x", code="x")
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        web.oauth_v2_access(client_id=installed["client_id"], client_secret="x", code="x")


def test_a_code_is_good_for_ten_minutes_and_one_address() -> None:
    now = [0.0]
    consents = Consents(lambda: now[0])
    code = consents.give("T1", "U1", ("commands",), BACK)
    with pytest.raises(ApiError, match="bad_redirect_uri"):
        consents.exchange(code, "https://bot.example/other")
    late = consents.give("T1", "U1", ("commands",), BACK)
    now[0] = 601
    with pytest.raises(ApiError, match="invalid_code"):
        consents.exchange(late, BACK)
