"""The app manifest: what Slack has to know about us, with the fewest permissions that work."""

from typing import Any

from bot.blocks.ids import EVENT_TYPE, ShortcutId

# With im:history Slack tells us what people write to the bot itself, and nothing that they write elsewhere.
SCOPES = ("commands", "chat:write", "im:history", "metadata.message:read")
# What works without: the digest comes without its picture.
PICTURES = "files:write"
OPTIONAL_SCOPES = (PICTURES, "users:read")
COMMANDS = (
    ("request", "Log what a customer asked for", "[what they said, the customer, the value]"),
    ("lost", "Log a deal that was lost", "[the customer, the value, why]"),
    ("won", "Log a deal that was won", "[the customer, the value, why]"),
    ("field", "What you logged, search, digest, setup", "help | mine | find | digest | setup"),
)

# A name has at most 24 characters. Slack offers a global one in the menu beside every text box and in its search.
SHORTCUTS = (
    (
        ShortcutId.LOG_MESSAGE,
        "message",
        "Log as field feedback",
        "Keep what a customer said, with a link to this message",
    ),
    (ShortcutId.LOG_REQUEST, "global", "Log a request", "Write down what a customer asked for"),
    (ShortcutId.LOG_LOST_DEAL, "global", "Log a lost deal", "Write down why a deal was lost"),
)


def manifest(*, url: str = "", prefix: str = "") -> dict[str, Any]:
    """The manifest as Slack's manifest schema wants it.

    Without `url` the app uses Socket Mode; with it Slack delivers to `<url>/slack/events`. `prefix` ("gs-") goes before
    each command where a name collides with another app.
    """
    events = f"{url.rstrip('/')}/slack/events" if url else ""
    at = {"url": events} if url else {}
    request_url = {"request_url": events} if url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Groundswell",
            "description": "Field feedback: what customers ask for, decided openly, and every rep hears back.",
            "background_color": "#0b5d4e",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Groundswell", "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": str(shortcut_id), "description": description}
                for shortcut_id, kind, name, description in SHORTCUTS
            ],
            "slash_commands": [
                {
                    "command": f"/{prefix}{name}",
                    "description": description,
                    "usage_hint": hint,
                    "should_escape": True,
                    **at,
                }
                for name, description, hint in COMMANDS
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {
                **request_url,
                # Slack tells of metadata only those who ask for the event and for the type, both.
                "bot_events": ["app_home_opened", "message.im", "message_metadata_posted"],
                "metadata_subscriptions": [{"app_id": "*", "event_type": EVENT_TYPE}],
            },
            "interactivity": {
                "is_enabled": True,
                **({"request_url": events, "message_menu_options_url": events} if url else {}),
            },
            "socket_mode_enabled": not url,
            "org_deploy_enabled": False,
            "token_rotation_enabled": False,
        },
    }
