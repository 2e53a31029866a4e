"""What is alike, held in memory for each workspace: asking costs neither disk nor network.

The truth is in the database: a change of a text marks it there in its own transaction (`storage.queries.likeness`),
`catch_up` reads what is marked and brings the memory up to date. Until a workspace was read, nothing is like anything.
"""

import hashlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np

from digests.similarity.embedder import Embedder, Vectors, as_bytes
from digests.similarity.shelf import Like, Shelf, bytes_each
from storage.database import Database
from storage.models import TextOf, new_id
from storage.queries import likeness, workspaces
from storage.queries.likeness import Stored

logger = logging.getLogger(__name__)

# Owners whose texts are read between two looks at whether the process ends: well under a second of work.
_PORTION = 64
_A_WHILE = 0.5  # seconds
_LOADED = 5_000
# Another process that writes too may have another clock; so far back its vectors are looked for again.
_OVERLAP = timedelta(seconds=10)
# What a text says, it says in the beginning: the model reads no more than about so much.
LONGEST = 1_000
# A text that is typed now is sent in a moment: its vector is remembered.
_REMEMBERED = 256
# The catalog is small beside what is said about it.
_ITEMS_SHARE = 10

Read = Callable[[str, TextOf, Sequence[uuid.UUID]], None]
"""Is told of a workspace, a kind and owners whose texts have just been read for the first time or anew."""


def text_key(text: str) -> str:
    """A short name for a text, the same for the same text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Likeness:
    """The nearest catalog items and wants of a text, by one embedder, within so many bytes for each workspace.

    `load` is called once, by whoever catches up first: a model takes a second and some hundred megabytes to load.
    """

    def __init__(self, database: Database, load: Callable[[], Embedder], *, most_bytes: int) -> None:
        self._database, self._load, self._most_bytes = database, load, most_bytes
        self._embedder: Embedder | None = None
        self._rooms: dict[str, _Room] = {}
        self._unread: dict[str, Iterator[tuple[TextOf, Sequence[uuid.UUID]]]] = {}
        self._stopping = threading.Event()
        self._vector = lru_cache(maxsize=_REMEMBERED)(self._embed_one)

    @property
    def embedder(self) -> Embedder | None:
        """What compares texts here; None until it is loaded."""
        return self._embedder

    def stop(self) -> None:
        """Begin no further portion."""
        self._stopping.set()

    def knows(self, workspace_id: str) -> bool:
        """Whether a workspace's texts are here to be compared with."""
        return workspace_id in self._rooms

    def has_read(self, workspace_id: str) -> bool:
        """Whether nothing is left that was never read."""
        return self.knows(workspace_id) and workspace_id not in self._unread

    def items_like(self, workspace_id: str, texts: Sequence[str], most: int) -> list[Like]:
        """The catalog items nearest to any of some texts."""
        return self._like(workspace_id, texts, most, lambda room: room.items)

    def wants_like(self, workspace_id: str, texts: Sequence[str], most: int) -> list[Like]:
        """The requests (by title) and reports (by want) nearest to any of some texts."""
        return self._like(workspace_id, texts, most, lambda room: room.wants)

    def catch_up(self, read: Read | None = None) -> None:
        """Load the model and the vectors that are not here yet, read the texts that are marked, then some of those that
        were never read.

        Called again and again; each call ends soon, however much there is to read.
        """
        embedder = self._embedder = self._embedder or self._load()
        with self._database.read() as session:
            ids = [one.workspace_id for one in workspaces.workspaces(session)]
            waiting = likeness.workspaces_due(session)
        for workspace_id in ids:
            if workspace_id not in self._rooms:
                room = _Room(embedder.dimensions, self._most_bytes)
                self._fill(room, workspace_id, embedder)
                self._rooms[workspace_id] = room
                self._unread[workspace_id] = self._never_read(workspace_id, embedder)
            else:
                self._fill(self._rooms[workspace_id], workspace_id, embedder)
        for workspace_id in waiting:
            self._read_due(workspace_id, embedder, read)
        self._read_unread(embedder, read)

    def read_everything(self, workspace_id: str, progress: Callable[[int, int], None]) -> int:
        """Read every text that has no vector by this model, as after an import or a change of model; how many owners.

        It can be broken off at any time: what was read stays read.
        """
        embedder = self._embedder = self._embedder or self._load()
        with self._database.read() as session:
            total = likeness.unread_count(
                session, workspace_id=workspace_id, model_id=embedder.id, dimensions=embedder.dimensions
            )
        done = 0
        progress(done, total)
        for kind, owner_ids in self._never_read(workspace_id, embedder):
            self._read(workspace_id, kind, owner_ids, embedder)
            done += len(owner_ids)
            progress(done, total)
        return done

    def _read_due(self, workspace_id: str, embedder: Embedder, read: Read | None) -> None:
        """Read the texts that are marked."""
        while not self._stopping.is_set():
            with self._database.read() as session:
                due = likeness.due(session, workspace_id=workspace_id, limit=_PORTION)
            if not due:
                return
            for kind, owner_ids in due.items():
                room = self._rooms.get(workspace_id)
                if room is not None:
                    room.shelf(kind).drop(owner_ids)
                self._read(workspace_id, kind, owner_ids, embedder)
                if read is not None:
                    read(workspace_id, kind, owner_ids)

    def _read_unread(self, embedder: Embedder, read: Read | None) -> None:
        """Read for a while of what was never read, so that nothing that comes in meanwhile waits long."""
        end = time.monotonic() + _A_WHILE
        for workspace_id, portions in list(self._unread.items()):
            for kind, owner_ids in portions:
                self._read(workspace_id, kind, owner_ids, embedder)
                if read is not None:
                    read(workspace_id, kind, owner_ids)
                if time.monotonic() > end:
                    return
            del self._unread[workspace_id]

    def _never_read(self, workspace_id: str, embedder: Embedder) -> Iterator[tuple[TextOf, Sequence[uuid.UUID]]]:
        """Portions of those who have no vector yet: the catalog first, since it answers, then the newest."""
        for kind in (TextOf.ITEM, TextOf.REQUEST, TextOf.REPORT):
            before: uuid.UUID | None = None
            while not self._stopping.is_set():
                with self._database.read() as session:
                    some = likeness.unread(
                        session,
                        workspace_id=workspace_id,
                        kind=kind,
                        model_id=embedder.id,
                        dimensions=embedder.dimensions,
                        before=before,
                        limit=_PORTION,
                    )
                if not some:
                    break
                yield kind, some
                before = some[-1]

    def _read(self, workspace_id: str, kind: TextOf, owner_ids: Sequence[uuid.UUID], embedder: Embedder) -> None:
        """Read the texts of some owners, keep their vectors, and take them in.

        Whose text was changed meanwhile is still marked, and is read at the next look.
        """
        with self._database.read() as session:
            texts = likeness.texts_of(session, workspace_id=workspace_id, kind=kind, owner_ids=owner_ids)
        vectors = _vectors(kind, texts, embedder)
        with self._database.write() as session:
            likeness.hold_due(session, workspace_id=workspace_id, owner_ids=owner_ids)
            now = likeness.texts_of(session, workspace_id=workspace_id, kind=kind, owner_ids=owner_ids)
            same = {owner_id for owner_id in owner_ids if now[owner_id] == texts[owner_id]}
            likeness.replace_vectors(
                session,
                workspace_id=workspace_id,
                kind=kind,
                owner_ids=same,
                model_id=embedder.id,
                vectors=[one for one in vectors if one.owner_id in same],
            )
        room = self._rooms.get(workspace_id)
        if room is not None:
            self._fill(room, workspace_id, embedder)

    def _fill(self, room: "_Room", workspace_id: str, embedder: Embedder) -> None:
        after = room.begin()
        while not self._stopping.is_set():
            with self._database.read() as session:
                some = likeness.vectors_after(
                    session, workspace_id=workspace_id, model_id=embedder.id, position=after, limit=_LOADED
                )
            if not some:
                return
            room.take(some)
            after = some[-1].position

    def _like(
        self, workspace_id: str, texts: Sequence[str], most: int, shelf_of: "Callable[[_Room], Shelf]"
    ) -> list[Like]:
        room = self._rooms.get(workspace_id)
        if room is None:
            return []
        best: dict[uuid.UUID, float] = {}
        for text in texts:
            for like in shelf_of(room).nearest(self._vector(text[:LONGEST]), most):
                best[like.owner_id] = max(like.score, best.get(like.owner_id, -1.0))
        ranked = sorted(best.items(), key=lambda one: -one[1])
        return [Like(owner_id, score) for owner_id, score in ranked[:most]]

    def _embed_one(self, text: str) -> Vectors:
        if self._embedder is None:
            raise RuntimeError("nothing is loaded to compare texts with")
        vector: Vectors = self._embedder.embed([text])[0]
        return vector


class _Room:
    """One workspace's vectors: those of its catalog, and those of what customers want."""

    def __init__(self, dimensions: int, most_bytes: int) -> None:
        most = most_bytes // bytes_each(dimensions)
        self.items = Shelf(dimensions, most=most // _ITEMS_SHARE)
        self.wants = Shelf(dimensions, most=most - most // _ITEMS_SHARE)
        self._dimensions = dimensions
        self._newest: uuid.UUID | None = None
        self._recent: set[uuid.UUID] = set()

    def shelf(self, kind: TextOf) -> Shelf:
        """Where the texts of a kind stand."""
        return self.items if kind is TextOf.ITEM else self.wants

    def begin(self) -> uuid.UUID | None:
        """After which position to look for more: a little before the newest that is here, while that is new."""
        if self._newest is None or datetime.now(UTC) - _moment_of(self._newest) > 2 * _OVERLAP:
            self._recent.clear()
            return self._newest
        floor = _position_at(_moment_of(self._newest) - _OVERLAP)
        self._recent = {position for position in self._recent if position > floor}
        return floor

    def take(self, stored: Sequence[Stored]) -> None:
        """Take in vectors; what is here already is left out, and so is a damaged one, with a line in the log."""
        new = [one for one in stored if one.position not in self._recent]
        whole = [one for one in new if len(one.vector) == self._dimensions]
        if len(whole) < len(new):
            logger.error(
                "damaged vectors are left out, and made anew",
                extra={"count": len(new) - len(whole)},
            )
        for shelf, kinds in ((self.items, {TextOf.ITEM}), (self.wants, {TextOf.REQUEST, TextOf.REPORT})):
            here = [one for one in whole if one.kind in kinds]
            if here:
                joined = np.frombuffer(b"".join(one.vector for one in here), np.int8)
                shelf.put([one.owner_id for one in here], joined.reshape(len(here), self._dimensions))
        self._newest = max([stored[-1].position, *([self._newest] if self._newest else [])])
        floor = _position_at(_moment_of(self._newest) - _OVERLAP)
        self._recent |= {one.position for one in stored if one.position > floor}


def _vectors(kind: TextOf, texts: dict[uuid.UUID, list[str]], embedder: Embedder) -> list[Stored]:
    """Each text of each owner once, as a vector to be stored."""
    flat = [
        (owner_id, key, text)
        for owner_id, some in texts.items()
        for key, text in {text_key(text[:LONGEST]): text[:LONGEST] for text in some}.items()
    ]
    small = as_bytes(embedder.embed([text for _, _, text in flat]))
    return [
        Stored(owner_id, key, kind, vector.tobytes(), new_id())
        for (owner_id, key, _), vector in zip(flat, small, strict=True)
    ]


def _moment_of(position: uuid.UUID) -> datetime:
    """When a UUIDv7 was made, by the first 48 of its bits (RFC 9562, section 5.7)."""
    return datetime.fromtimestamp((position.int >> 80) / 1000, UTC)


def _position_at(moment: datetime) -> uuid.UUID:
    """The least UUIDv7 of a moment."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)
