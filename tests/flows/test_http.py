"""Slack delivers by signed HTTP, where Socket Mode is not wanted."""

import json
import urllib.error
import urllib.request

import pytest

from tests.flows.conftest import MAYA, PRIYA, TRIAGE, Field
from tests.flows.steps import card, log


def test_a_request_is_logged_and_taken_over_signed_http(http_field: Field) -> None:
    message = log(http_field, MAYA, "drone inspection")
    http_field.click(PRIYA, message, "take")
    card(http_field, message["ts"], f"owner <@{PRIYA}>")


def test_a_delivery_that_slack_did_not_sign_is_refused(http_field: Field) -> None:
    web = http_field.bot.web
    assert web is not None
    forged = urllib.request.Request(f"http://127.0.0.1:{web.port}/slack/events", data=b"command=/request")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(forged, timeout=5)
    assert refused.value.code == 401
    refused.value.close()
    assert http_field.messages(TRIAGE) == []


def test_health_and_figures_are_told(http_field: Field) -> None:
    web = http_field.bot.web
    assert web is not None
    with urllib.request.urlopen(f"http://127.0.0.1:{web.port}/healthz", timeout=5) as answer:
        assert json.load(answer) == {"ok": True, "problems": []}
    with urllib.request.urlopen(f"http://127.0.0.1:{web.port}/metrics", timeout=5) as answer:
        assert "groundswell_up 1\n" in answer.read().decode()
