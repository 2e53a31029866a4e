"""The two ways of saying no: Slack's error codes to apps, plain sentences to people."""

from collections.abc import Mapping, Sequence


class ApiError(Exception):
    """A Web API call that Slack would answer with `ok: false`.

    `code` is Slack's error code, `messages` go into `response_metadata.messages`, `extra` beside the code.
    """

    def __init__(self, code: str, *, messages: Sequence[str] = (), extra: Mapping[str, object] | None = None) -> None:
        super().__init__(f"{code}: {'; '.join(messages)}" if messages else code)
        self.code = code
        self.messages = tuple(messages)
        self.extra = dict(extra or {})


class Refused(Exception):
    """Something a person tried on the page that Slack's own client would not let through; says why in a sentence."""

    def __init__(self, sentence: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})
