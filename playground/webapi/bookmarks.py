"""bookmarks.*: links at the head of a channel."""

import re
from dataclasses import replace

from playground import ids
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Bookmark, Channel
from playground.webapi.call import Call, method

MOST = 100
_EMOJI = re.compile(r":[a-z0-9_+'\-]+(?:::skin-tone-[2-6])?:")


@method("bookmarks.add", "bookmarks:write")
def add(call: Call) -> Json:
    """Bookmark a link."""
    channel = _channel(call)
    title = call.text("title")
    if call.text("type") != "link":
        raise ApiError("invalid_bookmark_type")
    if len(call.world.store.bookmarks.of(channel.id)) >= MOST:
        raise ApiError("too_many_bookmarks")
    bookmark = Bookmark(
        id=ids.new_id("Bk"),
        channel=channel.id,
        title=title,
        link=_link(call.optional("link") or ""),
        emoji=_emoji(call.optional("emoji") or ""),
        created=int(call.world.clock.now()),
    )
    call.world.store.bookmarks.save(bookmark)
    return {"bookmark": _json(call, bookmark)}


@method("bookmarks.edit", "bookmarks:write")
def edit(call: Call) -> Json:
    """Change the title, link or emoji; what is not given stays."""
    bookmark = _target(call)
    title, link, emoji = (call.optional(name) for name in ("title", "link", "emoji"))
    changed = replace(
        bookmark,
        title=title or bookmark.title,
        link=_link(link) if link else bookmark.link,
        emoji=_emoji(emoji) if emoji else bookmark.emoji,
        updated=int(call.world.clock.now()),
    )
    call.world.store.bookmarks.save(changed)
    return {"bookmark": _json(call, changed)}


@method("bookmarks.remove", "bookmarks:write")
def remove(call: Call) -> Json:
    """Take a bookmark away."""
    call.world.store.bookmarks.remove(_target(call).id)
    return {}


@method("bookmarks.list", "bookmarks:read")
def list_bookmarks(call: Call) -> Json:
    """The bookmarks of a channel."""
    channel = call.channel("channel_id")
    return {"bookmarks": [_json(call, one) for one in call.world.store.bookmarks.of(channel.id)]}


def _channel(call: Call) -> Channel:
    channel = call.channel("channel_id")
    if channel.is_archived or not call.world.store.channels.has(channel.id, call.app.bot_user_id):
        raise ApiError("permission_denied")
    return channel


def _target(call: Call) -> Bookmark:
    channel = _channel(call)
    bookmark = call.world.store.bookmarks.find(call.text("bookmark_id"))
    if bookmark is None or bookmark.channel != channel.id:
        raise ApiError("not_found")
    return bookmark


def _link(link: str) -> str:
    if not link.startswith(("http://", "https://")):
        raise ApiError("invalid_link")
    return link


def _emoji(emoji: str) -> str:
    if emoji and not _EMOJI.fullmatch(emoji):
        raise ApiError("invalid_emoji")
    return emoji


def _json(call: Call, bookmark: Bookmark) -> Json:
    return {
        "id": bookmark.id,
        "channel_id": bookmark.channel,
        "title": bookmark.title,
        "link": bookmark.link,
        "emoji": bookmark.emoji,
        "icon_url": None,
        "type": "link",
        "entity_id": None,
        "date_created": bookmark.created,
        "date_updated": bookmark.updated,
        "rank": "u",
        "last_updated_by_user_id": call.app.bot_user_id,
        "last_updated_by_team_id": call.world.team.id,
        "shortcut_id": None,
        "app_id": None,
    }
