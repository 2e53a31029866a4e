"""`make bench`, second part: whether the local workspace starts fast, stays small, and bears many messages.

Two servers run side by side, one with a hundred messages and one with a hundred thousand, each with ten pages open.
They are asked in turn, so that whatever else the machine does weighs on both alike. The ratio is what counts; the
milliseconds are this machine's.
"""

import contextlib
import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.playground.many import BUSY, PEOPLE, fill, stamp
from tests.playground.support import manifest

FEW, MANY = 100, 100_000
PAGES = 10
ROUNDS = 200
WARM_UP = 20
STARTS = 3
START_SECONDS, IDLE_MB, MOST_RATIO = 2.0, 80.0, 1.5


@dataclass
class Server:
    """One `python -m playground`, asked over a connection that stays open."""

    process: subprocess.Popen[str]
    address: str
    ready_seconds: float
    idle_mb: float | None
    token: str = ""

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(self.address, timeout=30)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One request; JSON in, JSON out."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        self._connection.request("GET" if body is None else "POST", path, data, headers)
        answer: dict[str, Any] = json.loads(self._connection.getresponse().read())
        assert answer["ok"], answer
        return answer

    def close(self) -> None:
        """Stop the process."""
        self._connection.close()
        self.process.terminate()
        self.process.wait()


def start(state: Path) -> Server:
    """Start a server on a state file and wait until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "playground", "--port", str(port), "--state", str(state)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    address = f"127.0.0.1:{port}"
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    ready = time.perf_counter() - began
    connection.close()
    return Server(process, address, ready, resident_mb(process.pid))


def resident_mb(pid: int) -> float | None:
    """Resident memory of a process, where the system tells it in /proc."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def read_stream(address: str, user: str, ended: threading.Event) -> None:
    """An open page: reads its events and throws them away."""
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.request("GET", f"/page/stream?as={user}")
    answer = connection.getresponse()
    with contextlib.suppress(OSError, http.client.HTTPException):
        while not ended.is_set() and answer.readline():
            pass
    connection.close()


@contextlib.contextmanager
def open_pages(servers: list[Server]) -> Iterator[None]:
    """Ten people's pages on each server."""
    ended = threading.Event()
    for server in servers:
        for number in range(PAGES):
            reader = threading.Thread(
                target=read_stream, args=(server.address, f"U{number % PEOPLE}", ended), daemon=True
            )
            reader.start()
    try:
        yield
    finally:
        ended.set()


def jobs(count: int) -> dict[str, Callable[[Server], object]]:
    """What is measured."""
    page = f"/page/history?as=U1&channel={BUSY}&limit=10"
    post = {"channel": BUSY, "text": "And one more."}
    old = {"channel": BUSY, "latest": stamp(count // 2), "limit": 10}
    return {
        "boot": lambda server: server.ask("/page/boot?as=U1"),
        "newest page": lambda server: server.ask(page),
        "old page": lambda server: server.ask(f"{page}&before={stamp(count // 2)}"),
        "conversations.history, old": lambda server: server.ask("/api/conversations.history", old),
        "post, ten pages open": lambda server: server.ask("/api/chat.postMessage", post),
    }


def measure(few: Server, many: Server) -> dict[str, tuple[float, float]]:
    """Median milliseconds of each job with few and with many messages, asked in turn."""
    found: dict[str, tuple[float, float]] = {}
    for name in jobs(FEW):
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(WARM_UP + ROUNDS):
            for server, count, kept in ((few, FEW, times[0]), (many, MANY, times[1])):
                work = jobs(count)[name]
                began = time.perf_counter()
                work(server)
                if turn >= WARM_UP:
                    kept.append((time.perf_counter() - began) * 1000)
        found[name] = (statistics.median(times[0]), statistics.median(times[1]))
    return found


def quickest_start(state: Path) -> float:
    """Seconds from start to ready, the best of a few: the others only say how busy the machine is."""
    times = []
    for _ in range(STARTS):
        server = start(state)
        times.append(server.ready_seconds)
        server.close()
    return min(times)


def report(ready: float, few: Server, many: Server, found: dict[str, tuple[float, float]]) -> bool:
    """Print everything; whether each budget is kept."""
    table = Table(title=f"Local workspace, {FEW:,} and {MANY:,} messages, {PAGES} pages open, {ROUNDS} rounds in turn")
    for column in ("", f"ms at {FEW:,}", f"ms at {MANY:,}", "ratio"):
        table.add_column(column, justify="right" if column else "left")
    for name, (small, large) in found.items():
        table.add_row(name, f"{small:.2f}", f"{large:.2f}", f"{large / small:.2f}")
    worst = max(large / small for small, large in found.values())
    checks = [
        ("start to ready", ready, START_SECONDS, "s"),
        ("worst ratio", worst, MOST_RATIO, "x"),
    ]
    if few.idle_mb is not None and many.idle_mb is not None:
        checks.append(("idle memory", max(few.idle_mb, many.idle_mb), IDLE_MB, "MB"))
    console = Console(file=sys.stdout)
    console.print(table)
    for name, value, most, unit in checks:
        console.print(f"{name} = {value:.2f} {unit}   (must: {most:g} {unit} or less)", highlight=False)
    return all(value <= most for _, value, most, _ in checks)


def main() -> None:
    """Measure and print; a budget that is missed is an error."""
    with tempfile.TemporaryDirectory() as folder:
        states = {count: Path(folder) / f"{count}.db" for count in (FEW, MANY)}
        for count, state in states.items():
            fill(state, count)
        ready = quickest_start(states[MANY])
        servers = [few, many] = [start(state) for state in states.values()]
        try:
            for server in servers:
                server.token = server.ask("/_control/install", {"manifest": manifest()})["bot_token"]
            with open_pages(servers):
                found = measure(few, many)
        finally:
            for server in servers:
                server.close()
    if not report(ready, few, many, found):
        raise SystemExit("A budget of the local workspace is missed.")


if __name__ == "__main__":
    main()
