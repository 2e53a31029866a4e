"""The few Block Kit pieces we use, with escaping and Slack's limits built in.

Text for mrkdwn has a type of its own, `Mrk`: only `mrk`, `esc` and their kin make one, so nobody's words reach Slack
unescaped and mypy says where one is missing. Plain text (headers, buttons, labels) is never escaped: readers would see
"&amp;". Customers' own words go into `quote`, which Slack does not parse at all.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]

# Limits by Slack's Block Kit reference; the total over all blocks of a message is not documented, 13,200 was observed.
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 12_000
SECTION = 3000
HEADER = 150
ALT = 2000
FILE_ALT = 1000  # of a file that is shared
BUTTON = 75
OPTION = 75
MENU = 100  # choices
MODAL_TITLE = 24
PLACEHOLDER = 150
TEXT_INPUT = 3000


class Mrk(str):
    """Text that is safe and ready for Slack's mrkdwn."""

    __slots__ = ()


@dataclass(frozen=True)
class Message:
    """What is posted: `text` is the notification and the reading for screen readers, `blocks` what is seen."""

    text: Mrk
    blocks: list[Block] = field(default_factory=list)


def esc(text: str) -> Mrk:
    """Make anybody's words harmless in mrkdwn: no link, no mention, no ping can come of them."""
    if isinstance(text, Mrk):
        return text
    return Mrk(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def mrk(template: str, **values: object) -> Mrk:
    """Fill a literal template; every value that is not already `Mrk` is escaped: `mrk("*{title}*", title=title)`."""
    return Mrk(
        template.format(
            **{name: esc(value if isinstance(value, str) else str(value)) for name, value in values.items()}
        )
    )


def joined(parts: Iterable[str], by: str = " · ") -> Mrk:
    """Parts with something between them; the empty ones are left out."""
    return Mrk(by.join(esc(part) for part in parts if part))


def person(user_id: str | None) -> Mrk:
    """A mention that shows the name; used only where it pings nobody who should not be (a channel's members see it)."""
    return Mrk(f"<@{user_id}>") if user_id else Mrk("nobody yet")


def channel(channel_id: str) -> Mrk:
    """A link to a channel."""
    return Mrk(f"<#{channel_id}>")


def link(url: str, label: str) -> Mrk:
    """A link; only https (and http on this machine) may be linked, anything else is shown as words."""
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        return esc(label)
    safe = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return Mrk(f"<{safe}|{esc(label).replace('|', '¦')}>")


def message_url(workspace_url: str, channel_id: str, ts: str) -> str:
    """The address of a message, as Slack builds its permalinks; `workspace_url` ends with a slash."""
    return f"{workspace_url}archives/{channel_id}/p{ts.replace('.', '')}"


def at_time(moment: datetime) -> Mrk:
    """The time of day in the reader's own zone, such as 14:32."""
    return Mrk(f"<!date^{int(moment.timestamp())}^{{time}}|{moment:%H:%M} UTC>")


def on_day(moment: datetime, before: str = "") -> Mrk:
    """The day in the reader's own zone, such as "today" or "12 Mar"; `before` are the words that lead to it.

    They belong inside the pattern: Slack begins it with a capital, and "heard Today" is no English.
    """
    lead = f"{esc(before)} " if before else ""
    return Mrk(f"<!date^{int(moment.timestamp())}^{lead}{{date_short_pretty}}|{lead}{day(moment.date())}>")


def day(on: date) -> str:
    """A date in words that no country misreads: "24 Nov 2026"."""
    return f"{on.day} {on:%b %Y}"


_TAIL = re.compile(r"(&[a-z]{0,4}|<[^>]*)$")


def cut(text: Mrk, limit: int) -> Mrk:
    """Shorten at a word, never inside an entity or a link, and say so by an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ", int(limit * 0.6))
    # Last, because the space may be one inside a link's label.
    return Mrk(_TAIL.sub("", head[:space] if space > 0 else head).rstrip() + "…")


def cut_plain(text: str, limit: int) -> str:
    """Shorten plain text at a word."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ", int(limit * 0.6))
    return (head[:space] if space > 0 else head).rstrip() + "…"


def one_line(text: str) -> str:
    """The text with all white space made single spaces."""
    return " ".join(text.split())


# --- blocks ---


def header(text: str) -> Block:
    """A large line of plain text."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: Mrk, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A paragraph of mrkdwn, with a button or menu beside it if given."""
    block: Block = {"type": "section", "text": _mrkdwn(cut(text, SECTION))}
    if accessory is not None:
        block["accessory"] = accessory
    return _with_id(block, block_id)


def fields(pairs: Sequence[Mrk]) -> Block:
    """Up to ten short facts in two columns."""
    return {"type": "section", "fields": [_mrkdwn(cut(text, 2000)) for text in pairs[:10]]}


def context(*texts: Mrk) -> Block:
    """Small grey print."""
    return {"type": "context", "elements": [_mrkdwn(cut(text, 2000)) for text in texts[:10]]}


def divider() -> Block:
    """A hairline."""
    return {"type": "divider"}


def actions(*elements: Element, block_id: str | None = None) -> Block:
    """A row of buttons and menus."""
    return _with_id({"type": "actions", "elements": list(elements)}, block_id)


def picture(file_id: str, alt: str) -> Block:
    """A picture that was uploaded to Slack; the alt text says the same in words."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": cut_plain(alt, ALT)}


def quote(words: str, byline: str = "", limit: int = 600) -> Block:
    """The customer's own words, exactly as typed: rich text is not parsed, so nothing in it can ping or link."""
    elements: list[Element] = [{"type": "text", "text": cut_plain(words.strip(), limit) or "—"}]
    if byline:
        elements.append({"type": "text", "text": "\n" + byline, "style": {"italic": True}})
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


# --- elements ---


def plain(text: str, limit: int) -> Element:
    """Plain text, cut to what the place allows."""
    return {"type": "plain_text", "text": cut_plain(text, limit) or " ", "emoji": True}


def button(
    label: str,
    action_id: str,
    value: str | uuid.UUID = "",
    *,
    style: Literal["primary", "danger"] | None = None,
    confirm: Element | None = None,
    url: str | None = None,
) -> Element:
    """A button; `value` comes back when it is pressed."""
    element: Element = {"type": "button", "text": plain(label, BUTTON), "action_id": action_id}
    if value:
        element["value"] = str(value)
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    if url:
        element["url"] = url
    return element


def confirm(title: str, text: Mrk, yes: str, no: str = "Cancel", *, danger: bool = False) -> Element:
    """Ask once more before something that is hard to take back."""
    dialog: Element = {
        "title": plain(title, 100),
        "text": _mrkdwn(cut(text, 300)),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
    if danger:
        dialog["style"] = "danger"
    return dialog


def option(label: str, value: str | uuid.UUID, description: str = "") -> Element:
    """One choice of a menu; values are opaque and at most 75 characters."""
    choice: Element = {"text": plain(label, OPTION), "value": str(value)[:OPTION]}
    if description:
        choice["description"] = plain(description, OPTION)
    return choice


def overflow(action_id: str, options: Sequence[Element]) -> Element:
    """A "…" menu of at most five choices."""
    return {"type": "overflow", "action_id": action_id, "options": list(options[:5])}


# --- views ---


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str = "Cancel",
    private_metadata: str = "",
    notify_on_close: bool = False,
) -> View:
    """A form; without `submit` it only shows something."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, MODAL_TITLE),
        "close": plain(close, MODAL_TITLE),
        "blocks": list(blocks)[:VIEW_BLOCKS],
        "private_metadata": private_metadata,
        "notify_on_close": notify_on_close,
    }
    if submit:
        view["submit"] = plain(submit, MODAL_TITLE)
    return view


def notice(title: str, text: Mrk) -> View:
    """A modal that only says something."""
    return modal("notice", title, [section(text)], close="Close")


def input_block(
    block_id: str,
    label: str,
    element: Element,
    *,
    optional: bool = True,
    hint: str = "",
    dispatch: bool = False,
) -> Block:
    """A labelled field. Its action id is its block id: one name for one field."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": {**element, "action_id": element.get("action_id", block_id)},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    if dispatch:
        block["dispatch_action"] = True
    return block


def text_input(
    initial: str = "",
    *,
    multiline: bool = False,
    placeholder: str = "",
    max_length: int = TEXT_INPUT,
    is_heard: bool = False,
) -> Element:
    """A line or an area to type in; one that `is_heard` tells us its words at each pause, if its block dispatches."""
    element: Element = {"type": "plain_text_input", "multiline": multiline, "max_length": max_length}
    if initial:
        element["initial_value"] = initial[:max_length]
    if placeholder:
        element["placeholder"] = plain(placeholder, PLACEHOLDER)
    if is_heard:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    return element


def select(options: Sequence[Element], initial: str | None = None, placeholder: str = "Choose") -> Element:
    """A menu of at most 100 choices."""
    element: Element = {
        "type": "static_select",
        "options": list(options[:MENU]),
        "placeholder": plain(placeholder, PLACEHOLDER),
    }
    return _with_initial(element, initial)


def radio(options: Sequence[Element], initial: str | None = None) -> Element:
    """Radio buttons, at most ten."""
    return _with_initial({"type": "radio_buttons", "options": list(options[:10])}, initial)


def multi_select(
    options: Sequence[Element], initial: Sequence[str] = (), placeholder: str = "Choose one or more"
) -> Element:
    """A menu in which several choices can be made."""
    element: Element = {
        "type": "multi_static_select",
        "options": list(options[:MENU]),
        "placeholder": plain(placeholder, PLACEHOLDER),
    }
    chosen = [choice for choice in options[:MENU] if choice["value"] in initial]
    return {**element, "initial_options": chosen} if chosen else element


def typeahead(placeholder: str, initial: Element | None = None, *, min_query_length: int = 0) -> Element:
    """A menu whose choices are looked up while one types."""
    element: Element = {
        "type": "external_select",
        "placeholder": plain(placeholder, PLACEHOLDER),
        "min_query_length": min_query_length,
    }
    return {**element, "initial_option": initial} if initial else element


def multi_typeahead(placeholder: str, initial: Sequence[Element] = (), *, min_query_length: int = 0) -> Element:
    """A typeahead in which several choices can be made."""
    element: Element = {
        "type": "multi_external_select",
        "placeholder": plain(placeholder, PLACEHOLDER),
        "min_query_length": min_query_length,
    }
    return {**element, "initial_options": list(initial)} if initial else element


def datepicker(initial: date | None = None) -> Element:
    """A day to pick."""
    element: Element = {"type": "datepicker", "placeholder": plain("Pick a day", PLACEHOLDER)}
    return {**element, "initial_date": initial.isoformat()} if initial else element


def _with_initial(element: Element, initial: str | None) -> Element:
    for choice in element["options"]:
        if choice["value"] == initial:
            return {**element, "initial_option": choice}
    return element


def _mrkdwn(text: Mrk) -> Element:
    # verbatim: Slack then links no names and addresses of its own accord.
    return {"type": "mrkdwn", "text": text or " ", "verbatim": True}


def _with_id(block: Block, block_id: str | None) -> Block:
    return {**block, "block_id": block_id} if block_id else block
