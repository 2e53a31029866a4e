"""The local workspace as a child process, and the calls to its control API."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any, Self
from urllib.parse import urlencode

from bot.demo.folder import Folder
from bot.errors import SettingsError

# The child ends within a second when it is asked to.
_PATIENCE = 2
_MESSAGES_AT_ONCE = 500
# Never through a proxy: the workspace is on this machine.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

Json = dict[str, Any]


class Control:
    """The control API of a local workspace."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, path: str, **query: str) -> Json:
        """Ask the control API something."""
        return self._ask(urllib.request.Request(f"{self.url}/_control/{path}?{urlencode(query)}"))  # noqa: S310

    def post(self, path: str, body: Mapping[str, Any]) -> Json:
        """Tell the control API something."""
        request = urllib.request.Request(  # noqa: S310  # our own address
            f"{self.url}/_control/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        return self._ask(request)

    def sample(self, name: str) -> str:
        """A file of the sample data."""
        with _OPENER.open(f"{self.url}/_control/sample/{name}", timeout=30) as answer:
            text: bytes = answer.read()
        return text.decode()

    def seed_messages(self, messages: Sequence[Json]) -> None:
        """Let messages be there that were posted before anybody looked."""
        for start in range(0, len(messages), _MESSAGES_AT_ONCE):
            self.post("seed", {"messages": messages[start : start + _MESSAGES_AT_ONCE]})

    def direct_channels(self) -> dict[str, str]:
        """The channel of each person's direct messages with the app, by user id."""
        channels: Sequence[Json] = self.get("state")["channels"]
        return {str(one["user"]): str(one["id"]) for one in channels if one["kind"] == "im"}

    def _ask(self, request: urllib.request.Request) -> Json:
        with _OPENER.open(request, timeout=60) as answer:
            body: Json = json.load(answer)
        if not body.get("ok"):
            raise RuntimeError(f"The local workspace refused {request.full_url}: {body.get('error')}")
        return body


class LocalWorkspace(Control):
    """A running local workspace; leaving the block ends it."""

    def __init__(self, process: "subprocess.Popen[str]", url: str) -> None:
        super().__init__(url)
        self._process = process

    @classmethod
    def start(cls, folder: Folder, port: int) -> Self:
        """Start it on a port (0: any free one) and wait until it listens.

        Raises SettingsError when the port is taken, or it cannot start.
        """
        with folder.log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own package
                [
                    *(sys.executable, "-P", "-m", "bot.demo.keeper", "playground"),
                    *("--port", str(port)),
                    *("--state", str(folder.workspace)),
                    *("--clock-file", str(folder.clock)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # In a session of its own Ctrl-C does not reach it: the bot hangs up first, then it is ended.
                start_new_session=True,
            )
        try:
            first = process.stdout.readline() if process.stdout else ""
        except BaseException:
            process.kill()
            raise
        url = first.strip().rpartition(" ")[2]
        if not url.startswith("http"):
            process.wait()
            raise SettingsError(_trouble(folder, port))
        return cls(process, url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it, by force if it does not go."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _trouble(folder: Folder, port: int) -> str:
    complaints = folder.log.read_text(encoding="utf-8").strip().splitlines() or ["It said nothing."]
    if "cannot use port" in complaints[-1]:
        return (
            f"Port {port} is taken, perhaps by another demo. Stop that one, or choose another port: "
            f"groundswell demo --port {port + 1}"
        )
    return f"The local workspace did not start: {complaints[-1]}"
