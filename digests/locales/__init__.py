"""The languages that a digest can be told in; docs/languages.md says how one is added."""

from digests.locales.english import ENGLISH
from digests.locales.language import Language
from digests.locales.polish import POLISH

__all__ = ["ENGLISH", "LANGUAGES", "POLISH", "Language", "language"]

LANGUAGES = {one.code: one for one in (ENGLISH, POLISH)}


def language(code: str) -> Language:
    """The language of a code such as "pl"; English for one that is not there (any more)."""
    return LANGUAGES.get(code, ENGLISH)
