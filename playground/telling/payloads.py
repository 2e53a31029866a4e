"""The objects that Slack puts into answers and payloads: messages, views, people, channels."""

import copy
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from playground.app.manifest import InstalledApp
from playground.moments.viewstack import OpenView
from playground.shapes import Json, StateValues
from playground.store import BROADCAST, Channel, Message, Person, Pin, Store, StoredFile, Team, Thread

_ICON = "/static/icon.svg"


def permalink(team: Team, message: Message) -> str:
    """The address of a message, as chat.getPermalink gives it."""
    address = f"{team.url}archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        address += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    return address


def message_json(
    store: Store, message: Message, *, thread: Thread | None = None, metadata: bool = False, bot_name: str = ""
) -> Json:
    """A message as the Web API and payloads show it."""
    body: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    body["team"] = store.team.id
    optional = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "edited": message.edited,
        "metadata": message.metadata if metadata else None,
    }
    body |= {name: value for name, value in optional.items() if value}
    if message.bot_id:
        body |= {"bot_id": message.bot_id, "app_id": message.app_id}
        body["bot_profile"] = {
            "id": message.bot_id,
            "app_id": message.app_id,
            "name": bot_name,
            "icons": {"image_36": _ICON, "image_48": _ICON, "image_72": _ICON},
            "team_id": store.team.id,
            "deleted": False,
            "updated": 0,
        }
    if message.username:
        # Under another name it is a message of a bot and of no user.
        del body["user"]
        body |= {"username": message.username, "icons": message.icons or {}}
    if message.files:
        found = (store.files.find(file) for file in message.files)
        body["files"] = [file_json(file) for file in found if file]
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    if message.is_reply and message.thread_ts:
        body["thread_ts"] = message.thread_ts
        if message.subtype == BROADCAST:
            body |= _root(store, message.channel, message.thread_ts, bot_name)
    if thread:
        body |= {
            "thread_ts": message.ts,
            "reply_count": thread.count,
            "reply_users": list(thread.users),
            "reply_users_count": len(thread.users),
            "latest_reply": thread.latest,
        }
    return body


def pinned(pin: Pin) -> Json:
    """What a pinned message has beside its own fields."""
    info = {"channel": pin.channel, "pinned_by": pin.user, "pinned_ts": pin.created}
    return {"pinned_to": [pin.channel], "pinned_info": info}


def _root(store: Store, channel: str, thread_ts: str, bot_name: str) -> Json:
    """The parent of a reply that is shown in its channel too, if it is still there."""
    parent = store.messages.find(channel, thread_ts)
    thread = store.messages.threads(channel, [thread_ts]).get(thread_ts)
    return {"root": message_json(store, parent, thread=thread, bot_name=bot_name)} if parent else {}


def view_json(team: Team, app: InstalledApp, view: OpenView, *, values: StateValues | None = None) -> Json:
    """An open modal as payloads show it; `values` replaces what was entered."""
    body = view.body
    return {
        "id": view.id,
        "team_id": team.id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        # A copy: what is entered later must not change what was already told.
        "state": {"values": copy.deepcopy(view.values if values is None else values)},
        "hash": view.hash,
        "title": body["title"],
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": app.app_id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": team.id,
        "bot_id": app.bot_id,
    }


def person_json(team: Team, person: Person, app: InstalledApp | None, *, email: bool, now: float) -> Json:
    """A user object as users.info gives it; `now` is the workspace's time, for the offset from UTC."""
    profile: Json = {
        "title": person.title,
        "real_name": person.real_name or person.name,
        "display_name": person.name,
        "real_name_normalized": person.real_name or person.name,
        "display_name_normalized": person.name,
        "team": team.id,
    }
    if email and person.email:
        profile["email"] = person.email
    if app and person.id == app.bot_user_id:
        profile |= {"api_app_id": app.app_id, "bot_id": app.bot_id, "always_active": True}
    return {
        "id": person.id,
        "team_id": team.id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name or person.name,
        "tz": person.timezone or team.timezone,
        "tz_label": person.timezone or team.timezone,
        "tz_offset": _utc_offset(person.timezone or team.timezone, now),
        "profile": profile,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }


def _utc_offset(timezone: str, now: float) -> int:
    offset = datetime.fromtimestamp(now, tz=ZoneInfo(timezone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def channel_json(team: Team, channel: Channel, *, is_member: bool, members: int | None = None) -> Json:
    """A conversation object."""
    common = {"id": channel.id, "created": channel.created, "is_archived": channel.is_archived}
    if channel.is_im:
        return {**common, "is_im": True, "is_org_shared": False, "user": channel.user, "context_team_id": team.id}
    body: Json = {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_member": is_member,
        "context_team_id": team.id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
    }
    if members is not None:
        body["num_members"] = members
    return body


def file_json(file: StoredFile) -> Json:
    """A file object."""
    kind = file.name.rpartition(".")[2].lower()
    return {
        "id": file.id,
        "created": file.created or int(time.time()),
        "timestamp": file.created or int(time.time()),
        "name": file.name,
        "title": file.title or file.name,
        # Slack does not name it before it has processed the file.
        "mimetype": file.mimetype if time.time() >= file.ready else "",
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"/files/{file.id}/{file.name}",
        "url_private_download": f"/files/{file.id}/{file.name}",
        "permalink": f"/files/{file.id}/{file.name}",
        "alt_txt": file.alt_text,
        "channels": list(file.channels),
        "groups": [],
        "ims": [],
        "comments_count": "0",
    }
