"""What Slack would have liked otherwise, told beside an answer that is fine.

See https://docs.slack.dev/apis/web-api/#responses
"""

from playground.shapes import Json

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def with_warnings(body: Json, *codes: str) -> Json:
    """The answer with these warnings after those that it has."""
    if not codes:
        return body
    metadata = body.get("response_metadata", {})
    every = [*metadata.get("warnings", ()), *codes]
    return {**body, "warning": ",".join(every), "response_metadata": {**metadata, "warnings": every}}


def about_charset(content_type: str) -> tuple[str, ...]:
    """A form needs no charset; JSON should name one."""
    kind, _, rest = content_type.partition(";")
    names_one = "charset=" in rest.lower()
    if kind.strip() in _FORMS:
        return ("superfluous_charset",) if names_one else ()
    return () if names_one or not kind else ("missing_charset",)
