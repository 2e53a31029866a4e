"""`/field pages`: which digests can be read outside Slack by a link, and until when."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk
from bot.usecases.page_desk import Known
from digests.weeks import Week

_SURE = kit.confirm(
    "End this link?",
    Mrk("Whoever has it can no longer open the page, nor the weeks before it. The digest itself stays as it is."),
    "End it",
    danger=True,
)


def pages_message(known: Sequence[Known], *, names: bool, said: str = "") -> Message:
    """The newest digests with their links; `said` is what was just done, `names` whether pages name customers."""
    text = Mrk("*Pages for people outside Slack*")
    done = [kit.section(kit.esc(said))] if said else []
    rule = "Pages name customers: setup allows it." if names else "Customers’ names are left out of them."
    why = kit.mrk("Whoever has a link can read its digest and the weeks before it, without Slack. {rule}", rule=rule)
    weeks = [_line(one) for one in known] or [kit.section(Mrk("No digest was posted yet."))]
    return Message(text, [*done, kit.section(text), kit.context(why), *weeks])


def none_here() -> Message:
    """Where the bot has no address for its pages."""
    text = Mrk(
        "There are no pages here: the bot has no public address. "
        "Whoever runs it sets `PUBLIC_URL`; docs/pages.md says how."
    )
    return Message(text, [kit.section(text)])


def _line(one: Known) -> Block:
    week = f"Week {_number(one.key.period)}"
    if one.ends is None:
        text = kit.mrk("*{week}* · no link is open", week=week)
        return kit.section(text, accessory=kit.button("Make a link", ActionId.MAKE_PAGE_LINK, str(one.key)))
    what = kit.link(one.url, week) if one.key.is_channel else kit.mrk("{week}, somebody’s own edition", week=week)
    text = kit.mrk("*{what}* · open until {end}", what=what, end=kit.on_day(one.ends))
    return kit.section(text, accessory=kit.button("End this link", ActionId.END_PAGE_LINK, str(one.key), confirm=_SURE))


def _number(period: str) -> str:
    try:
        return str(Week.parse(period).number)
    except ValueError:
        return period
