"""The form in which admins say how the weekly digest is told."""

from collections.abc import Sequence

from bot.blocks import kit, pickers
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Block, Mrk, View, mrk
from bot.usecases.digest_settings import NAMED, DigestField
from bot.usecases.opinions import Opinion
from digests.locales import LANGUAGES
from digests.trends.finding import Sensitivity
from digests.weeks import Week
from digests.wording import all_of, count
from storage.models import ShowPicture, Workspace

# How much it tells, with what that costs.
SENSITIVITIES = {
    Sensitivity.FEWER: ("Fewer", "Only what stands out clearly. Of ten lines, about one is chance"),
    Sensitivity.BALANCED: ("Balanced", "Of ten lines, one or two are chance"),
    Sensitivity.MORE: ("More", "Smaller changes too. Of ten lines, two or three are chance"),
}
PICTURES = {
    ShowPicture.MESSAGE: ("In the message", "The last weeks of what moved, and what would be normal"),
    ShowPicture.THREAD: ("In the thread", "The same picture as a file; the message stays short"),
    ShowPicture.CHART: ("As Slack’s own chart", "Plain bars that follow each reader’s light or dark theme"),
    ShowPicture.NO: ("No picture", "Words only"),
}


def digest_form(workspace: Workspace, opinions: Sequence[Opinion]) -> View:
    """The form as things stand. `opinions` are what readers made of the last digests, newest first."""
    return kit.modal(
        FormId.DIGEST_SETTINGS,
        "The weekly digest",
        [
            *_opinions(opinions),
            _how_much(workspace),
            _language(workspace),
            _picture(workspace),
            _pages(workspace),
        ],
        submit="Save",
    )


def way_to_the_form() -> Block:
    """A line in the setup form, from which this one opens on top."""
    return kit.section(
        Mrk("*How it is told:* how much, with which picture, and whom pages may name."),
        kit.button("Digest settings", ActionId.DIGEST_SETTINGS),
    )


def _opinions(opinions: Sequence[Opinion]) -> list[Block]:
    if not opinions:
        return []
    said = [f"week {_week(one)} by {count(one.people, 'person', 'people')}" for one in opinions if one.people]
    good = [_week(one) for one in opinions if not one.people]
    if good:
        said.append(f"{'week' if len(good) == 1 else 'weeks'} {all_of(good)} by nobody")
    return [kit.context(mrk("*Found not useful:* {said}.", said=", ".join(said)))]


def _week(opinion: Opinion) -> str:
    return str(Week.parse(opinion.period).number)


def _how_much(workspace: Workspace) -> Block:
    return kit.input_block(
        DigestField.SENSITIVITY,
        "How much should it tell?",
        kit.radio(
            [kit.option(label, key, says) for key, (label, says) in SENSITIVITIES.items()], workspace.sensitivity
        ),
        optional=False,
        hint="It counts from the next digest on. “groundswell backtest” shows what your own past weeks would have said "
        "at each of them.",
    )


def _language(workspace: Workspace) -> Block:
    return kit.input_block(
        DigestField.LANGUAGE,
        "In which language?",
        kit.select([kit.option(one.name, one.code) for one in LANGUAGES.values()], workspace.language),
        optional=False,
        hint="For the digest with its thread, its page and its letters. Forms and cards stay in English.",
    )


def _picture(workspace: Workspace) -> Block:
    return kit.input_block(
        DigestField.PICTURE,
        "How should it show a picture?",
        kit.radio([kit.option(label, key, says) for key, (label, says) in PICTURES.items()], workspace.show_picture),
        optional=False,
        hint="What a picture shows is said in words, too. Where Slack does not take one, the digest goes without.",
    )


def _pages(workspace: Workspace) -> Block:
    allowed = kit.option("Name customers", NAMED, "Unticked, their names are left out")
    return kit.input_block(
        DigestField.PAGES,
        "On pages for people outside Slack",
        pickers.checkboxes([allowed], [NAMED] if workspace.names_on_pages else []),
        hint="Whoever has the link of a page can read it. There are pages only where Groundswell has a public address.",
    )
