"""“Your digest”: the form in which somebody chooses what they get, how it is told back, and every edition's footer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.blocks import kit, pickers
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.blocks.kit import Block, Mrk, View, mrk
from bot.usecases.wishes import EditionField, Standing, rhythm_field
from digests.personal.report import Narrowed
from digests.personal.words import scope
from digests.phrases import day
from digests.wording import count
from storage.models import EditionKind, Rhythm
from storage.queries.editions import Chosen

NAMES = {
    EditionKind.DIGEST: "The digest, by my filter",
    EditionKind.REP: "What happened to what I asked",
    EditionKind.TEAM: "My team",
}
HINTS = {
    EditionKind.DIGEST: "What was asked for, what moved, lost deals and decisions, as in the channel’s digest.",
    EditionKind.REP: "The answers to what you logged, what is new to sell, and whom to tell.",
    EditionKind.TEAM: "What your people heard, what was answered, and who still has customers to tell.",
}
RHYTHMS = {
    Rhythm.WEEKLY: "Every week",
    Rhythm.TWO_WEEKLY: "Every two weeks",
    Rhythm.MONTHLY: "Every month",
    Rhythm.NEVER: "Never",
}


@dataclass(frozen=True)
class _Filter:
    """A field in which the digest is narrowed."""

    field: EditionField
    lookup: LookupId
    chosen: str
    label: str
    placeholder: str


_FILTERS = (
    _Filter(EditionField.REGIONS, LookupId.MY_REGIONS, "regions", "Only in these regions", "All regions"),
    _Filter(EditionField.THEMES, LookupId.MY_THEMES, "themes", "Only about these themes", "Type a word of a theme"),
    _Filter(EditionField.COMPETITORS, LookupId.MY_COMPETITORS, "competitors", "…or these competitors", "Type a name"),
    _Filter(EditionField.ACCOUNTS, LookupId.MY_ACCOUNTS, "accounts", "…or these accounts", "Type a name"),
)


def form(standing: Sequence[Standing], prefix: str) -> View:
    """The form as things stand, or a sentence to somebody for whom there is no edition."""
    if not standing:
        return kit.notice(
            "Your digest",
            mrk(
                "A digest of your own goes with a role: Marketing, sales manager, committee or coordinator. "
                "An admin gives roles in setup. The channel’s digest is there for everybody: `{prefix}field digest`.",
                prefix=prefix,
            ),
        )
    blocks = [kit.context(Mrk("It comes to you as a direct message. Nothing comes unless you ask for it here."))]
    for one in standing:
        blocks += _kind(one)
    return kit.modal(FormId.MY_EDITION, "Your digest", blocks, submit="Save")


def _kind(one: Standing) -> list[Block]:
    rhythms = [kit.option(name, rhythm) for rhythm, name in RHYTHMS.items()]
    blocks = [
        kit.header(NAMES[one.kind]),
        kit.input_block(
            rhythm_field(one.kind),
            "How often?",
            kit.radio(rhythms, one.rhythm or Rhythm.NEVER),
            optional=False,
            hint=HINTS[one.kind],
        ),
    ]
    if one.kind is EditionKind.TEAM:
        team = pickers.people(one.only.team)
        hint = "Left empty, everybody of your own region."
        blocks.append(kit.input_block(EditionField.TEAM, "Who is in your team?", team, hint=hint))
    if one.kind is EditionKind.DIGEST:
        blocks += [_filter(one, what) for what in _FILTERS]
        blocks.append(
            kit.context(
                Mrk(
                    "Leave everything empty for everything. Regions narrow all the rest. "
                    "Of themes, competitors and accounts one is enough for a report to count."
                )
            )
        )
    return blocks


def _filter(one: Standing, what: _Filter) -> Block:
    chosen = [kit.option(some.name, some.id) for some in one.chosen.get(what.chosen, ())]
    menu = kit.multi_typeahead(what.placeholder, chosen) | {"action_id": what.lookup}
    return kit.input_block(what.field, what.label, menu)


def saved(standing: Sequence[Standing], timezone: str) -> View:
    """In place of the form: what comes from now on, and when."""
    if not any(one.is_on for one in standing):
        return kit.notice(
            "Your digest", Mrk("*Saved:* nothing comes to you by direct message. You find this again on the Home tab.")
        )
    lines = [_line(one, timezone) for one in standing if one.is_on]
    return kit.notice("Your digest", kit.joined([Mrk("*Saved.*"), *lines], by="\n"))


def home_section(standing: Sequence[Standing], timezone: str) -> list[Block]:
    """What App Home says of it: how it stands in words, or an offer to whoever never chose."""
    if not standing:
        return []
    header = kit.header("Your digest")
    if all(one.rhythm is None for one in standing):
        return [header, kit.section(_offer(standing), kit.button("Set it up", ActionId.MY_EDITION))]
    lines = [_line(one, timezone) for one in standing if one.is_on]
    text = kit.joined(lines, by="\n") if lines else Mrk("Nothing comes to you by direct message.")
    return [header, kit.section(text, kit.button("Change", ActionId.MY_EDITION))]


def _offer(standing: Sequence[Standing]) -> Mrk:
    if [one.kind for one in standing] == [EditionKind.REP]:
        what = "what became of your customers’ wishes, what is new to sell, and whom to tell"
    else:
        what = "the digest for your regions, themes, competitors or accounts"
    return mrk("By direct message, if you like: {what}. Weekly, every two weeks or monthly.", what=what)


def _line(one: Standing, timezone: str) -> Mrk:
    return mrk("*{name}:* {how}", name=NAMES[one.kind], how=_how(one, timezone))


def _how(one: Standing, timezone: str) -> Mrk:
    assert one.rhythm is not None  # noqa: S101 (only what is on has a line)
    often = RHYTHMS[one.rhythm].lower()
    about = _team(one.only.team) if one.kind is EditionKind.TEAM else _scope(one.chosen)
    when = f"Next: {_at(one.next_due, timezone)}." if one.next_due else ""
    return kit.joined([", ".join(part for part in (often, about) if part) + ".", when], by=" ")


def _team(team: Sequence[str]) -> str:
    return count(len(team), "person", "people") if team else "your region"


def _scope(chosen: Mapping[str, Sequence[Chosen]]) -> str:
    names = {kind: tuple(one.name for one in some) for kind, some in chosen.items()}
    return scope(Narrowed(**names))


def footer(rhythm: Rhythm, next_due: datetime, timezone: str) -> list[Block]:
    """What every edition ends with: how often it comes, when next, and the way to change or stop it."""
    text = mrk("{often}. Next: {when}.", often=RHYTHMS[rhythm], when=_at(next_due, timezone))
    return [kit.context(text), kit.actions(change_button(), block_id="my_edition")]


def change_button() -> kit.Element:
    """To the form, from a message."""
    return kit.button("Change or stop", ActionId.MY_EDITION)


def _at(moment: datetime, timezone: str) -> str:
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{day(local.date())}, {local:%H:%M}"
