"""The digest's form as it was sent, held against what it showed: only what somebody changed is a change."""

from enum import StrEnum
from typing import TypeVar

from bot.errors import FormError
from bot.payloads.edge import Body, Fields
from bot.payloads.setup import as_shown
from bot.usecases.digest_settings import NAMED, DigestChanges, DigestField
from digests.locales import LANGUAGES
from digests.trends.finding import Sensitivity
from storage.models import ShowPicture

_Choice = TypeVar("_Choice", bound=StrEnum)


def changes(body: Body) -> DigestChanges:
    """Read the sent form; FormError for a choice that it does not offer."""
    view = body["view"]
    sent, shown = Fields(view["state"]["values"]), Fields(as_shown(view["blocks"]))
    errors: dict[str, str] = {}
    found = DigestChanges(
        sensitivity=_choice(sent, shown, DigestField.SENSITIVITY, Sensitivity, errors),
        language=_language(sent, shown, errors),
        show_picture=_choice(sent, shown, DigestField.PICTURE, ShowPicture, errors),
        names_on_pages=_ticked(sent, shown),
    )
    if errors:
        raise FormError(errors)
    return found


def _choice(
    sent: Fields, shown: Fields, name: DigestField, offered: type[_Choice], errors: dict[str, str]
) -> _Choice | None:
    chosen = sent.choice(name)
    if chosen == shown.choice(name):
        return None
    try:
        return offered(chosen)
    except ValueError:
        errors[name] = "Choose one of these."
        return None


def _language(sent: Fields, shown: Fields, errors: dict[str, str]) -> str | None:
    chosen = sent.choice(DigestField.LANGUAGE)
    if chosen not in LANGUAGES:
        errors[DigestField.LANGUAGE] = "Choose one of these."
        return None
    return chosen if chosen != shown.choice(DigestField.LANGUAGE) else None


def _ticked(sent: Fields, shown: Fields) -> bool | None:
    is_on = NAMED in sent.choices(DigestField.PAGES)
    return is_on if is_on != (NAMED in shown.choices(DigestField.PAGES)) else None
