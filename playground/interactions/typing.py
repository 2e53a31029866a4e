"""What Slack's client makes of typed text: mentions become ids, links are marked, `& < >` are escaped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playground.shapes import Json
from playground.store import Store

_PIECES = re.compile(r"<([@#])([A-Z0-9]+)(?:\|[^<>]*)?>|(https?://[^\s<>]+)|(?<!\w)@([\w.\-]+)|(?<!\w)#([\w\-]+)")


@dataclass(frozen=True)
class Piece:
    """A stretch of typed text: "text", "user", "channel" or "link". `text` is the id or address of the latter three."""

    kind: str
    text: str
    label: str = ""


def escaped(store: Store, text: str, *, labels: bool) -> str:
    """Typed text as an app receives it; `labels` adds names to mentions (commands: `<@U123|ann>`)."""
    return "".join(_escaped(piece, labels=labels) for piece in pieces(store, text))


def entities(text: str) -> str:
    """Text with the three characters escaped that mean something to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rich_text(store: Store, text: str) -> Json:
    """The block that Slack's composer makes of plain typing."""
    section = {"type": "rich_text_section", "elements": [_element(piece) for piece in pieces(store, text)]}
    return {"type": "rich_text", "elements": [section]}


def pieces(store: Store, text: str) -> Iterator[Piece]:
    """Typed text cut where it mentions people and channels that exist, and at links."""
    names = _Names(store)
    end = 0
    for match in _PIECES.finditer(text):
        piece, length = names.meaning(match)
        if piece is None:
            continue
        if match.start() > end:
            yield Piece("text", text[end : match.start()])
        yield piece
        end = match.start() + length
    if end < len(text):
        yield Piece("text", text[end:])


class _Names:
    """The people and channels that may be mentioned."""

    def __init__(self, store: Store) -> None:
        everybody, channels = store.people.all(), [one for one in store.channels.all() if not one.is_im]
        self._people = {person.name.lower(): person.id for person in everybody}
        self._channels = {channel.name.lower(): channel.id for channel in channels}
        self._names = {person.id: person.name for person in everybody} | {one.id: one.name for one in channels}

    def meaning(self, match: re.Match[str]) -> tuple[Piece | None, int]:
        """What a match stands for (None: nothing that exists) and how much of the text that is."""
        sign, identity, link, handle, channel = match.groups()
        if link:
            return Piece("link", link), len(match.group())
        if identity in self._names:
            return Piece("user" if sign == "@" else "channel", identity, self._names[identity]), len(match.group())
        # A full stop after a name ends the sentence.
        for name in (handle, handle.rstrip(".")) if handle else ():
            if name.lower() in self._people:
                return Piece("user", self._people[name.lower()], name.lower()), 1 + len(name)
        if channel and channel.lower() in self._channels:
            return Piece("channel", self._channels[channel.lower()], channel.lower()), len(match.group())
        return None, 0


def _escaped(piece: Piece, *, labels: bool) -> str:
    if piece.kind == "text":
        return entities(piece.text)
    if piece.kind == "link":
        return f"<{entities(piece.text)}>"
    sign = "@" if piece.kind == "user" else "#"
    if piece.kind == "channel" and not labels:
        return f"<#{piece.text}|>"
    return f"<{sign}{piece.text}|{piece.label}>" if labels else f"<{sign}{piece.text}>"


def _element(piece: Piece) -> Json:
    if piece.kind == "user":
        return {"type": "user", "user_id": piece.text}
    if piece.kind == "channel":
        return {"type": "channel", "channel_id": piece.text}
    if piece.kind == "link":
        return {"type": "link", "url": piece.text}
    return {"type": "text", "text": piece.text}
