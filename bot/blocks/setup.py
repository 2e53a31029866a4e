"""The setup form, what it answers, and the hello in a channel that was chosen."""

from collections.abc import Sequence

from bot.blocks import kit, pickers, words
from bot.blocks.currencies import CURRENCIES
from bot.blocks.digest_settings import way_to_the_form
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.blocks.kit import Block, Message, Mrk, View, mrk
from bot.blocks.learned import way_to_the_list
from bot.usecases import regions
from bot.usecases.setup import (
    COMMITTEE,
    LONGEST_CLOCK,
    LONGEST_NOUN,
    REGIONAL_REVIEW,
    ROLE_FIELDS,
    Saved,
    SetupField,
    coordinators_field,
)
from bot.usecases.snapshot import Snapshot
from digests.weeks import Due
from digests.wording import all_of
from storage.models import Lane, Role, Workspace

INVITE = "/invite @Groundswell"
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
# Label and hint of each role's field.
ROLES = {
    Role.MARKETER: ("Marketers", "They work the triage channel: take requests, ask, decide."),
    Role.SALES_MANAGER: ("Sales managers", "They can also log what one of their reps heard."),
    Role.COMMITTEE: ("Committee", "Who votes on what is put on the docket."),
    Role.SECRETARY: ("Secretary", "Who prepares the committee's docket."),
    Role.ADMIN: ("Admins", "They can do everything a marketer can, and change this setup."),
}


def setup_form(snapshot: Snapshot, user_id: str) -> View:
    """The form as things stand, from memory alone; whoever runs it first is picked as admin already."""
    return kit.modal(
        FormId.SETUP,
        "Set up Groundswell",
        [*_intro(snapshot), *_where(snapshot), *_when(snapshot), *_how(snapshot), *_who(snapshot, user_id)],
        submit="Save",
    )


def saved(outcome: Saved) -> View:
    """In place of the form, where something is left to do or nothing was changed."""
    if not outcome.has_changed and not outcome.missing:
        return kit.notice("Groundswell is set up", Mrk("*Nothing changed:* everything stays as it was."))
    done = "Saved." if outcome.has_changed else "Nothing changed."
    left = "Two things are" if outcome.missing and outcome.new_regions else "One thing is"
    lines = [mrk("*{done}* {left} left:", done=done, left=left)]
    if outcome.missing:
        lines.append(mrk("• Choose {missing}.", missing=all_of(outcome.missing)))
    if outcome.new_regions:
        lines.append(
            mrk(
                "• Pick who coordinates {regions}, if anybody does: at the end of the form.",
                regions=_some(outcome.new_regions),
            )
        )
    return kit.modal(
        "notice",
        "Groundswell is set up",
        [
            kit.section(Mrk("\n".join(lines))),
            kit.actions(kit.button("Open the form again", ActionId.OPEN_SETUP), block_id="setup_again"),
        ],
        close="Later",
    )


def hello(lane: Lane, workspace: Workspace, *, by_id: str, is_first: bool) -> Message:
    """Tells a channel that Groundswell speaks there, who decided so, and what for."""
    who = kit.person(by_id)
    if lane is Lane.TRIAGE:
        chose = "set up Groundswell here" if is_first else "chose this channel for Groundswell"
        text = mrk(
            "{who} {chose}. Each request and each lost deal from the field gets a card in this channel; "
            "take it and decide it, and everybody who asked hears back.",
            who=who,
            chose=chose,
        )
    else:
        text = mrk(
            "{who} chose this channel for Groundswell's weekly digest: what customers asked for and why deals were "
            "lost, every {when}.",
            who=who,
            when=digest_time(workspace.digest_at, workspace.timezone),
        )
    return Message(text, [kit.section(text)])


def digest_time(digest_at: str, timezone: str) -> str:
    """When the digest comes: "Monday at 09:00 (Europe/London)"."""
    due = Due.parse(digest_at)
    return f"{list(DAYS.values())[due.weekday]} at {due.at:%H:%M} ({timezone})"


def not_an_admin(admins: Sequence[str]) -> Message:
    """To somebody who opened setup after it was done."""
    who = kit.joined([kit.person(admin) for admin in admins[:5]], ", ")
    text = mrk("Groundswell is set up already. Ask {who} if something should change: only admins can.", who=who)
    return Message(text, [kit.section(text)])


def _intro(snapshot: Snapshot) -> list[Block]:
    if not snapshot.is_set_up:
        text = Mrk(
            "Whoever saves this first becomes its admin. What reps logged so far is kept, and its cards are posted "
            "once you save."
            if not snapshot.holders(Role.ADMIN)
            else "What reps logged so far is kept, and its cards are posted once you save."
        )
        return [kit.section(text)]
    if snapshot.missing:
        return [kit.section(mrk("*Still missing:* {missing}.", missing=all_of(snapshot.missing)))]
    return []


def _where(snapshot: Snapshot) -> list[Block]:
    return [
        kit.header("Where Groundswell speaks"),
        kit.input_block(
            SetupField.TRIAGE,
            "Triage channel",
            pickers.channel(snapshot.triage_channel_id),
            optional=False,
            hint=f"Each request and lost deal gets a card here. Type {INVITE} in it, or Groundswell cannot post.",
        ),
        kit.input_block(
            SetupField.DIGEST,
            "Digest channel",
            pickers.channel(snapshot.digest_channel_id),
            hint=f"The weekly digest is posted here. Type {INVITE} in this one, too.",
        ),
    ]


def _when(snapshot: Snapshot) -> list[Block]:
    day, _, time = str(Due.parse(snapshot.digest_at)).partition(" ")
    zone = kit.typeahead(
        "Type a city, such as London", kit.option(snapshot.timezone, snapshot.timezone), min_query_length=1
    )
    return [
        kit.header("When"),
        kit.input_block(
            SetupField.ZONE,
            "Time zone",
            zone | {"action_id": LookupId.ZONE},
            optional=False,
            hint="Weeks and clocks are counted in it.",
        ),
        kit.input_block(
            SetupField.DAY,
            "Day of the digest",
            kit.select([kit.option(name, key) for key, name in DAYS.items()], day),
            optional=False,
        ),
        kit.input_block(
            SetupField.TIME,
            "Time of the digest",
            pickers.time_of_day(time),
            optional=False,
            hint="It tells of the week before, Monday to Sunday. A change counts from the next digest on.",
        ),
        *([way_to_the_form()] if snapshot.is_set_up else []),
    ]


def _how(snapshot: Snapshot) -> list[Block]:
    return [
        kit.header("In your words"),
        kit.input_block(
            SetupField.NOUN,
            "What do you call what you sell?",
            kit.text_input(snapshot.item_noun, placeholder="heading", max_length=LONGEST_NOUN),
            optional=False,
            hint="One of them, in small letters: heading, feature, plan. Forms then ask for it by this name.",
        ),
        kit.input_block(
            SetupField.CURRENCY,
            "Currency",
            kit.select(_currencies(snapshot.currency), snapshot.currency),
            optional=False,
            hint="For amounts written without one. What is logged already keeps its own.",
        ),
        *([way_to_the_list()] if snapshot.is_set_up else []),
        kit.header("How requests are decided"),
        kit.input_block(
            SetupField.FIRST_ANSWER,
            "First answer within … working days",
            pickers.number(snapshot.first_answer_days, least=1, most=LONGEST_CLOCK),
            optional=False,
        ),
        kit.input_block(
            SetupField.DECISION,
            "Decision within … working days",
            pickers.number(snapshot.decision_days, least=1, most=LONGEST_CLOCK),
            optional=False,
            hint="Monday to Friday. Reps read these promises; a change counts for what comes in from now on.",
        ),
        kit.input_block(
            SetupField.STAGES,
            "Stages before a decision",
            pickers.checkboxes(
                [
                    kit.option("Regions review first", REGIONAL_REVIEW, "A coordinator looks at it for the region"),
                    kit.option("A committee votes", COMMITTEE, "Requests are put on a docket"),
                ],
                [
                    *([REGIONAL_REVIEW] if snapshot.has_regional_review else []),
                    *([COMMITTEE] if snapshot.has_committee else []),
                ],
            ),
        ),
    ]


def _currencies(current: str) -> list[kit.Element]:
    named = CURRENCIES if current in CURRENCIES else {current: "", **CURRENCIES}
    return [kit.option(f"{code} · {name}" if name else code, code) for code, name in named.items()]


def _who(snapshot: Snapshot, user_id: str) -> list[Block]:
    blocks = [kit.header("Who does what")]
    for role, block_id in ROLE_FIELDS.items():
        label, hint = ROLES[role]
        holders = snapshot.holders(role) or ([user_id] if role is Role.ADMIN else [])
        optional = role is not Role.ADMIN
        blocks.append(kit.input_block(block_id, label, pickers.people(holders), optional=optional, hint=hint))
    return [*blocks, kit.header("Regions"), *_regions(snapshot)]


def _regions(snapshot: Snapshot) -> list[Block]:
    names = "\n".join(region.label for region in snapshot.regions)
    if len(snapshot.regions) > regions.MOST or len(names) > kit.TEXT_INPUT:
        return [
            kit.section(
                mrk(
                    "This workspace has {number} regions, more than a form can hold. They stay as they are.",
                    number=len(snapshot.regions),
                )
            )
        ]
    return [
        kit.input_block(
            SetupField.REGIONS,
            "Sales regions",
            kit.text_input(names, multiline=True, placeholder="North\nSouth"),
            hint="One a line. A region you take out is offered no more; reports that name it keep it.",
        ),
        *(
            kit.input_block(
                coordinators_field(region.id),
                f"{words.ROLE[Role.COORDINATOR]}s of {region.label}",
                pickers.people(snapshot.holders(Role.COORDINATOR, region.id)),
            )
            for region in snapshot.regions
        ),
    ]


def _some(names: Sequence[str]) -> str:
    return all_of(names) if len(names) <= 3 else f"{', '.join(names[:3])} and {len(names) - 3} more"
