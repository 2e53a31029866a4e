"""The environments of our templates: sentences, which each medium escapes for itself, and pages in HTML."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


class Ready(str):
    """Text that is ready for its medium; anything else is escaped on the way into a sentence."""

    __slots__ = ()


def ready(escape: Callable[[str], str], value: object) -> Ready:
    """A value as it stands in a sentence: escaped, unless it was before."""
    return value if isinstance(value, Ready) else Ready(escape(str(value)))


def sentences(escape: Callable[[str], str], filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """What reads the templates of sentences for a medium that escapes like this."""
    environment = Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (each medium escapes in `finalize`: HTML escaping would be wrong in Slack)
        finalize=partial(ready, escape),
    )
    environment.filters.update(filters)
    return environment


@cache
def pages() -> Environment:
    """What reads the templates of pages and letters."""
    return Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
