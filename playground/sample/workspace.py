"""workspace.json: the Slack team, its people and channels, and who plays which part in Groundswell."""

from collections.abc import Sequence
from random import Random
from typing import Any

from playground.sample.chatter import messages
from playground.sample.names import Account
from playground.sample.people import Person, slack_id
from playground.sample.places import REGIONS


def _slug(region: str) -> str:
    return "-".join(word for word in region.lower().split() if word != "&")


def _channels(rng: Random, people: Sequence[Person]) -> list[dict[str, Any]]:
    everyone = [person.id for person in people]
    desk = [person.id for person in people if person.role != "rep"]
    rows: list[tuple[str, str, list[str]]] = [
        ("general", "News for all of Beacon Local", everyone),
        ("field-triage", "What the field hears, one card for each want or lost deal", desk),
        ("field-digest", "The week in the field, every Monday at nine", everyone),
    ]
    for region in REGIONS:
        members = [p.id for p in people if p.region == region.name or p.role in ("sales_manager", "marketer")]
        rows.append((f"sales-{_slug(region.name)}", f"Sales in {region.name}: visits, questions, small wins", members))
    return [
        {"id": slack_id(rng, "C0"), "name": name, "topic": topic, "members": members} for name, topic, members in rows
    ]


def workspace(rng: Random, people: Sequence[Person], accounts: Sequence[Account]) -> dict[str, Any]:
    """The whole of workspace.json, ready to be written."""
    channels = _channels(rng, people)
    by_name = {channel["name"]: channel["id"] for channel in channels}
    rooms = {region.name: by_name[f"sales-{_slug(region.name)}"] for region in REGIONS} | {"": by_name["general"]}

    def playing(role: str, region: str = "") -> list[str]:
        return [person.id for person in people if person.role == role and region in ("", person.region)]

    fields = ("id", "name", "real_name", "title", "tz", "color")
    roles = {role: playing(role) for role in ("admin", "marketer", "committee", "secretary", "sales_manager")}
    return {
        "team": {"id": "T0BEACON", "name": "Beacon Local", "domain": "beacon-local", "timezone": "Europe/London"},
        "users": [{field: getattr(person, field) for field in fields} for person in people],
        "channels": channels,
        "groundswell": {
            "regions": [region.name for region in REGIONS],
            "roles": {**roles, "coordinator": {r.name: playing("coordinator", r.name) for r in REGIONS}},
            "reps": [{"user": person.id, "region": person.region} for person in people if person.role == "rep"],
            "triage_channel": by_name["field-triage"],
            "digest_channel": by_name["field-digest"],
            "timezone": "Europe/London",
            "digest_at": "mon 09:00",
            "currency": "GBP",
            "item_noun": "heading",
        },
        "messages": messages(rng, people, accounts, rooms),
    }
