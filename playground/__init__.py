"""A local, strict, Slack-compatible workspace for tests and the demo."""

from playground.runner import Workspace, running

__all__ = ["Workspace", "running"]
