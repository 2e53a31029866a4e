"""The Web API methods of the local workspace."""

from playground.webapi import chat, conversations, files, oauth, views, workspace
from playground.webapi.call import METHODS

__all__ = ["METHODS", "chat", "conversations", "files", "oauth", "views", "workspace"]
