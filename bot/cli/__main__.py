"""`python -m bot.cli` is `groundswell`."""

from bot.cli import main

main()
