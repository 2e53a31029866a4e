"""App Home: a rep's ledger and what is coming; for marketing the queue; for admins the state of setup."""

from bot.blocks import kit, ledger, words
from bot.blocks.editions import home_section
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Mrk, View, mrk
from bot.blocks.queue import queue
from bot.blocks.setup import INVITE, digest_time
from bot.usecases.home import Home, SetupState
from bot.usecases.ledger import Cursor
from digests.wording import all_of, count
from storage.models import CatalogItem, Lane, MessageState, Role, Workspace
from storage.queries.home import Stuck


def home(facts: Home, *, prefix: str = "/", cursor: Cursor | None = None) -> View:
    """One person's App Home. Its metadata says which page of the ledger is open; `prefix` goes before our commands."""
    blocks = [*_greeting(facts), *_setup_first(facts)]
    if facts.queue is not None:
        blocks += queue(facts.queue, facts.workspace, now=facts.now)
    blocks += _mine(facts, prefix)
    blocks += _coming(facts.coming, facts.coming_total, facts.workspace.item_noun)
    blocks += home_section(facts.editions, facts.workspace.timezone)
    if facts.setup is not None:
        blocks += _setup(facts.workspace, facts.setup)
    return {"type": "home", "blocks": blocks[: kit.VIEW_BLOCKS], "private_metadata": str(cursor or "")}


def _greeting(facts: Home) -> list[Block]:
    return [
        kit.section(
            mrk(
                "Hello {who}. Heard something from a customer? A few words are enough, and you hear back.",
                who=kit.person(facts.user_id),
            )
        ),
        kit.actions(
            kit.button("Log a request", ActionId.LOG_REQUEST, style="primary"),
            kit.button("Log a lost deal", ActionId.LOG_LOST_DEAL),
            block_id="log",
        ),
    ]


def _setup_first(facts: Home) -> list[Block]:
    """What an admin has to mend comes before everything else; before setup, everybody reads how it is with it."""
    if facts.workspace.set_up_at is None:
        return [_not_set_up(facts)]
    if facts.setup is None:
        return []
    missing = facts.workspace.missing_settings()
    blocks = []
    if missing:
        blocks.append(
            kit.section(
                mrk("⚠️ *Still missing:* {missing}.", missing=all_of(missing)),
                kit.button("Open setup", ActionId.OPEN_SETUP, style="primary"),
            )
        )
    return [*blocks, *stuck(facts.setup, facts.workspace)]


def _not_set_up(facts: Home) -> Block:
    text = "*Groundswell is not set up here yet.* You can log already: everything is kept"
    # A channel that the environment names is posted in from the first day on.
    text += "." if facts.workspace.triage_channel_id else ", and its cards are posted once a channel is chosen."
    if not facts.may_set_up:
        return kit.section(Mrk(text))
    button = kit.button("Open setup", ActionId.OPEN_SETUP, style="primary")
    return kit.section(Mrk(f"{text} Whoever sets it up becomes its admin."), button)


def stuck(setup: SetupState, workspace: Workspace) -> list[Block]:
    """Messages that do not get on: how many, where to, why, and what to do."""
    shown = [one for one in setup.stuck if not _follows_a_card(one, workspace)]
    blocks = [block for one in shown for block in _stuck(one, workspace)]
    moving = sum(setup.on_their_way.values())
    if moving and shown:
        blocks.append(
            kit.context(mrk("{messages} on the way. Open this page again in a moment.", messages=_are(moving)))
        )
    return blocks


def _stuck(one: Stuck, workspace: Workspace) -> list[Block]:
    text = mrk("⚠️ *{what}*\n{why}", what=_what(one, workspace), why=_why(one))
    if one.state is MessageState.HELD:
        return [kit.section(text, kit.button("Open setup", ActionId.OPEN_SETUP))]
    # One press deals with all that failed alike: messages of a channel keep their order.
    buttons = [kit.button("Retry", ActionId.RETRY_MESSAGE, one.message_id)]
    if not _is_report(one):
        buttons.append(kit.button("Let it go", ActionId.LET_GO, one.message_id, confirm=_let_go_confirm(one)))
    return [kit.section(text), kit.actions(*buttons, block_id=f"stuck:{one.message_id}")]


def _is_report(one: Stuck) -> bool:
    """Not a message, but what somebody logged: it is never let go."""
    return one.lane.startswith(Lane.intake(""))


def _let_go_confirm(one: Stuck) -> kit.Element:
    return kit.confirm(
        "Let it go?",
        mrk(
            "{messages} will not be sent. Everything they tell of stays as it is.",
            messages=count(one.number, "message"),
        ),
        "Let it go",
        "Keep it",
    )


def _follows_a_card(one: Stuck, workspace: Workspace) -> bool:
    """Held although its channel is known: it waits for a card that is itself in the list, or on its way."""
    has_channel = bool(workspace.triage_channel_id if one.lane == Lane.TRIAGE else workspace.digest_channel_id)
    return one.state is MessageState.HELD and has_channel


def _what(one: Stuck, workspace: Workspace) -> Mrk:
    messages = count(one.number, "message")
    if _is_report(one):
        who = kit.person(one.lane.removeprefix(Lane.intake("")))
        return mrk("{reports} by {who} could not be worked on", reports=count(one.number, "report"), who=who)
    if one.lane.startswith(Lane.of("")):
        return mrk(
            "{messages} did not reach {who}", messages=messages, who=kit.person(one.lane.removeprefix(Lane.of("")))
        )
    if one.lane.startswith(Lane.mail("")):
        return mrk("{letters} did not go out", letters=count(one.number, "letter"))
    place = _place(one.lane, workspace)
    if one.state is MessageState.HELD:
        return mrk(
            "{messages} {wait} for {place}", messages=messages, wait="waits" if one.number == 1 else "wait", place=place
        )
    return mrk("{messages} did not arrive in {place}", messages=messages, place=place)


def _place(lane: str, workspace: Workspace) -> Mrk:
    channel_id = workspace.triage_channel_id if lane == Lane.TRIAGE else workspace.digest_channel_id
    name = "the triage channel" if lane == Lane.TRIAGE else "the digest channel"
    return mrk("{name}, {channel}", name=name, channel=kit.channel(channel_id)) if channel_id else Mrk(name)


def _why(one: Stuck) -> str:
    if one.state is MessageState.HELD:
        return "Choose it in setup, and they are posted."
    return one.error.replace("/invite,", f"{INVITE},")


def _are(number: int) -> str:
    return f"{count(number, 'message')} {'is' if number == 1 else 'are'}"


def _mine(facts: Home, prefix: str) -> list[Block]:
    page = facts.ledger
    blocks = [kit.header("What you logged"), *ledger.unsent(facts.drafts if not page.begins else ())]
    if not page.total and facts.queue is not None:
        text = mrk("Nothing yet. `{prefix}request` and `{prefix}lost` are there for you, too.", prefix=prefix)
        return [*blocks, kit.context(text)]
    if not page.total:
        return [*blocks, *ledger.empty(facts.workspace.item_noun, prefix)]
    if page.begins:
        back = kit.button("Back to the newest", ActionId.MORE_MINE, "newest")
        blocks.append(kit.section(kit.esc(ledger.headline(page)), back))
    else:
        blocks.append(kit.context(kit.esc(ledger.headline(page))))
    return [*blocks, *ledger.lines(page, now=facts.now, waits=not facts.workspace.triage_channel_id)]


def _coming(items: tuple[CatalogItem, ...], total: int, noun: str) -> list[Block]:
    if not items:
        return []
    lines = [
        mrk(
            "• *{name}*, {when}",
            name=item.name,
            when=f"on sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else "no day set yet",
        )
        for item in items
    ]
    if total > len(items):
        lines.append(mrk("and {number} more", number=f"{total - len(items):,}"))
    return [
        kit.header("What is coming"),
        kit.context(mrk("Each {noun} goes on sale for every customer at once.", noun=noun)),
        kit.section(kit.joined(lines, "\n")),
    ]


def _setup(workspace: Workspace, setup: SetupState) -> list[Block]:
    """How the workspace is set up, for its admins."""
    pairs = [
        ("Triage channel", _channel(workspace.triage_channel_id)),
        ("Digest channel", _channel(workspace.digest_channel_id)),
        ("Digest", kit.esc(digest_time(workspace.digest_at, workspace.timezone))),
        ("Clocks", kit.esc(_clocks(workspace))),
        ("Currency", kit.esc(workspace.currency)),
        ("What you sell", kit.esc(workspace.item_noun)),
        ("Regions", kit.esc(f"{setup.regions:,}" if setup.regions else "none")),
        ("Stages", kit.esc(_stages(workspace))),
    ]
    roles = [
        mrk("*{role}:* {people}", role=_plural(role), people=_people(role, setup.holders.get(role, ())))
        for role in (Role.ADMIN, Role.MARKETER, Role.SALES_MANAGER, Role.COORDINATOR, Role.COMMITTEE, Role.SECRETARY)
        if setup.holders.get(role) or role in (Role.ADMIN, Role.MARKETER)
    ]
    return [
        kit.header("Setup"),
        kit.fields([mrk("*{name}*\n{value}", name=name, value=value) for name, value in pairs]),
        kit.section(kit.joined(roles, "\n")),
        kit.actions(kit.button("Open setup", ActionId.OPEN_SETUP), block_id="setup"),
    ]


def _channel(channel_id: str | None) -> Mrk:
    return kit.channel(channel_id) if channel_id else Mrk("not chosen yet")


def _clocks(workspace: Workspace) -> str:
    first, decision = workspace.first_answer_days, workspace.decision_days
    return f"first answer in {count(first, 'working day')}, decision in {decision}"


def _stages(workspace: Workspace) -> str:
    stages = [
        *(["regional review"] if workspace.has_regional_review else []),
        *(["committee"] if workspace.has_committee else []),
    ]
    return all_of(stages) if stages else "none: Marketing decides"


def _plural(role: Role) -> str:
    return {Role.COMMITTEE: "Committee", Role.SECRETARY: "Secretary"}.get(role, f"{words.ROLE[role]}s")


def _people(role: Role, user_ids: tuple[str, ...]) -> Mrk:
    if not user_ids:
        return Mrk("nobody yet, so only admins can work the cards" if role is Role.MARKETER else "nobody yet")
    more = f"and {len(user_ids) - 10} more" if len(user_ids) > 10 else ""
    return kit.joined([*(kit.person(user_id) for user_id in user_ids[:10]), more], ", ")
