"""The real bot as a process of its own, to be killed: `python -m tests.flows.child`, settings in the environment."""

import threading
from dataclasses import replace
from datetime import timedelta

from bot import app as wiring
from bot import settings
from tests.flows.conftest import FAST


def main() -> None:
    """Run until killed. A lease runs out soon, so that whoever comes next need not wait for it."""
    bot = wiring.build(
        settings.load(), pace=replace(FAST, lease=timedelta(seconds=0.5)), tick=3600, serve_web=False, reads=False
    )
    bot.start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
