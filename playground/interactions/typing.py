"""What Slack's client makes of typed text: mentions become ids, links are marked, `& < >` are escaped."""

import re
from collections.abc import Callable

from playground.store import Store

_PIECES = re.compile(r"(<[@#!][^<>\s]+>)|(https?://[^\s<>]+)|(?<!\w)@([\w.\-]+)|(?<!\w)#([\w\-]+)")


def escaped(store: Store, text: str, *, labels: bool) -> str:
    """Typed text as an app receives it; `labels` adds names to mentions (commands: `<@U123|ann>`)."""
    people = {person.name.lower(): person.id for person in store.people.all()}
    channels = {channel.name.lower(): channel.id for channel in store.channels.all() if not channel.is_im}
    names = {person.id: person.name for person in store.people.all()}

    def label(identity: str, name: str) -> str:
        return f"{identity}|{name}" if labels else identity

    def piece(match: re.Match[str]) -> str:
        token, link, person, channel = match.groups()
        if token:
            user = token[2:-1].partition("|")[0]
            return f"<@{label(user, names[user])}>" if token[1] == "@" and user in names else token
        if link:
            return f"<{_entities(link)}>"
        if person and person.lower().rstrip(".") in people:
            handle = person.lower().rstrip(".")
            return f"<@{label(people[handle], handle)}>" + "." * (len(person) - len(handle))
        if channel and channel.lower() in channels:
            return f"<#{channels[channel.lower()]}|{channel.lower() if labels else ''}>"
        return match.group()

    return _outside(text, piece)


def entities(text: str) -> str:
    """Text with the three characters escaped that mean something to Slack."""
    return _entities(text)


def _outside(text: str, piece: Callable[[re.Match[str]], str]) -> str:
    written, end = [], 0
    for match in _PIECES.finditer(text):
        written += [_entities(text[end : match.start()]), piece(match)]
        end = match.end()
    return "".join([*written, _entities(text[end:])])


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
