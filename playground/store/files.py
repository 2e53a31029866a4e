"""Uploaded files and published home tabs."""

from dataclasses import asdict, replace

from playground.shapes import Json
from playground.store.database import Database, dump, load
from playground.store.models import StoredFile


class Files:
    """Files with their bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, file: StoredFile, content: bytes | None = None) -> None:
        """Add or replace; without `content` the bytes stay as they are."""
        self._database.run(
            "insert into files (id, body, content) values (?, ?, ?) on conflict (id) do update set"
            " body = excluded.body, content = coalesce(excluded.content, files.content)",
            (file.id, dump(asdict(file)), content),
        )

    def find(self, file: str) -> StoredFile | None:
        """One file, or None."""
        text = self._database.value("select body from files where id = ?", (file,))
        if not text:
            return None
        body = load(text)
        return StoredFile(**{**body, "channels": tuple(body["channels"])})

    def mark_uploaded(self, file: StoredFile, content: bytes) -> None:
        """Keep the bytes of an announced file."""
        self.save(replace(file, uploaded=True), content)

    def content(self, file: str) -> bytes:
        """The bytes that were uploaded."""
        found = self._database.value("select content from files where id = ?", (file,))
        return bytes(found or b"")


class Homes:
    """The home tab that the app published for each person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, user: str, view: Json) -> None:
        """Publish."""
        self._database.run(
            "insert into homes (user, body) values (?, ?) on conflict (user) do update set body = excluded.body",
            (user, dump(view)),
        )

    def find(self, user: str) -> Json | None:
        """The published view, or None."""
        text = self._database.value("select body from homes where user = ?", (user,))
        return load(text) if text else None

    def having(self, name: str, value: str) -> dict[str, Json]:
        """The views whose field `name` (id, external_id) has this value, by the person they were published for."""
        rows = self._database.rows("select user, body from homes where json_extract(body, ?) = ?", (f"$.{name}", value))
        return {row["user"]: load(row["body"]) for row in rows}
