"""Named facts: small JSON objects that last."""

from playground.shapes import Json
from playground.store.database import Database, dump, load


class Facts:
    """JSON objects by name, the same for all workspaces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, name: str) -> Json | None:
        """A fact, or None."""
        text = self._database.value("select body from facts where name = ?", (name,))
        return load(text) if text else None

    def save(self, name: str, body: Json) -> None:
        """Keep a fact."""
        self._database.run(
            "insert into facts (name, body) values (?, ?) on conflict (name) do update set body = excluded.body",
            (name, dump(body)),
        )
