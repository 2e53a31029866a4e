"""Who is doing something, where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person in a workspace; `name` as Slack told it, for pages and files, may be empty."""

    workspace_id: str
    user_id: str
    name: str = ""
