"""The command line: `groundswell serve | demo | migrate | manifest | …`."""

import sys

from bot.cli.console import INTERRUPTED, cli, database_fault, err, escape, say
from bot.errors import BotError, SettingsError

# Each brings its commands to `cli`.
from bot.cli import data, running  # isort: skip

__all__ = ["cli", "data", "main", "running"]


def main() -> None:
    """Run the command line; what a person can mend ends it with one sentence, Ctrl-C without any."""
    try:
        cli()
    except (SettingsError, BotError) as error:
        err.print(f"[red]{escape(str(error))}[/red]", highlight=False, soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        sentence = database_fault(error)
        if not sentence:
            raise
        say(sentence)
        sys.exit(2)
