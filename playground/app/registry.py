"""The one app that this server knows, installed somewhere or not, and the tokens that are void."""

from dataclasses import asdict, replace

from playground.app.manifest import App, check_manifest
from playground.store import Facts


class Registry:
    """Kept in the state file: an app's ids and secrets stay the same whatever manifest it brings."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.load()

    def load(self) -> None:
        """Read what the state file says."""
        body = self._facts.find("app")
        self._app = App(**body) if body else None
        self._void: set[str] = set((self._facts.find("void_tokens") or {}).get("tokens", ()))

    @property
    def app(self) -> App | None:
        """The app, or None when none was registered."""
        return self._app

    def register(self, manifest: object) -> App:
        """Register the app, or take a new manifest for it. Refused with everything that Slack would not accept."""
        good = check_manifest(manifest)
        self._app = replace(self._app, manifest=good) if self._app else App.fresh(good)
        self._facts.save("app", asdict(self._app))
        return self._app

    def void(self, token: str) -> None:
        """Make a token void for good."""
        self._void.add(token)
        self._facts.save("void_tokens", {"tokens": sorted(self._void)})

    def is_void(self, token: str) -> bool:
        """Whether a token was good once and is void."""
        return token in self._void
