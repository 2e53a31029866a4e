"""The Web API methods of the local workspace."""

from playground.webapi import chat, conversations, files, views, workspace
from playground.webapi.call import METHODS

__all__ = ["METHODS", "chat", "conversations", "files", "views", "workspace"]
