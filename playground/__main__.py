"""`python -m playground`: the local workspace as a process of its own."""

import argparse
from pathlib import Path

from playground.runner import serve
from playground.store import OldStateFile


def main() -> None:
    """Read the command line and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="playground", description="A Slack-compatible workspace on this machine.")
    parser.add_argument("--host", default="127.0.0.1", choices=["127.0.0.1", "localhost", "::1"])
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--state", default=":memory:", metavar="FILE.db", help="keep the state in this file")
    parser.add_argument("--clock-file", type=Path, metavar="FILE", help="keep the clock's offset in this file")
    options = parser.parse_args()
    try:
        serve(options.host, options.port, options.state, options.clock_file)
    except OldStateFile as error:
        raise SystemExit(str(error)) from None
    except OSError as error:
        raise SystemExit(f"The local workspace cannot use port {options.port}: {error.strerror}.") from None


if __name__ == "__main__":
    main()
