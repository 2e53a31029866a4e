"""What came of something that a person did, and the words that Slack shows when the app was too slow or absent."""

from dataclasses import dataclass, field

from playground.shapes import Json
from playground.wire.delivery import Ack

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Outcome:
    """`notice` is what the person is shown, `error` what the app did wrong, `fields` errors beside inputs."""

    ack_status: int | None = None
    ack_body: Json = field(default_factory=dict)
    notice: str | None = None
    error: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    extra: Json = field(default_factory=dict)

    @classmethod
    def of(cls, ack: Ack, notice: str | None = None, error: str | None = None) -> "Outcome":
        """The outcome of a delivery."""
        return cls(ack.status, ack.body, notice, error)

    def as_json(self) -> Json:
        """For the control API."""
        body: Json = {
            "ok": self.notice is None and self.error is None and not self.fields,
            "ack_status": self.ack_status,
            "ack_body": self.ack_body,
        }
        if self.notice:
            body["notice"] = self.notice
        if self.error or self.fields:
            body["error"] = self.error or "; ".join(f"{block}: {text}" for block, text in self.fields.items())
        if self.fields:
            body["errors"] = self.fields
        return {**body, **self.extra}


def command_failed(command: str, ack: Ack) -> str | None:
    """Slack's line under a command that failed."""
    if ack.ok:
        return None
    code = {"timeout": "operation_timeout", "not_connected": "dispatch_failed"}.get(ack.failure or "")
    return f'{command} failed with the error "{code or "dispatch_unknown_error"}"'


def not_heard(app_name: str, ack: Ack) -> str | None:
    """The notice after a click, shortcut or menu that the app did not take."""
    if ack.ok:
        return None
    if ack.failure == "timeout":
        return f"{app_name} didn't respond in time."
    if ack.failure == "not_connected":
        return f"{app_name} isn't connected right now."
    return f"{app_name} responded with an error."
