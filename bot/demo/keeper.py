"""`python -m bot.demo.keeper MODULE ARGUMENTS…`: runs a module whose life hangs on standard input.

When whoever started it closes the pipe, or dies however suddenly, it ends as by Ctrl-C: no orphan keeps the port.
"""

import os
import runpy
import signal
import sys
import threading


def _end_with_input() -> None:
    # Not through sys.stdin: a thread that waits in its buffer makes the interpreter's own end a crash.
    while os.read(sys.stdin.fileno(), 1):
        pass
    signal.raise_signal(signal.SIGINT)


def main() -> None:
    """Run the module named first, with the arguments after it."""
    threading.Thread(target=_end_with_input, name="keeper", daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
