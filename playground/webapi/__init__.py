"""The Web API methods of the local workspace."""

from playground.webapi import (
    bookmarks,
    chat,
    conversations,
    files,
    history,
    oauth,
    pins,
    reactions,
    scheduled,
    views,
    workspace,
)
from playground.webapi.call import METHODS

__all__ = [
    "METHODS",
    "bookmarks",
    "chat",
    "conversations",
    "files",
    "history",
    "oauth",
    "pins",
    "reactions",
    "scheduled",
    "views",
    "workspace",
]
