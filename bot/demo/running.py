"""Starts the demo and ends it: the local workspace, the sample on first start, the bot, a few words, the browser."""

import os
import signal
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from rich.console import Console

from bot import app as wiring
from bot.blocks.manifest import manifest
from bot.demo.clock import FileClock
from bot.demo.filling import Filling
from bot.demo.folder import NAME, Folder
from bot.demo.past import Past
from bot.demo.sample import Sample
from bot.demo.workspace import Json, LocalWorkspace
from bot.errors import SettingsError
from bot.settings import Settings
from bot.usecases.workspace import Identity
from storage.migrations import runner
from storage.queries import workspaces

_LOOK = 0.5  # seconds between looks at the local workspace
_ENDING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


class DemoSettings(Settings):
    """Settings that hear nothing of the environment and of .env: the demo speaks to its own workspace alone."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        **_: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what the demo says itself."""
        return (init_settings,)


class _Ended(BaseException):
    """Somebody pressed Ctrl-C, or asked the process to end."""


def run(port: int, *, open_browser: bool, out: Console) -> None:
    """Run the demo until it is told to end. SettingsError with a sentence when it cannot start."""
    _forget_environment()
    with _ends_gently() as held:
        try:
            _run(Folder(Path(NAME)), port, open_browser=open_browser, out=out, held=held)
        except _Ended:
            out.print(f"Stopped. What was logged is kept in {NAME}.", highlight=False)
