"""One workspace for all tests of this folder, emptied before each; and a connected app that answers as told."""

from collections.abc import Iterator

import pytest

import playground
from playground import Workspace
from tests.playground.support import CHANNELS, PEOPLE, FakeApp, manifest


@pytest.fixture(scope="session")
def shared() -> Iterator[Workspace]:
    with playground.running() as workspace:
        yield workspace


@pytest.fixture
def workspace(shared: Workspace) -> Iterator[Workspace]:
    shared.post("/_control/reset")
    shared.post("/_control/clock", offset=0)
    shared.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
    yield shared
    problems = {
        (entry["kind"], problem)
        for entry in shared.get("/_control/deliveries")["deliveries"]
        for problem in entry["problems"]
    }
    assert problems == set(), "a payload that Slack's own types do not know"


@pytest.fixture
def app(workspace: Workspace) -> Iterator[FakeApp]:
    installed = workspace.post("/_control/install", manifest=manifest())
    assert installed["ok"], installed
    app = FakeApp(workspace, installed)
    app.connect()
    yield app
    app.close()
